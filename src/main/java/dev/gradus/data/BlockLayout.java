package dev.gradus.data;

import java.util.Arrays;

/**
 * How a record of a block is laid out: the storage of each column, one after the other, and the values of those that are constant.
 *
 * <p>Immutable. Most blocks of a table share one.
 */
final class BlockLayout {
  private final byte[] storages;
  private final long[] constants;
  private final int recordBytes;

  /** @param storages the ordinal of each column's {@link Storage}, kept @param constants the bits of constant values, 0 in other columns, kept */
  BlockLayout(byte[] storages, long[] constants) {
    this.storages = storages;
    this.constants = constants;
    long sum = 0;
    for (byte storage : storages) sum += Storage.of(storage).bytes();
    recordBytes = Math.toIntExact(sum);
  }

  /** The narrowest layout. @param bits for each column the storages that hold all its values @param first the bits of each column's first value */
  static BlockLayout narrowest(int[] bits, long[] first) {
    byte[] storages = new byte[bits.length];
    long[] constants = new long[bits.length];
    for (int c = 0; c < bits.length; c++) {
      Storage storage = Storage.narrowest(bits[c]);
      storages[c] = (byte) storage.ordinal();
      if (storage == Storage.CONSTANT) constants[c] = first[c];
    }
    return new BlockLayout(storages, constants);
  }

  /** The narrowest layout that holds what this one does and another block too; itself when it holds that already. */
  BlockLayout joined(int[] bits, long[] first) {
    int[] both = new int[bits.length];
    for (int c = 0; c < both.length; c++) both[c] = bits[c] & held(c, first[c]);
    BlockLayout joined = narrowest(both, first);
    return joined.equals(this) ? this : joined;
  }

  /** The storages that hold all that column {@code c} may hold here; also a constant when it is this one. */
  private int held(int c, long constant) {
    return switch (storage(c)) {
      case CONSTANT -> Storage.holding(constant(c)) | (constants[c] == constant ? Storage.CONSTANT.bit() : 0);
      case BYTE -> Storage.holding(0);
      case SHORT -> Storage.holding(Short.MAX_VALUE);
      case INT -> Storage.holding(Integer.MAX_VALUE);
      case FLOAT -> Storage.holding(0.5);
      case DOUBLE -> Storage.DOUBLE.bit();
    };
  }

  /** Where in a record each column stands. */
  int[] offsets() {
    int[] offsets = new int[storages.length];
    for (int c = 1; c < offsets.length; c++) offsets[c] = offsets[c - 1] + storage(c - 1).bytes();
    return offsets;
  }

  /** The first column from {@code column} on that has another storage than it, or the number of columns. */
  int endOfRun(int column) {
    int end = column + 1;
    while (end < storages.length && storages[end] == storages[column]) end++;
    return end;
  }

  int columns() {
    return storages.length;
  }

  Storage storage(int column) {
    return Storage.of(storages[column]);
  }

  double constant(int column) {
    return Double.longBitsToDouble(constants[column]);
  }

  /** The bits of a constant column's value; 0 in other columns. */
  long constantBits(int column) {
    return constants[column];
  }

  /** How many bytes a row takes. */
  int recordBytes() {
    return recordBytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockLayout layout && Arrays.equals(storages, layout.storages) && Arrays.equals(constants, layout.constants);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(storages) + Arrays.hashCode(constants);
  }
}
