package dev.gradus.diagnose;

import dev.gradus.prepare.ColumnType;
import java.util.List;
import java.util.Optional;

/**
 * What a column of a table has in it.
 *
 * @param why in words, why it has its type
 * @param rows of the table
 * @param missing how many of them have no value there
 * @param distinct how many different values there are
 * @param counted whether {@code distinct} was counted; else it is estimated, to about 1 %
 * @param numbers of a column of numbers, booleans or times that has a value
 * @param frequent the most frequent categories, or true and false, the most frequent first
 * @param rarest the least frequent one of those that are there
 * @param histogram of numbers the shares of the values in {@value #BINS} ranges of the same width from the least to the largest, of categories the shares of
 *     the {@value #BINS} most frequent; empty without a value
 */
public record ColumnFigures(String name, ColumnType type, String why, long rows, long missing, long distinct, boolean counted, Optional<Numbers> numbers,
    List<Frequent> frequent, Optional<Frequent> rarest, List<Double> histogram) {
  static final int BINS = 10;

  public ColumnFigures {
    frequent = List.copyOf(frequent);
    histogram = List.copyOf(histogram);
  }

  /**
   * Figures of numbers; of times in seconds since 1970.
   *
   * @param deviation over n, not n − 1
   * @param first the first quartile; like median and third quartile that of all values up to 20,000, beyond that of a sample of so many
   * @param whole whether all are whole numbers
   */
  public record Numbers(double mean, double deviation, double min, double first, double median, double third, double max, boolean whole) {}

  /** A category and how many rows have it. */
  public record Frequent(String text, long count) {}

  /** Of a column whose texts are nearly all different, which a table leaves out. */
  static ColumnFigures ofText(String name, String why, long rows) {
    return new ColumnFigures(name, ColumnType.TEXT, why, rows, 0, 0, false, Optional.empty(), List.of(), Optional.empty(), List.of());
  }

  /** How many rows have a value. */
  public long present() {
    return rows - missing;
  }
}
