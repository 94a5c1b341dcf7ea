package dev.gradus.data;

import dev.gradus.prepare.Column;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Takes rows of raw values one after the other, gives a {@link Table} of them, in memory or in a file. One thread at a time.
 *
 * <p>Rows go to blocks of {@link Table#blockRows}. In a block row stands after row, and every column in the narrowest of these that gives back every bit of its
 * values there: nothing when all are the same, a byte, a short, an int, a float, a double. Beside the rows of a table in memory, memory holds one block.
 */
public final class TableWriter implements Closeable {
  /** Where a table is written: takes what the data are called and how many columns they have, gives a writer. */
  @FunctionalInterface
  public interface Place {
    /** @throws IllegalArgumentException when there is no column @throws UnwritableTableException when a file cannot be made */
    TableWriter open(String source, int columns) throws IOException;
  }

  private final String source;
  private final int width;
  private final TableSink sink;
  private final BlockIndex.Builder index;
  private final BlockPacker packer;
  private int rows;
  private boolean finished;

  private TableWriter(String source, int width, TableSink sink) {
    this.source = source;
    this.width = width;
    this.sink = sink;
    int blockRows = BlockIndex.blockRows(width);
    index = new BlockIndex.Builder(blockRows);
    packer = new BlockPacker(width + 1, blockRows);
  }

  /** A writer of a table in memory. @param source what messages call the data @throws IllegalArgumentException when there is no column */
  public static TableWriter inMemory(String source, int columns) {
    return new TableWriter(source, checked(columns), new TableSink.OfMemory());
  }

  /**
   * A writer of a table in a file, which appears, or replaces an older one, whole and only when it is finished.
   *
   * @param source what messages call the data
   * @throws IllegalArgumentException when there is no column
   * @throws UnwritableTableException when no file can be made there
   */
  public static TableWriter inFile(Path file, String source, int columns) throws IOException {
    return inFile(file, source, columns, () -> {});
  }

  /** @param damaged told when a block turns out to be damaged later */
  static TableWriter inFile(Path file, String source, int columns, Runnable damaged) throws IOException {
    return new TableWriter(source, checked(columns), new FileSink(file, damaged));
  }

  /**
   * A writer of a table in memory, or in a file that goes with the table when that would take more than a quarter of the heap.
   *
   * @param folder of the file; made when it is needed
   * @param source what messages call the data
   * @throws IllegalArgumentException when there is no column
   */
  public static TableWriter spilling(Path folder, String source, int columns) {
    return new TableWriter(source, checked(columns), new SpillSink(folder, Runtime.getRuntime().maxMemory() / 4));
  }

  private static int checked(int columns) {
    if (columns < 1) throw new IllegalArgumentException("a table of " + columns + " columns was asked for; it must have at least 1");
    return columns;
  }

  /**
   * Adds a row.
   *
   * @param row the raw values of all columns, NaN where one is missing, read
   * @param line where the row begins in its source, from 1
   * @throws UnwritableTableException when the disk is full
   */
  public void add(double[] row, long line) throws IOException {
    add(row, 0, line);
  }

  /** Adds the row whose values begin at place {@code from} of {@code values}: {@link #add(double[], long)}. */
  public void add(double[] values, int from, long line) throws IOException {
    if (finished) throw new IllegalStateException("the table of " + source + " was finished");
    if (rows == TableFile.LONGEST_ARRAY) throw new DataException(source, "has more than " + Shown.count(rows) + " rows, the most that a table has");
    packer.add(values, from, line - rows);
    rows++;
    if (packer.full()) block();
  }

  private void block() throws IOException {
    int rowsOfBlock = packer.rows();
    BlockLayout layout = packer.pack();
    index.add(layout, rowsOfBlock);
    sink.add(packer.packed(), rowsOfBlock * layout.recordBytes());
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
   * @param notes what else is to be kept with the table: Map, List, String, whole numbers (given back as Long), Double and Boolean
   * @throws IllegalArgumentException when there are more or fewer columns or dictionaries, or something else is in the notes
   * @throws UnwritableTableException when the disk is full
   */
  public Table finish(List<Column> columns, List<List<String>> dictionaries, Map<String, Object> notes) throws IOException {
    if (finished) throw new IllegalStateException("the table of " + source + " was finished");
    if (columns.size() != width) throw new IllegalArgumentException(columns.size() + " columns were given for rows of " + width + " values");
    if (packer.rows() > 0) block();
    Table table = sink.finish(new TableDirectory(source, columns, dictionaries, notes, index.index()));
    finished = true;
    return table;
  }

  /** Gives up what was not finished; after {@link #finish} it does nothing. */
  @Override
  public void close() throws IOException {
    if (!finished) sink.close();
    finished = true;
  }
}
