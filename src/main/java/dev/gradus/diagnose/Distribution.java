package dev.gradus.diagnose;

import java.util.List;

/**
 * Figures of the numbers of one matrix: mean, deviation, least, most, and the shares of a histogram.
 *
 * @param mean of all elements
 * @param deviation over n, not n − 1
 * @param least the smallest element
 * @param most the largest element
 * @param shares of the elements in {@value #BINS} bins of the same width between least and most, which sum to 1; when all elements are equal they are in the
 *     first
 */
public record Distribution(double mean, double deviation, double least, double most, List<Double> shares) {
  /** How many bins the histogram has. */
  public static final int BINS = 21;

  public Distribution {
    if (!Double.isFinite(mean) || !Double.isFinite(least) || !Double.isFinite(most) || least > most) {
      throw new IllegalArgumentException("a distribution from " + least + " to " + most + " with mean " + mean
          + " was given; it must be of finite numbers, in order");
    }
    if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a deviation of " + deviation + " was given; it must be a finite number of at least 0");
    }
    shares = List.copyOf(shares);
    if (shares.size() != BINS) throw new IllegalArgumentException(shares.size() + " shares were given; it must be " + BINS);
    for (double share : shares) {
      if (!(share >= 0 && share <= 1)) throw new IllegalArgumentException("a share of " + share + " was given; it must be from 0 to 1");
    }
  }

  /** The figures of the first {@code n} values. @throws IllegalArgumentException when there is none, or one is not finite */
  static Distribution of(double[] values, int n) {
    if (n < 1) throw new IllegalArgumentException("the distribution of " + n + " values was asked for; it must be of at least 1");
    double sum = 0;
    double least = values[0];
    double most = values[0];
    for (int i = 0; i < n; i++) {
      sum += values[i];
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = 0; i < n; i++) squares += (values[i] - mean) * (values[i] - mean);
    return new Distribution(mean, Math.sqrt(squares / n), least, most, shares(values, n, least, most));
  }

  private static List<Double> shares(double[] values, int n, double least, double most) {
    double width = most / BINS - least / BINS;
    int[] counts = new int[BINS];
    for (int i = 0; i < n; i++) counts[width > 0 ? Math.min(BINS - 1, (int) ((values[i] - least) / width)) : 0]++;
    Double[] shares = new Double[BINS];
    for (int b = 0; b < BINS; b++) shares[b] = (double) counts[b] / n;
    return List.of(shares);
  }
}
