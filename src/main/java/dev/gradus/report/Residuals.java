package dev.gradus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The errors p − y of predicted values p, y being the actual ones.
 *
 * @param sample some of the examples, evenly from first to last
 * @param quantiles of p − y at {@link #SHARES}
 * @param low where the first bin begins
 * @param width of a bin
 * @param counts of the examples in each bin
 */
public record Residuals(List<Pair> sample, List<Double> quantiles, double low, double width, List<Integer> counts) {
  /** The shares of the examples that lie below the quantiles. */
  public static final List<Double> SHARES = List.of(0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0);
  private static final int MOST = 600;
  private static final int BINS = 20;

  /** An actual value and a predicted one. */
  public record Pair(double actual, double predicted) {}

  public Residuals {
    sample = List.copyOf(sample);
    quantiles = List.copyOf(quantiles);
    counts = List.copyOf(counts);
    if (quantiles.size() != SHARES.size()) throw new IllegalArgumentException(quantiles.size() + " quantiles were given; it must be " + SHARES.size());
    if (!(width > 0)) throw new IllegalArgumentException("bins of a width of " + width + " were given; it must be above 0");
  }

  /**
   * The errors of some predictions.
   *
   * @param actual read
   * @param predicted as many, at least one; read
   */
  static Residuals of(double[] actual, double[] predicted) {
    int n = actual.length;
    double[] errors = new double[n];
    for (int i = 0; i < n; i++) errors[i] = predicted[i] - actual[i];
    Arrays.sort(errors);
    List<Double> quantiles = new ArrayList<>();
    for (double share : SHARES) quantiles.add(quantile(errors, share));
    Scale bins = Scale.nice(errors[0], errors[n - 1], BINS, 0, 1);
    Integer[] counts = new Integer[(int) Math.round((bins.high() - bins.low()) / bins.step())];
    Arrays.fill(counts, 0);
    for (double error : errors) counts[Math.max(0, Math.min(counts.length - 1, (int) ((error - bins.low()) / bins.step())))]++;
    List<Pair> sample = new ArrayList<>();
    int shown = Math.min(n, MOST);
    for (int k = 0; k < shown; k++) {
      int i = (int) ((long) k * n / shown);
      sample.add(new Pair(actual[i], predicted[i]));
    }
    return new Residuals(sample, quantiles, bins.low(), bins.step(), List.of(counts));
  }

  /** By linear interpolation between the order statistics (Hyndman and Fan 1996, definition 7). */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
