package dev.gradus.metrics;

import java.util.OptionalDouble;

/**
 * Takes the probability of each predicted class and whether it was right, gives the expected calibration error: Σ_b W_b / W · |accuracy_b − mean probability_b|
 * over fifteen bins of equal width, bin b = 1 … 15 for probabilities above (b − 1)/15 and at most b/15 (Guo et al. 2017, "On Calibration of Modern Neural
 * Networks", equation 3).
 */
public final class Reliability {
  /** How many bins there are. */
  public static final int BINS = 15;

  private final double[] weights = new double[BINS];
  private final double[] right = new double[BINS];
  private final double[] probabilities = new double[BINS];

  /** Takes one example in: the probability of the class that was predicted. */
  public void add(double probability, boolean isRight, double weight) {
    int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(probability * BINS) - 1));
    weights[bin] += weight;
    probabilities[bin] += weight * probability;
    if (isRight) right[bin] += weight;
  }

  /** The weight of the examples in a bin, from 0. */
  public double weight(int bin) {
    return weights[bin];
  }

  /** The share of right predictions in a bin, from 0. */
  public OptionalDouble accuracy(int bin) {
    return Ratio.of(right[bin], weights[bin]);
  }

  /** The mean probability in a bin, from 0. */
  public OptionalDouble probability(int bin) {
    return Ratio.of(probabilities[bin], weights[bin]);
  }

  /** The expected calibration error. */
  public OptionalDouble error() {
    double sum = 0;
    double whole = 0;
    for (int b = 0; b < BINS; b++) {
      sum += Math.abs(right[b] - probabilities[b]);
      whole += weights[b];
    }
    return Ratio.of(sum, whole);
  }
}
