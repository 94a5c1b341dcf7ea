package dev.gradus.prepare;

/**
 * Takes the cell of a column, gives its raw value: a number, 0 or 1, or the seconds since 1970-01-01T00:00Z; NaN when it is missing. It keeps nothing of the
 * cells and may serve any number of threads.
 */
public abstract sealed class CellReader permits NumberCells, BooleanCells, TimeCells {
  final TextRules rules;
  /** Whether a mark may look like a value. */
  private final boolean marked;

  CellReader(TextRules rules) {
    this.rules = rules;
    marked = !TextRules.standard().missing().containsAll(rules.missing());
  }

  /**
   * The reader for a column of numbers, of booleans or of times.
   *
   * @throws IllegalArgumentException for other types, whose cells are no numbers but texts ({@link TextRules#category})
   */
  public static CellReader of(ColumnType type, TextRules rules) {
    if (type == ColumnType.NUMBER) return new NumberCells(rules);
    if (type == ColumnType.BOOLEAN) return new BooleanCells(rules);
    if (type == ColumnType.TIME) return new TimeCells(rules);
    throw new IllegalArgumentException("a reader of the type " + type.word() + " was asked for; it must be number, boolean or time");
  }

  /**
   * The raw value of a cell.
   *
   * @param cell null, a text, a {@code Number}, a {@code Boolean}, a date or date with time of {@code java.time}, a {@code java.util.Date} or one of
   *     {@code java.sql}
   * @throws IllegalArgumentException when the cell is neither such a value nor missing; the message says what it is and what may help
   */
  public final double read(Object cell) {
    if (cell instanceof String text) return read(text);
    if (cell == null || marked && rules.isMissing(TextRules.text(cell))) return Double.NaN;
    return cell instanceof CharSequence text ? read(text.toString()) : ofObject(cell);
  }

  private double read(String cell) {
    if (cell.isEmpty() || marked && rules.isMissing(cell.strip())) return Double.NaN;
    double x = ofText(cell);
    if (!Double.isNaN(x)) return x;
    String text = cell.strip();
    if (text.length() < cell.length()) x = ofText(text);
    if (!Double.isNaN(x) || isMissing(text)) return x;
    throw new IllegalArgumentException(fault(text));
  }

  /** NaN when the text, with no spaces around it, is not of the type, or marks a missing value as a number would be. */
  abstract double ofText(String text);

  /** Whether a text, with no spaces around it, marks a missing value, as a number does that equals one of the marks. */
  public boolean isMissing(String text) {
    return rules.isMissing(text);
  }

  /** Whether there are numbers that mark a missing value, such as -999. */
  public boolean hasMarks() {
    return false;
  }

  /** @throws IllegalArgumentException when the object is not of the type */
  abstract double ofObject(Object cell);

  /** What is said of a text that is neither of the type nor missing. */
  abstract String fault(String text);
}
