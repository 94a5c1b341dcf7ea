package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes a source of records, gives it as a table of typed columns, or record by record.
 *
 * <p>The type of a column is the one that the options say, else the one that the source declares, else the one that the cells of the first 10,000 records show
 * (fewer of wide ones: about a million cells). Every cell of the whole is then read as one of its column's type.
 *
 * <p>Memory beside the table is that of the sample and the texts of the categories.
 *
 * <pre>{@code
 * try (Table table = RecordTable.of(JdbcSource.of(url, "SELECT * FROM sales")).table(TableOptions.standard().withTargets(List.of("price")))) { … }
 * }</pre>
 */
public final class RecordTable implements TableSource {
  /** Among the notes of a table whose rows are numbered, and have no lines. */
  static final String RECORDS = "records";

  private final RecordSource source;
  private final int mostCategories;
  private final Consumer<String> notices;

  private RecordTable(RecordSource source, int mostCategories, Consumer<String> notices) {
    this.source = source;
    this.mostCategories = mostCategories;
    this.notices = notices;
  }

  /** A table of all records of a source. @param source kept */
  public static RecordTable of(RecordSource source) {
    return new RecordTable(source, TableOptions.MOST_TEXTS, notice -> {});
  }

  /** The same with other room for the different texts of a column; without it 100,000. */
  public RecordTable withMostCategories(int count) {
    if (count < 1) throw new IllegalArgumentException("at most " + count + " categories were asked for; it must be at least 1");
    return new RecordTable(source, count, notices);
  }

  /** The same, and somebody is told in a sentence each what should be known of what was inferred. */
  @Override
  public RecordTable withNotices(Consumer<String> told) {
    return new RecordTable(source, mostCategories, told);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public List<Path> files() {
    return source.files();
  }

  /** {@link RecordSource#fingerprint}. */
  @Override
  public Optional<String> fingerprint() throws IOException {
    return source.fingerprint().map(print -> print + " " + mostCategories);
  }

  /**
   * The whole table.
   *
   * <p>Columns of texts that are nearly all different are not in it. A target that the options do not say to be a number is a category when it has words or
   * booleans, or at most 20 different whole numbers that are fewer than half of the rows; that the source declares it a number does not count, since it has no
   * other way to write classes. The notes say {@code why} a column has its type, {@code notices}, and the
   * {@code rules} that texts were read by.
   *
   * @throws DataException when the data cannot be used, or a named column is not there
   * @throws IllegalStateException when the source can be read once and has been
   */
  @Override
  public Table table(TableOptions options, TableWriter.Place place) throws IOException {
    try {
      return read(options, place);
    } catch (NoClassesException e) {
      return readAgain(options.withType(e.column(), ColumnType.NUMBER), place, e);
    }
  }

  private Table readAgain(TableOptions options, TableWriter.Place place, NoClassesException e) throws IOException {
    try {
      return read(options, place);
    } catch (IllegalStateException once) {
      throw new DataException(name() + " record " + e.line(), 0, Shown.text(e.column()), "the first records have few different whole numbers, as classes "
          + "have, and here is another number. The source cannot be read again: say --task regression, or --task classification.");
    }
  }

  private Table read(TableOptions options, TableWriter.Place place) throws IOException {
    try (ChosenColumns reader = chosen(options)) {
      RecordSample sample = new RecordSample(name(), reader, reader.options());
      try (TableWriter writer = place.open(name(), sample.columns().size())) {
        RecordRows rows = new RecordRows(name(), sample, writer, mostCategories);
        while (sample.next()) rows.add();
        if (writer.rows() == 0) throw new DataException(name(), "there are no records; at least one is expected.");
        sample.notices().forEach(notices);
        Map<String, Object> notes = new LinkedHashMap<>();
        notes.put("why", sample.why());
        notes.put("notices", sample.notices());
        notes.put(RECORDS, true);
        notes.put(RulesNote.KEY, RulesNote.of(sample.rules()));
        sample.note(notes);
        return writer.finish(sample.columns(), rows.dictionaries(), notes);
      }
    }
  }

  /**
   * The records, one after the other, with constant memory; of the columns those that are read.
   *
   * @throws DataException here and in the reader when the data cannot be used, or a named column is not there
   * @throws IllegalStateException when the source can be read once and has been
   */
  @Override
  public RecordReader records(TableOptions options) throws IOException {
    return chosen(options);
  }

  private ChosenColumns chosen(TableOptions options) throws IOException {
    RecordReader reader = source.open();
    try {
      return new ChosenColumns(reader, new Header(name(), 0, reader.names()).checked(options));
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }
}
