package dev.gradus.data;

import java.io.IOException;

/** What is wrong in a piece of CSV: the line counts from 1 at the first of the piece, because a worker does not know how many lines are before it. */
final class CsvFault extends IOException {
  private static final long serialVersionUID = 1;

  private final long line;
  private final String column;

  CsvFault(long line, String column, String what) {
    super(what);
    this.line = line;
    this.column = column;
  }

  /** The same fault with more lines before it. */
  CsvFault after(long lines) {
    return new CsvFault(line + lines, column, getMessage());
  }

  /** What the user is told. @param before how many lines of the file are before the piece */
  DataException in(String source, long before) {
    return new DataException(source, before + line, column, getMessage());
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
