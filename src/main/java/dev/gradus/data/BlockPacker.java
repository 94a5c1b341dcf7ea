package dev.gradus.data;

import java.util.Arrays;

/**
 * Takes the rows of a block one after the other, gives its bytes in a layout that loses nothing.
 *
 * <p>The layout is that of the block before where it fits, or one that fits both where it takes at most an eighth more than the narrowest: few layouts are soon
 * used for all blocks. A pure function of the rows.
 */
final class BlockPacker {
  private static final int EIGHTHS = 9;

  private static final int FEW_ROWS = 16;

  private final int columns;
  private final int mostRows;
  private final int[] bits;
  private final long[] first;
  private final int[] ends;
  private double[] values;
  private int rows;
  private BlockLayout layout;
  private byte[] packed = new byte[0];

  /** @param columns values of a record @param mostRows rows of a whole block */
  BlockPacker(int columns, int mostRows) {
    this.columns = columns;
    this.mostRows = mostRows;
    values = new double[Math.multiplyExact(columns, Math.min(FEW_ROWS, mostRows))];
    bits = new int[columns];
    first = new long[columns];
    ends = new int[columns];
  }

  boolean full() {
    return rows == mostRows;
  }

  int rows() {
    return rows;
  }

  /** Adds a record: {@code columns} − 1 values and a last one. */
  void add(double[] from, int at, double last) {
    int to = rows * columns;
    if (to == values.length) values = Arrays.copyOf(values, columns * Math.min(mostRows, 4 * rows));
    System.arraycopy(from, at, values, to, columns - 1);
    values[to + columns - 1] = last;
    if (rows++ == 0) {
      begin();
    } else {
      look(to);
    }
  }

  private void begin() {
    for (int c = 0; c < columns; c++) {
      double x = values[c];
      first[c] = Double.doubleToLongBits(x);
      bits[c] = Storage.holding(x) | Storage.CONSTANT.bit();
    }
  }

  private void look(int at) {
    int only = Storage.DOUBLE.bit();
    int constant = Storage.CONSTANT.bit();
    for (int c = 0; c < columns; c++) {
      int held = bits[c];
      if (held == only) continue;
      double x = values[at + c];
      if ((held & constant) != 0) {
        if (Double.doubleToLongBits(x) == first[c]) continue;
        held ^= constant;
      }
      bits[c] = held & Storage.holding(x);
    }
  }

  /** Packs the rows that were added and starts a new block; the bytes are in {@link #packed} up to the next call. Gives their layout. */
  BlockLayout pack() {
    BlockLayout own = BlockLayout.narrowest(bits, first);
    if (layout != null) {
      BlockLayout joined = layout.joined(bits, first);
      if (8L * joined.recordBytes() <= (long) EIGHTHS * own.recordBytes()) own = joined;
    }
    if (own != layout) use(own);
    int length = Math.multiplyExact(rows, layout.recordBytes());
    if (packed.length < length) packed = new byte[length];
    int at = 0;
    for (int r = 0; r < rows; r++) at = write(r * columns, at);
    rows = 0;
    return layout;
  }

  private void use(BlockLayout other) {
    layout = other;
    for (int c = 0; c < columns; c = ends[c]) ends[c] = layout.endOfRun(c);
  }

  /** The bytes that {@link #pack} made, and more behind them. */
  byte[] packed() {
    return packed;
  }

  private int write(int from, int at) {
    int place = at;
    for (int c = 0; c < columns; c = ends[c]) {
      Storage storage = layout.storage(c);
      int length = ends[c] - c;
      write(storage, from + c, length, place);
      place += length * storage.bytes();
    }
    return place;
  }

  private void write(Storage storage, int from, int length, int at) {
    switch (storage) {
      case CONSTANT -> {}
      case BYTE -> writeBytes(from, length, at);
      case SHORT -> writeShorts(from, length, at);
      case INT -> writeInts(from, length, at);
      case FLOAT -> writeFloats(from, length, at);
      case DOUBLE -> writeDoubles(from, length, at);
    }
  }

  private void writeBytes(int from, int length, int at) {
    for (int i = 0; i < length; i++) {
      double x = values[from + i];
      packed[at + i] = (byte) (x != x ? 255 : (int) x);
    }
  }

  private void writeShorts(int from, int length, int at) {
    for (int i = 0; i < length; i++) {
      double x = values[from + i];
      LittleEndian.SHORT.set(packed, at + 2 * i, x != x ? Short.MIN_VALUE : (short) x);
    }
  }

  private void writeInts(int from, int length, int at) {
    for (int i = 0; i < length; i++) {
      double x = values[from + i];
      LittleEndian.INT.set(packed, at + 4 * i, x != x ? Integer.MIN_VALUE : (int) x);
    }
  }

  private void writeFloats(int from, int length, int at) {
    for (int i = 0; i < length; i++) LittleEndian.FLOAT.set(packed, at + 4 * i, (float) values[from + i]);
  }

  private void writeDoubles(int from, int length, int at) {
    for (int i = 0; i < length; i++) {
      double x = values[from + i];
      LittleEndian.DOUBLE.set(packed, at + 8 * i, x != x ? Double.NaN : x);
    }
  }
}
