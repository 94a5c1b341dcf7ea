package dev.gradus.data;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.OptionAdvice;
import dev.gradus.prepare.TextRules;
import dev.gradus.prepare.TypeGuess;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Takes records, gives them with the types of their columns, one after the other and with constant memory: types that are neither said nor declared are those
 * that the cells of the first 10,000 records show (fewer of wide ones: about a million cells). Every cell after them is then read as one of its column's type.
 */
public final class TypedRecords implements Closeable {
  private static final int RECORDS = 10_000;
  private static final int CELLS = 1 << 20;

  private record Kept(Object[] cells, long line) {}

  private final String source;
  private final RecordReader records;
  private final Deque<Kept> first = new ArrayDeque<>();
  private final List<Column> columns = new ArrayList<>();
  private final TextRules rules;
  private final CellReader[] readers;
  private Kept present = new Kept(new Object[0], 0);

  /**
   * Reads the first records.
   *
   * @param source what messages call the data
   * @param records kept, and closed with this
   * @throws DataException when nearly all cells of a column fit a type and some do not
   */
  public TypedRecords(String source, RecordReader records, TextRules said) throws IOException {
    this.source = source;
    this.records = records;
    int width = records.names().size();
    int most = Math.max(100, Math.min(RECORDS, CELLS / width));
    while (first.size() < most && records.next()) first.add(kept());
    NumberStyle style = new NumberStyle(records instanceof CsvRecords csv ? csv.separator() : ';');
    for (Kept record : first) {
      for (int j = 0; j < width; j++) {
        if (record.cells[j] instanceof String text && isOpen(j, ColumnType.NUMBER)) style.add(text);
      }
    }
    TextRules marked = style.rules(said).orElse(said);
    TypeGuess[] guesses = new TypeGuess[width];
    for (int j = 0; j < width; j++) {
      guesses[j] = new TypeGuess(Shown.text(records.names().get(j)), marked);
      if (!isOpen(j, ColumnType.TIME)) continue;
      for (Kept record : first) guesses[j].add(record.cells[j]);
    }
    rules = settled(IntStream.range(0, width).filter(j -> isOpen(j, ColumnType.TIME)).mapToObj(j -> guesses[j]).toList(), marked);
    readers = new CellReader[width];
    for (int j = 0; j < width; j++) {
      ColumnType type = type(j, guesses[j]);
      columns.add(new Column(records.names().get(j), type));
      if (type != ColumnType.CATEGORY && type != ColumnType.TEXT) readers[j] = CellReader.of(type, rules);
    }
  }

  private Kept kept() {
    return new Kept(IntStream.range(0, records.names().size()).mapToObj(records::cell).toArray(), records.line());
  }

  /** Whether the type of a column is neither said nor declared, or is this one. */
  private boolean isOpen(int column, ColumnType type) {
    Optional<ColumnType> known = records.type(column);
    return known.isEmpty() || known.get() == type;
  }

  private TextRules settled(List<TypeGuess> guesses, TextRules marked) {
    try {
      return TypeGuess.settle(guesses, marked);
    } catch (IllegalArgumentException e) {
      throw new DataException(source, e.getMessage() + ".");
    }
  }

  private ColumnType type(int column, TypeGuess guess) {
    if (records.type(column).isPresent()) return records.type(column).get();
    if (guess.fault().isPresent()) throw new DataException(source, 0, Shown.text(records.names().get(column)), guess.fault().get());
    return guess.type();
  }

  /** All columns, texts that are nearly all different among them. */
  public List<Column> columns() {
    return List.copyOf(columns);
  }

  /** Goes to the next record, the first one at first; false when there is none left. */
  public boolean next() throws IOException {
    if (!first.isEmpty()) {
      present = first.poll();
      return true;
    }
    if (!records.next()) return false;
    present = kept();
    return true;
  }

  /**
   * The raw value of a number, a boolean or a time of the present record, NaN when it is missing.
   *
   * @throws DataException when the cell is not of the type
   */
  public double value(int column) {
    try {
      return readers[column].read(present.cells[column]);
    } catch (IllegalArgumentException e) {
      String name = columns.get(column).name();
      throw new DataException(source, present.line, Shown.text(name), e.getMessage() + OptionAdvice.of(columns.get(column).type(), rules, present.cells[column])
          + ". Correct it, say --missing if it marks a missing value, or --categorical "
          + Shown.word(name) + " if these are texts.");
    }
  }

  /**
   * The text of a cell of the present record: "" when it is missing, numbers with a decimal point and without thousands marks and units, times as in ISO 8601,
   * all others as they are.
   *
   * @throws DataException when the cell is not of the type
   */
  public String text(int column) {
    Object cell = present.cells[column];
    if (readers[column] == null) return rules.category(cell);
    double value = value(column);
    if (Double.isNaN(value)) return "";
    return switch (columns.get(column).type()) {
      case NUMBER -> CellText.number(cell, value);
      case TIME -> CellText.time(value);
      default -> cell instanceof Boolean ? Boolean.toString(value == 1) : TextRules.text(cell);
    };
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
