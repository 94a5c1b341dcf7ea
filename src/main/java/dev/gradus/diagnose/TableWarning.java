package dev.gradus.diagnose;

import java.util.List;

/**
 * Something conspicuous in a table.
 *
 * @param columns it is about, in the order in which the text names them; none when it is about the rows
 * @param text one sentence or two: what was found and what to do
 */
public record TableWarning(Kind kind, List<String> columns, String text) {
  /** What it is about. */
  public enum Kind {
    /** A column without a value. */
    EMPTY,
    /** A column with one value. */
    CONSTANT,
    /** A column that is missing in half of the rows or more. */
    GAPS,
    /** A column that is different in nearly every row, as numbers and names of rows are. */
    UNIQUE,
    /** A column with the values of another. */
    SAME,
    /** A column that follows from another. */
    DETERMINED,
    /** A column that alone predicts the target. */
    LEAK,
    /** A class with less than a tenth of an even share of the rows. */
    IMBALANCE,
    /** Rows that are there several times. */
    REPEATED
  }

  public TableWarning {
    columns = List.copyOf(columns);
  }
}
