package dev.gradus.data;

import dev.gradus.prepare.Column;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Takes the number of a row, gives the raw values of its columns: a table as it was read, in memory or in a file.
 *
 * <p>A raw value is a double: a number, 0 or 1, seconds since 1970, or the index of a category in the column's dictionary; NaN when it is missing. Every value
 * comes back as the bits that were added, whatever it is stored in; −0 and infinities too.
 *
 * <p>Immutable. Any number of threads may read, each with a {@link Reader} of its own.
 */
public final class Table implements Closeable {
  private final TableDirectory directory;
  private final BlockIndex index;
  private final Blocks blocks;
  private final int shift;
  private final Reader lines;
  private final double[] offset = new double[1];

  /** @param blocks kept, and closed with the table */
  Table(TableDirectory directory, Blocks blocks) {
    this.directory = directory;
    this.blocks = blocks;
    index = directory.index();
    shift = Integer.numberOfTrailingZeros(index.blockRows());
    lines = new Reader(new int[] {columns().size()});
  }

  /**
   * The table of a file that a {@link TableWriter#inFile} made.
   *
   * @throws UnusableTableException when it is no whole, unchanged table of this version; what is wrong with a block of rows is told by a {@link DataException}
   *     when it is first read
   */
  public static Table open(Path file) throws IOException {
    return TableFile.open(file, () -> {});
  }

  /** What messages call the data. */
  public String source() {
    return directory.source();
  }

  public List<Column> columns() {
    return directory.columns();
  }

  /** How many rows there are. */
  public int rows() {
    return index.rows();
  }

  /** The texts of a category's codes 0, 1, …; empty for a column of another type. */
  public List<String> dictionary(int column) {
    return directory.dictionaries().get(column);
  }

  /** What was written down when the table was made, such as why a column has its type: Map, List, String, Double, Long and Boolean. */
  public Map<String, Object> notes() {
    return directory.notes();
  }

  /** Where a row began in its source: the line of a text file, or the number of the record, from 1. */
  public long line(int row) {
    synchronized (lines) {
      lines.read(row, offset);
      return row + (long) offset[0];
    }
  }

  /** How many bytes the rows take. */
  public long bytes() {
    return index.bytes();
  }

  /** Whether the rows are in a file, mapped into memory, and not on the Java heap. */
  public boolean isInFile() {
    return blocks instanceof MappedBlocks;
  }

  /** How many rows a block has, a power of two that only depends on the number of columns; the last block may have fewer. */
  public int blockRows() {
    return index.blockRows();
  }

  /** How many blocks there are. */
  public int blocks() {
    return index.blocks();
  }

  /** How many bytes block {@code block} takes, from 0. */
  public int bytes(int block) {
    return index.length(block);
  }

  /** Reads a block from its beginning to its end, so that memory has it, and checks it. @throws DataException when it is damaged */
  public void load(int block) {
    blocks.load(block);
  }

  /** Reads and checks all blocks, in order. @throws DataException when one is damaged */
  public void verify() {
    for (int b = 0; b < blocks(); b++) load(b);
  }

  /**
   * A reader of some columns, for one thread.
   *
   * @param chosen numbers of columns, from 0, in the order of the values, read
   * @throws IndexOutOfBoundsException when there is no such column
   */
  public Reader reader(int... chosen) {
    for (int column : chosen) Objects.checkIndex(column, columns().size());
    return new Reader(chosen.clone());
  }

  /** Gives up the file of a table that has one; readers throw {@link IllegalStateException} from then on. What was made in memory can still be read. */
  @Override
  public void close() {
    blocks.close();
  }

  /** Takes a row, gives the values of the chosen columns. One thread at a time. */
  public final class Reader {
    private final int[] chosen;
    private final RecordPlan[] plans;
    private final byte[] scratch;

    private Reader(int[] chosen) {
      this.chosen = chosen;
      plans = new RecordPlan[index.layouts().size()];
      int most = 0;
      for (BlockLayout layout : index.layouts()) most = Math.max(most, layout.recordBytes());
      scratch = new byte[most];
    }

    /** How many values a row gives. */
    public int width() {
      return chosen.length;
    }

    /**
     * Reads a little of every cache line of a row, so that memory brings several rows at once while none is needed yet.
     *
     * @return some number that depends on what was read, so that the reading is not left out
     * @throws IndexOutOfBoundsException when there is no such row
     */
    public int touch(int row) {
      int block = block(row);
      RecordPlan plan = plan(block);
      return blocks.touch(block, at(row, block) + plan.first(), plan.length());
    }

    /**
     * Writes the chosen values of a row to the first places of {@code to}.
     *
     * @throws IndexOutOfBoundsException when there is no such row
     * @throws DataException when the block of the row is damaged
     */
    public void read(int row, double[] to) {
      int block = block(row);
      RecordPlan plan = plan(block);
      int at = at(row, block);
      byte[] bytes = blocks.bytes(block, at + plan.first(), plan.length(), scratch);
      plan.read(bytes, bytes == scratch ? 0 : at + plan.first(), to);
    }

    private int block(int row) {
      return Objects.checkIndex(row, index.rows()) >>> shift;
    }

    private int at(int row, int block) {
      return (row - (block << shift)) * index.layout(block).recordBytes();
    }

    private RecordPlan plan(int block) {
      int layout = index.layoutOf(block);
      RecordPlan plan = plans[layout];
      if (plan == null) {
        plan = new RecordPlan(index.layouts().get(layout), chosen);
        plans[layout] = plan;
      }
      return plan;
    }
  }
}
