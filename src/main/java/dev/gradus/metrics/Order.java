package dev.gradus.metrics;

import java.util.Arrays;

/**
 * Takes values, gives their places from the largest value to the smallest; equal ones stay in the order of their places.
 *
 * <p>A radix sort of the values' bits, from the last eleven to the first (Knuth, "The Art of Computer Programming", 5.2.5): its work grows with their number
 * alone, and a group of bits that all values share, as of floats kept as doubles, is passed over. −0 and 0 are equal.
 */
final class Order {
  private static final int BITS = 11;
  private static final int DIGITS = 1 << BITS;
  private static final int PASSES = 6;

  private final int[][] counts = new int[PASSES][DIGITS];
  private long[] keys;
  private long[] otherKeys;
  private int[] places;
  private int[] otherPlaces;

  /** Room for {@code n} values. */
  Order(int n) {
    keys = new long[n];
    otherKeys = new long[n];
    places = new int[n];
    otherPlaces = new int[n];
  }

  /** The places of the first {@code n} values, which are read; the array is this object's, and the next call uses it again. */
  int[] descending(double[] values, int n) {
    for (int[] count : counts) Arrays.fill(count, 0);
    for (int i = 0; i < n; i++) {
      long key = key(values[i]);
      keys[i] = key;
      places[i] = i;
      for (int pass = 0; pass < PASSES; pass++) counts[pass][digit(key, pass)]++;
    }
    for (int pass = 0; pass < PASSES && n > 0; pass++) {
      if (counts[pass][digit(keys[0], pass)] < n) move(pass, n);
    }
    return places;
  }

  private void move(int pass, int n) {
    int[] next = counts[pass];
    int sum = 0;
    for (int d = 0; d < DIGITS; d++) {
      int count = next[d];
      next[d] = sum;
      sum += count;
    }
    for (int i = 0; i < n; i++) {
      int to = next[digit(keys[i], pass)]++;
      otherKeys[to] = keys[i];
      otherPlaces[to] = places[i];
    }
    long[] k = keys;
    keys = otherKeys;
    otherKeys = k;
    int[] p = places;
    places = otherPlaces;
    otherPlaces = p;
  }

  /** Bits that rise, as an unsigned number, where the value falls. */
  private static long key(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return ~(bits ^ (bits >> 63 | Long.MIN_VALUE));
  }

  private static int digit(long key, int pass) {
    return (int) (key >>> pass * BITS) & DIGITS - 1;
  }
}
