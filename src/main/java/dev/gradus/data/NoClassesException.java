package dev.gradus.data;

import java.io.IOException;

/** A target that was taken for classes, since its first cells are few whole numbers, is none. */
final class NoClassesException extends IOException {
  private static final long serialVersionUID = 1;

  private final String column;
  private final long line;

  /** @param line of a file, or the number of a record */
  NoClassesException(String column, long line) {
    this.column = column;
    this.line = line;
  }

  String column() {
    return column;
  }

  long line() {
    return line;
  }
}
