package dev.gradus.metrics;

import java.util.OptionalDouble;

/**
 * Takes predicted quantiles a_k and the true value y of one example after the other, gives their pinball loss and how often y lies between them. In double, in
 * constant memory.
 */
public final class QuantileFigures {
  private final double[] taus;
  private double weights;
  private double costs;
  private double covered;

  /** @param taus the quantiles τ_k, above 0 and below 1; copied */
  public QuantileFigures(double... taus) {
    this.taus = taus.clone();
    if (taus.length == 0) throw new IllegalArgumentException("figures of 0 quantiles were asked for; there must be at least 1");
    for (double tau : taus) {
      if (!(tau > 0 && tau < 1)) throw new IllegalArgumentException("a quantile of " + tau + " was asked for; it must be above 0 and below 1");
    }
  }

  /** Takes one example in, with an output for each quantile from {@code at} on; one of weight 0 leaves no trace. */
  public void add(double[] outputs, int at, double actual, double weight) {
    if (weight == 0) return;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    weights += weight;
    for (int k = 0; k < taus.length; k++) {
      double a = outputs[at + k];
      costs += weight * (taus[k] * Math.max(actual - a, 0) + (1 - taus[k]) * Math.max(a - actual, 0));
      least = Math.min(least, a);
      most = Math.max(most, a);
    }
    if (least <= actual && actual <= most) covered += weight;
  }

  /** The mean over the K quantiles of Σ w (τ_k max(y − a_k, 0) + (1 − τ_k) max(a_k − y, 0)) / Σ w (Koenker and Bassett 1978). Not defined without examples. */
  public OptionalDouble pinball() {
    return Ratio.of(costs, weights * taus.length);
  }

  /**
   * The share of the weight whose y lies between the lowest and the highest output, both included; τ_K − τ_1 when the quantiles are right. Outputs that have
   * crossed count in order of size. Not defined without examples, and with one quantile.
   */
  public OptionalDouble coverage() {
    return taus.length < 2 ? OptionalDouble.empty() : Ratio.of(covered, weights);
  }
}
