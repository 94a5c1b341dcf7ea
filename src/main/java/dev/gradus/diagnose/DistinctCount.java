package dev.gradus.diagnose;

import java.util.Arrays;

/**
 * Takes hashes, gives how many are different and how many are repetitions: exactly up to a number of different ones, beyond that from those that begin with
 * more and more zeros (adaptive sampling; Flajolet 1990, "On adaptive sampling"). With room for m the error is about 1.2 / √m, in two of three cases.
 */
final class DistinctCount {
  private final int most;
  private long[] hashes = new long[64];
  private int[] counts = new int[64];
  private int size;
  private int zeros;

  /** @param most how many different hashes are kept */
  DistinctCount(int most) {
    this.most = most;
  }

  /** A hash of a value: two values have two, −0 and 0 one (the finaliser of SplitMix64; Steele, Lea and Flood 2014). */
  static long hash(double value) {
    return mix(Double.doubleToLongBits(value + 0.0));
  }

  /** A hash of a row up to a value, from that of the row before the value. */
  static long hash(long before, double value) {
    return mix(before * 0x9E3779B97F4A7C15L + hash(value));
  }

  private static long mix(long bits) {
    long z = bits + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  void add(long hash) {
    if (Long.numberOfLeadingZeros(hash) < zeros) return;
    insert(hash == 0 ? 1 : hash, 1);
    while (size > most) {
      zeros++;
      rebuild(hashes.length);
    }
    if (2 * size > hashes.length) rebuild(2 * hashes.length);
  }

  private void insert(long hash, int count) {
    int mask = hashes.length - 1;
    int at = (int) hash & mask;
    while (hashes[at] != 0 && hashes[at] != hash) at = at + 1 & mask;
    if (hashes[at] == 0) size++;
    hashes[at] = hash;
    counts[at] += count;
  }

  private void rebuild(int room) {
    long[] oldHashes = hashes;
    int[] oldCounts = counts;
    hashes = new long[room];
    counts = new int[room];
    size = 0;
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0 && Long.numberOfLeadingZeros(oldHashes[i]) >= zeros) insert(oldHashes[i], oldCounts[i]);
    }
  }

  /** Whether the counts are exact. */
  boolean exact() {
    return zeros == 0;
  }

  long distinct() {
    return (long) size << zeros;
  }

  /** How many hashes were there before. */
  long repetitions() {
    return Arrays.stream(counts).filter(count -> count > 1).mapToLong(count -> count - 1L).sum() << zeros;
  }
}
