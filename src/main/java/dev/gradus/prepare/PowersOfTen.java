package dev.gradus.prepare;

import java.math.BigInteger;

/**
 * Takes 64 bits of digits and a power of ten, gives the double nearest to their product w · 10^q, where 128 bits of 5^q decide it: Lemire 2021, "Number parsing
 * at a gigabyte per second", algorithm 1 (the method of Eisel), with the subnormal numbers of section 8.
 */
final class PowersOfTen {
  private static final int SMALLEST = -342;
  private static final int LARGEST = 308;
  /** The products w · 5^q are exact, or far enough from a border, for these q. */
  private static final int EXACT_FROM = -27;
  private static final int EXACT_TO = 55;
  /** w · 10^q can lie halfway between two doubles for these q alone. */
  private static final int HALFWAY_FROM = -4;
  private static final int HALFWAY_TO = 23;
  private static final int FRACTION_BITS = 52;
  private static final long HIDDEN_BIT = 1L << FRACTION_BITS;
  /** The product's bits below fraction, hidden bit, rounding bit and the bit that may be 0. */
  private static final int LOW_BITS = 64 - FRACTION_BITS - 3;
  private static final long LOW_MASK = (1L << LOW_BITS) - 1;
  private static final int BIAS = 1023;
  private static final int LARGEST_EXPONENT = 2046;

  /** The first and the next 64 bits of 5^q, the first bit 1; too small by less than 1 for q ≥ 0, too large for q < 0. */
  private static final long[] FIRST = new long[LARGEST - SMALLEST + 1];
  private static final long[] NEXT = new long[LARGEST - SMALLEST + 1];

  static {
    BigInteger five = BigInteger.valueOf(5);
    BigInteger power = BigInteger.ONE;
    for (int q = 0; q <= -SMALLEST; q++) {
      if (q <= LARGEST) put(q, bits128(power));
      if (q > 0) put(-q, reciprocal(power, q));
      power = power.multiply(five);
    }
  }

  private PowersOfTen() {}

  private static BigInteger bits128(BigInteger x) {
    return x.shiftRight(x.bitLength() - 128);
  }

  private static BigInteger reciprocal(BigInteger power, int q) {
    int bits = power.bitLength();
    BigInteger one = BigInteger.ONE;
    return q <= -EXACT_FROM ? one.shiftLeft(bits + 127).divide(power).add(one) : bits128(one.shiftLeft(2 * bits + 128).divide(power).add(one));
  }

  private static void put(int q, BigInteger bits) {
    FIRST[q - SMALLEST] = bits.shiftRight(64).longValue();
    NEXT[q - SMALLEST] = bits.longValue();
  }

  /** The double nearest to w · 10^q, ties to even, infinite when there is none; NaN when 128 bits do not decide. @param w unsigned, not 0 */
  static double nearest(long w, int q) {
    if (q < SMALLEST) return 0;
    if (q > LARGEST) return Double.POSITIVE_INFINITY;
    int zeros = Long.numberOfLeadingZeros(w);
    long digits = w << zeros;
    long first = FIRST[q - SMALLEST];
    long high = unsignedHigh(digits, first);
    long low = digits * first;
    if ((high & LOW_MASK) == LOW_MASK) {
      long more = unsignedHigh(digits, NEXT[q - SMALLEST]);
      low += more;
      if (Long.compareUnsigned(low, more) < 0) high++;
    }
    if (low == -1 && (q < EXACT_FROM || q > EXACT_TO)) return Double.NaN;
    int top = (int) (high >>> 63);
    long fraction = high >>> top + LOW_BITS;
    // ⌊q · log2 10⌋ is 217706 · q / 2^16 for all q of the tables.
    int exponent = (217706 * q >> 16) + 63 + top - zeros + BIAS;
    if (exponent <= 0) return subnormal(fraction, exponent);
    boolean halfway = (low == 0 || low == 1) && q >= HALFWAY_FROM && q <= HALFWAY_TO && (fraction & 3) == 1 && fraction << top + LOW_BITS == high;
    if (halfway) fraction--;
    fraction = fraction + (fraction & 1) >>> 1;
    if (fraction == 2 * HIDDEN_BIT) {
      fraction = HIDDEN_BIT;
      exponent++;
    }
    return exponent > LARGEST_EXPONENT ? Double.POSITIVE_INFINITY : Double.longBitsToDouble((long) exponent << FRACTION_BITS | fraction & HIDDEN_BIT - 1);
  }

  private static double subnormal(long fraction, int exponent) {
    if (exponent <= -63) return 0;
    long shifted = fraction >>> 1 - exponent;
    // A fraction that grows to the hidden bit is the smallest normal number, and has its bits.
    return Double.longBitsToDouble(shifted + (shifted & 1) >>> 1);
  }

  private static long unsignedHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
  }
}
