package dev.gradus.data;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.TextRules;
import dev.gradus.prepare.TypeGuess;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Takes the first rows of CSV files, gives the columns that are read and their types: those that are said, else those that the cells show. */
final class CsvSample {
  private static final int ROWS = 10_000;
  private static final int LEAST_ROWS = 1000;
  private static final int SAMPLED_CELLS = 500_000;
  private static final int BYTES = 4 << 20;
  private static final int CELLS = 1 << 16;

  private final TableOptions options;
  private final Header header;
  private final Deque<CsvPiece> pieces = new ArrayDeque<>();
  private final int[] read;
  private final NumberStyle style;
  private TextRules rules;
  private final Map<String, String> why = new LinkedHashMap<>();
  private final List<String> notices = new ArrayList<>();
  private final Set<String> fewNumbers = new HashSet<>();
  private final MarkedCells marked = new MarkedCells();
  private Optional<Exception> late = Optional.empty();

  /** Reads the sample; the pieces that it is of are kept, to be read again. */
  CsvSample(CsvFiles files, TableOptions options) throws IOException {
    rules = options.rules();
    header = files.first().header();
    this.options = header.checked(options);
    read = IntStream.range(0, header.names().size()).filter(i -> this.options.reads(header.name(i))).toArray();
    style = new NumberStyle(files.first().separator());
    try {
      take(files);
    } catch (CsvFault | DataException e) {
      late = Optional.of(e);
    }
  }

  private void take(CsvFiles files) throws IOException {
    int bytes = 0;
    for (long lines = 0; lines < rows() && bytes < BYTES;) {
      CsvPiece piece = new CsvPiece(CsvPiece.SIZE);
      if (!files.next(piece)) return;
      pieces.add(piece);
      bytes += piece.length;
      lines += PieceReader.lineEnds(piece.bytes, piece.length);
    }
  }

  /** How many rows the sample has at most: fewer of very wide ones. */
  private int rows() {
    return Math.max(LEAST_ROWS, Math.min(ROWS, SAMPLED_CELLS / header.names().size()));
  }

  /** Gives the next piece of the sample away, and then those of the files. @throws CsvFault as {@link CsvFiles#next} */
  boolean next(CsvFiles files, CsvPiece to) throws IOException {
    CsvPiece piece = pieces.poll();
    if (piece == null) {
      if (late.isPresent()) throw raised();
      return files.next(to);
    }
    to.bytes = piece.bytes;
    to.length = piece.length;
    to.file = piece.file;
    to.headed = piece.headed;
    return true;
  }

  private IOException raised() {
    if (late.get() instanceof DataException e) throw e;
    return (IOException) late.get();
  }

  /** The columns that are read; those of texts that are nearly all different are not. */
  CsvColumns columns() throws IOException {
    TypeGuess[] guesses = guesses(options.rules());
    Optional<TextRules> shown = style.rules(options.rules());
    if (shown.isPresent()) {
      notices.add(style.notice(shown.get()));
      guesses = guesses(shown.get());
    }
    TextRules marked = shown.orElse(options.rules());
    Optional<TextRules> withUnits = withUnits(guesses, marked);
    if (withUnits.isPresent()) guesses = guesses(withUnits.get());
    rules = settle(guesses, withUnits.orElse(marked));
    return chosen(guesses);
  }

  /** How texts are read: as was said, and as the cells show where nothing was. */
  TextRules rules() {
    return rules;
  }

  /** The rules with the units of columns whose cells are nearly all numbers with one, when these can be meant one way. */
  private Optional<TextRules> withUnits(TypeGuess[] guesses, TextRules said) {
    TextRules all = said;
    for (int i : read) {
      if (!isOpen(i, ColumnType.NUMBER)) continue;
      Optional<TextRules> found = guesses[i].unitRules();
      if (found.isEmpty()) continue;
      TextRules its = found.get();
      boolean itsOwn = its.decimal() != said.decimal() || !its.thousands().equals(said.thousands());
      boolean taken = all.decimal() != said.decimal() || !all.thousands().equals(said.thousands());
      if (itsOwn && (style.speaksAgainst(its) || taken && (its.decimal() != all.decimal() || !its.thousands().equals(all.thousands())))) continue;
      notices.add("the column " + Shown.text(header.name(i)) + " is read as numbers without the " + Shown.list(its.units().stream()
          .filter(unit -> !said.units().contains(unit)).toList()) + " at them; --categorical " + Shown.word(header.name(i)) + " says otherwise.");
      all = (itsOwn ? its : all).withUnits(all.units()).withUnits(its.units());
    }
    return all.equals(said) ? Optional.empty() : Optional.of(all);
  }

  private interface Use {
    void accept(List<String[]> rows);
  }

  /** Some rows after the other, as long as they are as wide as the header; what is wrong with others is told when all are read. */
  private void forEachRows(Use use) throws IOException {
    List<String[]> some = new ArrayList<>();
    int most = Math.max(1, CELLS / header.names().size());
    try {
      int count = 0;
      for (CsvPiece piece : pieces) {
        PieceRows rows = new PieceRows(piece, piece.file.orElseThrow().format());
        if (piece.headed) rows.next();
        for (; count < rows() && rows.next() && rows.row().length == header.names().size(); count++) {
          some.add(rows.row());
          if (some.size() < most) continue;
          use.accept(some);
          some.clear();
        }
      }
    } catch (CsvFault e) {
      // it is met again, and told, when the piece is read
    }
    use.accept(some);
  }

  /** Each column is looked at by one thread at a time, in the order of the rows. */
  private TypeGuess[] guesses(TextRules rules) throws IOException {
    TypeGuess[] guesses = header.names().stream().map(name -> new TypeGuess(Shown.text(name), rules)).toArray(TypeGuess[]::new);
    int[] guessed = IntStream.of(read).filter(i -> isOpen(i, ColumnType.TIME) || isOpen(i, ColumnType.NUMBER) || isOpen(i, ColumnType.CATEGORY)).toArray();
    int[] styled = IntStream.of(read).filter(i -> isOpen(i, ColumnType.NUMBER)).toArray();
    Map<Integer, FewNumbers> targets = new LinkedHashMap<>();
    for (int i : guessed) {
      if (options.targets().contains(header.name(i)) && !options.types().containsKey(header.name(i))) targets.put(i, new FewNumbers(rules));
    }
    forEachRows(some -> {
      IntStream.of(guessed).parallel().forEach(i -> some.forEach(row -> guesses[i].add(row[i])));
      for (String[] row : some) {
        for (int i : styled) style.add(row[i]);
        targets.forEach((i, few) -> few.add(row[i]));
      }
    });
    targets.forEach((i, few) -> {
      if (few.isFew()) fewNumbers.add(header.name(i));
    });
    return guesses;
  }

  private boolean isOpen(int column, ColumnType type) {
    return options.isOpen(header.name(column), type);
  }

  private TextRules settle(TypeGuess[] guesses, TextRules rules) {
    try {
      return TypeGuess.settle(IntStream.of(read).filter(i -> isOpen(i, ColumnType.TIME)).mapToObj(i -> guesses[i]).toList(), rules);
    } catch (IllegalArgumentException e) {
      throw new DataException(header.source(), e.getMessage() + ".");
    }
  }

  private CsvColumns chosen(TypeGuess[] guesses) {
    List<Column> columns = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    Set<String> inferred = new HashSet<>();
    List<String> texts = new ArrayList<>();
    for (int i : read) {
      String name = header.name(i);
      ColumnType type = Optional.ofNullable(options.types().get(name)).orElseGet(() -> type(name, guesses[i]));
      if (!options.types().containsKey(name)) inferred.add(name);
      if (type == ColumnType.TEXT) {
        if (inferred.contains(name)) texts.add(name);
        continue;
      }
      boolean target = options.use(name).equals(Optional.of(ColumnUse.TARGET));
      if (target || type == ColumnType.CATEGORY && !options.use(name).equals(Optional.of(ColumnUse.GROUP))) marked.add(name, target, guesses[i]);
      columns.add(new Column(name, type));
      places.add(i);
    }
    if (!texts.isEmpty()) {
      notices.add((texts.size() == 1 ? "the column " : "the columns ") + Shown.list(texts) + (texts.size() == 1 ? " has" : " have")
          + " texts that are nearly all different and " + (texts.size() == 1 ? "is" : "are") + " left out; --categorical reads such a column.");
    }
    notices.addAll(marked.notices());
    if (columns.isEmpty()) throw new DataException(header.source(), "no column is left to be read. The columns are " + Shown.list(header.names()) + ".");
    return new CsvColumns(header.names().size(), columns, places.stream().mapToInt(i -> i).toArray(), rules, inferred, options);
  }

  /** Of a target the words are wanted, whatever they are. */
  private ColumnType type(String name, TypeGuess guess) {
    ColumnType type = guess.type();
    why.put(name, guess.why());
    boolean target = options.targets().contains(name);
    if (!target || guess.hasUnit()) guess.notice().ifPresent(notice -> notices.add("column " + Shown.quoted(name) + ": " + notice));
    if (target && (type == ColumnType.BOOLEAN || type == ColumnType.TEXT || type == ColumnType.NUMBER && fewNumbers.contains(name))) return ColumnType.CATEGORY;
    fewNumbers.remove(name);
    return type;
  }

  /** What is said about reading, as it is meant for these columns. */
  TableOptions options() {
    return options;
  }

  /** In words, why a column has its type. */
  Map<String, String> why() {
    return why;
  }

  /** What of the cells goes among the notes of the table. */
  void note(Map<String, Object> notes) {
    marked.note(notes);
  }

  /** What the user should know of what was inferred. */
  List<String> notices() {
    return notices;
  }

  /** The targets that are taken for classes only because they have few whole numbers. */
  Set<String> fewNumbers() {
    return fewNumbers;
  }
}
