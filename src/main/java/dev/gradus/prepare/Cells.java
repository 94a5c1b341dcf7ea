package dev.gradus.prepare;

import java.util.Map;

/**
 * One row by the names of its columns. A cell is null when it is missing, a String, a Number, a Boolean, an enumeration, a time of java.time, or an
 * {@code Optional} of one of these.
 */
public interface Cells {
  /** The cell of a column; null when it is missing. */
  Object cell(String column);

  /** Whether the row has such a column at all. */
  boolean has(String column);

  /** The row that a map from names to cells is. Keeps the map. */
  static Cells of(Map<String, ?> row) {
    return new Cells() {
      @Override
      public Object cell(String column) {
        return row.get(column);
      }

      @Override
      public boolean has(String column) {
        return row.containsKey(column);
      }
    };
  }

  /**
   * The row that a record is: a column for each component.
   *
   * @throws IllegalArgumentException when the class of the record, or an accessor of it, cannot be reached from here, or an accessor throws
   */
  static Cells of(Record row) {
    return RecordCells.of(row);
  }
}
