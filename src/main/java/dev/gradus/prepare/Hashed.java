package dev.gradus.prepare;

import java.util.Arrays;
import java.util.List;

/**
 * Takes a category, gives an input for each bucket: 1 for the bucket of its text, 0 for the others. A raw value is the bucket. A category that training did
 * not have falls into the bucket of its text as well, which it may share; a missing value gives zeros.
 *
 * <p>The bucket is h mod buckets, unsigned, with h the 64-bit FNV-1a hash of the two bytes, low one first, of each UTF-16 character (Fowler, Noll and Vo;
 * draft-eastlake-fnv).
 *
 * @param column of type category
 * @param buckets at least 1
 */
public record Hashed(Column column, int buckets) implements Encoding {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  public Hashed {
    column.mustBe("hashing", ColumnType.CATEGORY);
    checkBuckets(buckets);
  }

  static void checkBuckets(int buckets) {
    if (buckets < 1) throw new IllegalArgumentException("hashing into " + buckets + " buckets was asked for; it must be at least 1");
  }

  /** The bucket of a text. */
  int bucket(String text) {
    long hash = OFFSET_BASIS;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      hash = (hash ^ c & 0xff) * PRIME;
      hash = (hash ^ c >>> 8) * PRIME;
    }
    return (int) Long.remainderUnsigned(hash, buckets);
  }

  @Override
  public int width() {
    return buckets;
  }

  @Override
  public String name(int i) {
    return column.name() + " bucket " + i;
  }

  @Override
  public double raw(Object cell, TextRules rules) {
    String text = rules.category(cell);
    return text.isEmpty() ? Double.NaN : bucket(text);
  }

  @Override
  public int codes() {
    return buckets;
  }

  @Override
  public int[] codes(List<String> dictionary) {
    int[] codes = new int[dictionary.size()];
    for (int k = 0; k < codes.length; k++) codes[k] = bucket(dictionary.get(k));
    return codes;
  }

  @Override
  public void write(double raw, double[] to, int at) {
    Arrays.fill(to, at, at + buckets, 0);
    if (raw >= 0) to[at + (int) raw] = 1;
  }

  @Override
  public void write(double raw, float[] to, int at) {
    Arrays.fill(to, at, at + buckets, 0);
    if (raw >= 0) to[at + (int) raw] = 1;
  }
}
