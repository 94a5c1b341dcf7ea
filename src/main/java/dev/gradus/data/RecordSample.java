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

/** Takes the first records of a reader, gives the columns of a table and their types, and then all records, those first ones among them. */
final class RecordSample {
  private static final int RECORDS = 10_000;
  private static final int CELLS = 1 << 20;

  private record Kept(Object[] cells, long line) {}

  private final String source;
  private final RecordReader reader;
  private final TableOptions options;
  private final Deque<Kept> first = new ArrayDeque<>();
  private final TextRules rules;
  private final List<Column> columns = new ArrayList<>();
  private final int[] places;
  private final Map<String, String> why = new LinkedHashMap<>();
  private final List<String> notices = new ArrayList<>();
  private final Set<String> fewNumbers = new HashSet<>();
  private final MarkedCells marked = new MarkedCells();
  private Kept present = new Kept(new Object[0], 0);
  private boolean kept;

  /** Reads the first records. @param reader kept, not closed here @throws DataException when no column is left */
  RecordSample(String source, RecordReader reader, TableOptions options) throws IOException {
    this.source = source;
    this.reader = reader;
    this.options = options;
    int width = reader.names().size();
    int[] open = IntStream.range(0, width).filter(i -> isOpen(reader.names().get(i), i)).toArray();
    if (open.length > 0) take(Math.min(RECORDS, Math.max(100, CELLS / width)));
    TypeGuess[] guesses = new TypeGuess[width];
    for (int i : open) guesses[i] = guess(i);
    rules = settled(IntStream.of(open).mapToObj(i -> guesses[i]).toList());
    List<Integer> read = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      String name = reader.names().get(i);
      ColumnType type = type(i, guesses[i]);
      if (type == ColumnType.TEXT) {
        if (!options.types().containsKey(name)) texts.add(name);
      } else {
        boolean target = options.use(name).equals(Optional.of(ColumnUse.TARGET));
        if (guesses[i] != null && (target || type == ColumnType.CATEGORY)) marked.add(name, target, guesses[i]);
        columns.add(new Column(name, type));
        read.add(i);
      }
    }
    places = read.stream().mapToInt(i -> i).toArray();
    if (!texts.isEmpty()) {
      boolean one = texts.size() == 1;
      notices.add((one ? "the column " : "the columns ") + Shown.list(texts) + (one ? " has" : " have") + " texts that are nearly all different and "
          + (one ? "is" : "are") + " left out; --categorical reads such a column.");
    }
    notices.addAll(marked.notices());
    if (columns.isEmpty()) throw new DataException(source, "no column is left to be read. The columns are " + Shown.list(reader.names()) + ".");
  }

  /** Whether cells are looked at: for the type, or for the order of dates that are said to be times. */
  private boolean isOpen(String name, int column) {
    return reader.type(column).isEmpty() || options.targets().contains(name) || options.types().containsKey(name) && options.isOpen(name, ColumnType.TIME);
  }

  private void take(int most) throws IOException {
    int width = reader.names().size();
    while (first.size() < most && reader.next()) {
      first.add(new Kept(IntStream.range(0, width).mapToObj(reader::cell).toArray(), reader.line()));
    }
  }

  private TypeGuess guess(int column) {
    TypeGuess guess = new TypeGuess(Shown.text(reader.names().get(column)), options.rules());
    for (Kept record : first) guess.add(record.cells[column]);
    return guess;
  }

  private TextRules settled(List<TypeGuess> guesses) {
    try {
      return TypeGuess.settle(guesses, options.rules());
    } catch (IllegalArgumentException e) {
      throw new DataException(source, e.getMessage() + ".");
    }
  }

  private ColumnType type(int column, TypeGuess guess) {
    String name = reader.names().get(column);
    boolean said = options.types().containsKey(name);
    boolean target = options.targets().contains(name);
    boolean declared = reader.type(column).isPresent();
    if (said || declared && !target) {
      ColumnType type = reader.type(column).orElseThrow();
      why.put(name, said ? type.word() + ", as was said" : type.word() + ", as the source declares");
      return type;
    }
    ColumnType type = reader.type(column).orElseGet(guess::type);
    why.put(name, guess.why());
    if (!declared && guess.fault().isPresent()) throw new DataException(source, 0, Shown.text(name), guess.fault().get());
    if (!target || guess.hasUnit()) guess.notice().ifPresent(notice -> notices.add("column " + Shown.quoted(name) + ": " + notice));
    if (!target || type == ColumnType.TIME || type == ColumnType.CATEGORY) return type;
    if (type != ColumnType.NUMBER) return ColumnType.CATEGORY;
    if (!isFew(column)) return type;
    fewNumbers.add(name);
    return ColumnType.CATEGORY;
  }

  private boolean isFew(int column) {
    FewNumbers few = new FewNumbers(options.rules());
    for (Kept record : first) few.add(record.cells[column]);
    return few.isFew();
  }

  /** The columns of the table; those of texts that are nearly all different are not. */
  List<Column> columns() {
    return columns;
  }

  /** What is said about reading, as it is meant for these columns. */
  TableOptions options() {
    return options;
  }

  TextRules rules() {
    return rules;
  }

  /** Whether nobody said or declared the type of a column. */
  boolean inferred(int column) {
    return reader.type(places[column]).isEmpty();
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

  /** Whether a target is taken for classes only because it has few whole numbers. */
  boolean isFewNumbers(String column) {
    return fewNumbers.contains(column);
  }

  /** Goes to the next record, those of the sample first; false when there is none left. */
  boolean next() throws IOException {
    kept = !first.isEmpty();
    if (!kept) return reader.next();
    present = first.poll();
    return true;
  }

  /** The cell of the present record in a column of the table. */
  Object cell(int column) {
    return kept ? present.cells[places[column]] : reader.cell(places[column]);
  }

  /** Where the present record is. */
  long line() {
    return kept ? present.line : reader.line();
  }
}
