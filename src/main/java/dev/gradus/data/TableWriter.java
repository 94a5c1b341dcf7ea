package dev.gradus.data;

import dev.gradus.prepare.Column;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes rows of raw values one after the other, gives a {@link Table} of them, in memory or in a file. One thread at a time. */
public final class TableWriter implements Closeable {
  /** Where a table is written: takes what the data are called and how many columns they have, gives a writer. */
  @FunctionalInterface
  public interface Place {
    /** @throws IllegalArgumentException when there is no column @throws IOException when a file cannot be made */
    TableWriter open(String source, int columns) throws IOException;
  }

  private final String source;
  private final int width;
  private final int blockRows;
  private final List<double[]> blocks = new ArrayList<>();
  private final List<long[]> lines = new ArrayList<>();
  private int rows;

  private TableWriter(String source, int width) {
    if (width < 1) throw new IllegalArgumentException("a table of " + width + " columns was asked for; it must have at least 1");
    this.source = source;
    this.width = width;
    blockRows = Math.max(1, Integer.highestOneBit((1 << 19) / width));
  }

  /** A writer of a table in memory. @param source what messages call the data @throws IllegalArgumentException when there is no column */
  public static TableWriter inMemory(String source, int columns) {
    return new TableWriter(source, columns);
  }

  /**
   * Adds a row.
   *
   * @param row the raw values of all columns, NaN where one is missing, read
   * @param line where the row begins in its source, from 1
   */
  public void add(double[] row, long line) throws IOException {
    add(row, 0, line);
  }

  /** Adds the row that begins at place {@code from} of {@code values}. */
  public void add(double[] values, int from, long line) throws IOException {
    int at = rows % blockRows;
    if (at == 0) {
      blocks.add(new double[blockRows * width]);
      lines.add(new long[blockRows]);
    }
    System.arraycopy(values, from, blocks.get(blocks.size() - 1), at * width, width);
    lines.get(lines.size() - 1)[at] = line;
    rows++;
  }

  /** How many rows were added. */
  public int rows() {
    return rows;
  }

  /** {@link #finish(List, List, Map)} without notes. */
  public Table finish(List<Column> columns, List<List<String>> dictionaries) throws IOException {
    return finish(columns, dictionaries, Map.of());
  }

  /**
   * The table of all rows that were added; nothing can be added any more.
   *
   * @param columns names and types, as many as a row has values
   * @param dictionaries for each column the texts of its codes; empty when it is no category
   * @param notes what else is to be kept with the table: Map, List, String, Double, Long and Boolean
   */
  public Table finish(List<Column> columns, List<List<String>> dictionaries, Map<String, Object> notes) throws IOException {
    if (columns.size() != width || dictionaries.size() != width) {
      throw new IllegalArgumentException(columns.size() + " columns and " + dictionaries.size() + " dictionaries were given for rows of " + width);
    }
    return new Table(source, List.copyOf(columns), dictionaries.stream().map(List::copyOf).toList(), notes, blocks, lines, rows, blockRows);
  }

  /** Gives up what was not finished; after {@link #finish} it does nothing. */
  @Override
  public void close() throws IOException {}
}
