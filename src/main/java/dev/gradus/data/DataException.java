package dev.gradus.data;

/**
 * Data that cannot be used: where it is, what was found, what was expected, what to do, in one line.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String source;
  private final long line;
  private final String column;

  /** About a source as a whole. */
  public DataException(String source, String what) {
    this(source, 0, "", what);
  }

  /**
   * About a place in a source.
   *
   * @param line the line of the file, from 1, or 0 when no line is meant
   * @param column the name of the column, or empty when no column is meant
   */
  public DataException(String source, long line, String column, String what) {
    super(source + (line > 0 ? " line " + line : "") + (column.isEmpty() ? "" : ", column \"" + column + "\"") + ": " + what);
    this.source = source;
    this.line = line;
    this.column = column;
  }

  public String source() {
    return source;
  }

  public long line() {
    return line;
  }

  public String column() {
    return column;
  }
}
