package dev.gradus.data;

import dev.gradus.prepare.Column;
import java.io.Closeable;
import java.util.List;
import java.util.Map;

/**
 * Takes the number of a row, gives the raw values of its columns: a table as it was read, in memory or in a file.
 *
 * <p>A raw value is a double: a number, 0 or 1, seconds since 1970, or the index of a category in the column's dictionary; NaN when it is missing. Immutable;
 * any number of threads may read, each with a {@link Reader} of its own.
 */
public final class Table implements Closeable {
  private final String source;
  private final List<Column> columns;
  private final List<List<String>> dictionaries;
  private final Map<String, Object> notes;
  private final List<double[]> blocks;
  private final List<long[]> lines;
  private final int rows;
  private final int blockRows;

  Table(String source, List<Column> columns, List<List<String>> dictionaries, Map<String, Object> notes, List<double[]> blocks, List<long[]> lines,
      int rows, int blockRows) {
    this.source = source;
    this.columns = columns;
    this.dictionaries = dictionaries;
    this.notes = notes;
    this.blocks = blocks;
    this.lines = lines;
    this.rows = rows;
    this.blockRows = blockRows;
  }

  /** What messages call the data. */
  public String source() {
    return source;
  }

  public List<Column> columns() {
    return columns;
  }

  /** How many rows there are. */
  public int rows() {
    return rows;
  }

  /** The texts of a category's codes 0, 1, …; empty for a column of another type. */
  public List<String> dictionary(int column) {
    return dictionaries.get(column);
  }

  /** What was written down when the table was made, such as why a column has its type: Map, List, String, Double, Long and Boolean. */
  public Map<String, Object> notes() {
    return notes;
  }

  /** Where a row began in its source: the line of a text file, or the number of the record, from 1. */
  public long line(int row) {
    return lines.get(row / blockRows)[row % blockRows];
  }

  /** How many bytes the rows take. */
  public long bytes() {
    return 8L * rows * columns.size();
  }

  /** How many rows a block has; the last one may have fewer. */
  public int blockRows() {
    return blockRows;
  }

  /** A reader of some columns, for one thread. @param chosen numbers of columns, from 0, in the order of the values, read */
  public Reader reader(int... chosen) {
    return new Reader(chosen.clone());
  }

  @Override
  public void close() {}

  /** Takes a row, gives the values of the chosen columns. One thread at a time. */
  public final class Reader {
    private final int[] chosen;

    private Reader(int[] chosen) {
      this.chosen = chosen;
    }

    /** Reads a little of every cache line of a row: {@link Features#touch}. */
    public int touch(int row) {
      return 0;
    }

    /** Writes the chosen values of a row to the first places of {@code to}. */
    public void read(int row, double[] to) {
      double[] block = blocks.get(row / blockRows);
      int at = row % blockRows * columns.size();
      for (int k = 0; k < chosen.length; k++) to[k] = block[at + chosen[k]];
    }
  }
}
