package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Takes CSV files, or a stream of one, gives them as a table of typed columns, or record by record.
 *
 * <p>Separator, encoding and header are those that a {@link CsvDialect} says, or else are detected; gzip and zstd are unpacked. Quoting is that of RFC 4180;
 * spaces around cells and blank lines do not count; every row has as many cells as the header. Several files with the same header are one table, in the given
 * order. Types that are not said are inferred from the first 10,000 rows (fewer of very wide ones: about 4 MiB), and every cell of the whole is then read as one
 * of its column's type.
 *
 * <p>A table is read by several threads side by side and does not depend on their number. Memory beside the table itself is bounded: a few pieces of a
 * mebibyte for each thread, and the texts of the categories. A record has at most 8 Mi characters.
 *
 * <p>Whatever is wrong with the data is a {@link DataException} with the line of the file, from 1: the first in the order of the files.
 *
 * <pre>{@code
 * try (Table table = CsvSource.of(Path.of("houses.csv.gz")).table(TableOptions.standard().withTargets(List.of("price")))) { … }
 * }</pre>
 */
public final class CsvSource implements TableSource {
  private static final int STREAMED_PIECE = 1 << 16;

  private final String name;
  private final List<CsvFiles.Input> inputs;
  private final List<Path> files;
  private final CsvDialect dialect;
  private final int threads;
  private final int mostCategories;
  private final Consumer<String> notices;

  private CsvSource(String name, List<CsvFiles.Input> inputs, List<Path> files, CsvDialect dialect, int threads, int mostCategories, Consumer<String> notices) {
    this.name = name;
    this.inputs = inputs;
    this.files = files;
    this.dialect = dialect;
    this.threads = threads;
    this.mostCategories = mostCategories;
    this.notices = notices;
  }

  /** Files, which may be read several times, in this order; messages name them as they are given here. @throws IllegalArgumentException when there is none */
  public static CsvSource of(List<Path> files) {
    if (files.isEmpty()) throw new IllegalArgumentException("0 files were asked for; it must be at least 1");
    String first = Shown.visible(files.get(0).toString());
    String name = files.size() == 1 ? first : first + " and " + Shown.count(files.size() - 1) + " more";
    return of(name, files.stream().map(CsvSource::input).toList(), files);
  }

  /** One file. */
  public static CsvSource of(Path file) {
    return of(List.of(file));
  }

  /** All files that a pattern means: {@link Shards#of}. @throws java.nio.file.NoSuchFileException when there is none */
  public static CsvSource matching(String pattern) throws IOException {
    return of(Shards.of(pattern));
  }

  /**
   * A stream, such as standard input, which can be read once and is not closed.
   *
   * @param name what messages call it
   */
  public static CsvSource of(String name, InputStream in) {
    AtomicBoolean taken = new AtomicBoolean();
    return of(Shown.visible(name), List.of(new CsvFiles.Input(Shown.visible(name), false, () -> {
      if (taken.getAndSet(true)) throw new IllegalStateException(name + " has been read already; a stream can be read once");
      return new FilterInputStream(in) {
        @Override
        public void close() {}
      };
    })), List.of());
  }

  private static CsvSource of(String name, List<CsvFiles.Input> inputs, List<Path> files) {
    return new CsvSource(name, inputs, List.copyOf(files), CsvDialect.detected(), Runtime.getRuntime().availableProcessors(), TableOptions.MOST_TEXTS, notice -> {});
  }

  private static CsvFiles.Input input(Path file) {
    boolean tabs = file.toString().toLowerCase(Locale.ROOT).matches("(?s).*\\.(tsv|tab)(\\.gz|\\.zst)?");
    return new CsvFiles.Input(Shown.visible(file.toString()), tabs, () -> Files.newInputStream(file));
  }

  /** The same with some of the dialect said. */
  public CsvSource withDialect(CsvDialect said) {
    return new CsvSource(name, inputs, files, said, threads, mostCategories, notices);
  }

  /** The same read by so many threads; without it by as many as there are processors. */
  public CsvSource withThreads(int count) {
    if (count < 1) throw new IllegalArgumentException(count + " threads were asked for; it must be at least 1");
    return new CsvSource(name, inputs, files, dialect, count, mostCategories, notices);
  }

  /** The same with other room for the different texts of a column; without it 100,000. */
  public CsvSource withMostCategories(int count) {
    if (count < 1) throw new IllegalArgumentException("at most " + count + " categories were asked for; it must be at least 1");
    return new CsvSource(name, inputs, files, dialect, threads, count, notices);
  }

  /** The same, and somebody is told in a sentence each what should be known of what was inferred. */
  @Override
  public CsvSource withNotices(Consumer<String> told) {
    return new CsvSource(name, inputs, files, dialect, threads, mostCategories, told);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Path> files() {
    return files;
  }

  /** A text that changes when a file does, or what is said of how it is written; empty for a stream. */
  @Override
  public Optional<String> fingerprint() throws IOException {
    return files.isEmpty() ? Optional.empty() : FileFingerprint.of(files).map(print -> print + " " + dialect + " "
        + mostCategories + " " + inputs.stream().map(CsvFiles.Input::tabs).toList());
  }

  /**
   * The whole table.
   *
   * <p>Columns of texts that are nearly all different are not in it. A target that is not said to be a number is a category when it has words, or at most 20
   * different whole numbers that are fewer than half of the rows. The notes say {@code why} a column has its type, and {@code notices}.
   *
   * @throws DataException when the data cannot be used, or a named column is not there
   * @throws IOException when a file cannot be read; {@code NoSuchFileException} when it is not there
   */
  @Override
  public Table table(TableOptions options, TableWriter.Place place) throws IOException {
    try {
      return reading(options, place);
    } catch (NoClassesException e) {
      if (files.isEmpty()) {
        throw new DataException(name, e.line(), Shown.text(e.column()), "the first rows have few different whole numbers, as classes have, and here is another "
            + "number. A stream cannot be read again: say --task regression, or --task classification.");
      }
      return reading(options.withType(e.column(), ColumnType.NUMBER), place);
    }
  }

  private Table reading(TableOptions options, TableWriter.Place place) throws IOException {
    try (CsvFiles opened = new CsvFiles(inputs, dialect, CsvPiece.SIZE, false)) {
      CsvSample sample = new CsvSample(opened, options);
      CsvColumns columns = sample.columns();
      try (TableWriter writer = place.open(name, columns.columns().size())) {
        CsvAssembly assembly = new CsvAssembly(columns, writer, sample.options(), mostCategories, sample.fewNumbers());
        try {
          CsvPipeline.run(piece -> sample.next(opened, piece), columns::read, assembly::add, threads);
        } catch (CsvFault e) {
          throw opened.told(e);
        }
        if (writer.rows() == 0) throw new DataException(name, "the file has a header and no rows; at least one is expected.");
        sample.notices().forEach(notices);
        return writer.finish(columns.columns(), assembly.dictionaries(), notes(sample));
      }
    }
  }

  private static Map<String, Object> notes(CsvSample sample) {
    Map<String, Object> notes = new LinkedHashMap<>();
    notes.put("why", sample.why());
    notes.put("notices", sample.notices());
    notes.put(RulesNote.KEY, RulesNote.of(sample.rules()));
    sample.note(notes);
    return notes;
  }

  /**
   * The records, one after the other, with constant memory; the cells are text as it is written, without spaces around it, null when nothing is there. From a
   * stream a record is given as soon as it is there and complete.
   *
   * @throws DataException here and in the reader when the data cannot be used, or a named column is not there
   */
  @Override
  public RecordReader records(TableOptions options) throws IOException {
    return new CsvRecords(new CsvFiles(inputs, dialect, STREAMED_PIECE, true), options);
  }
}
