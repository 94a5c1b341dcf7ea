package dev.gradus.data;

/**
 * How the values of a column stand in a block: a whole number of bytes each, little-endian.
 *
 * <p>Constant values take no place. Bytes hold 0 to 254, and 255 when missing; shorts and ints hold whole numbers, and their least one when missing; floats and
 * doubles hold NaN when missing. Whole numbers have no −0, and the floats used are not subnormal, so that a processor told to flush them changes nothing.
 */
enum Storage {
  CONSTANT(0), BYTE(1), SHORT(2), INT(4), FLOAT(4), DOUBLE(8);

  /** A bit for each storage. */
  static final int ALL = 0b111111;

  private static final int BY_BYTE = ALL & ~CONSTANT.bit();
  private static final int BY_SHORT = BY_BYTE & ~BYTE.bit();
  private static final int BY_INT = INT.bit() | DOUBLE.bit();
  private static final int BY_FLOAT = FLOAT.bit() | DOUBLE.bit();

  private static final long MINUS_ZERO = Long.MIN_VALUE;
  private static final Storage[] VALUES = values();

  private final int bytes;

  Storage(int bytes) {
    this.bytes = bytes;
  }

  /** How many bytes a value takes. */
  int bytes() {
    return bytes;
  }

  int bit() {
    return 1 << ordinal();
  }

  static Storage of(int ordinal) {
    return VALUES[ordinal];
  }

  static int count() {
    return VALUES.length;
  }

  /** The narrowest of some storages. @param bits of at least one */
  static Storage narrowest(int bits) {
    return VALUES[Integer.numberOfTrailingZeros(bits)];
  }

  /** The storages, {@link #CONSTANT} aside, that give {@code x} back bit for bit, as bits; NaN is one value. */
  static int holding(double x) {
    int whole = (int) x;
    if (whole == x && Double.doubleToRawLongBits(x) != MINUS_ZERO) {
      if (whole >= 0 && whole <= 254) return BY_BYTE;
      if (whole > Short.MIN_VALUE && whole <= Short.MAX_VALUE) return BY_SHORT;
      return (whole > Integer.MIN_VALUE ? BY_INT : DOUBLE.bit()) | ((float) x == x ? FLOAT.bit() : 0);
    }
    if (x != x) return BY_BYTE;
    return (float) x == x && (x == 0 || Math.abs(x) >= Float.MIN_NORMAL) ? BY_FLOAT : DOUBLE.bit();
  }
}
