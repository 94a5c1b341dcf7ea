package dev.gradus.prepare;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Takes sorted values with their weights, at least one, gives quantiles. */
public final class Quantiles {
  private final double[] values;
  private final double[] weights;
  private final double total;
  private final double unit;

  /** @param values sorted, kept @param weights as many, above 0, kept */
  public Quantiles(double[] values, double[] weights) {
    this.values = values;
    this.weights = weights;
    total = Arrays.stream(weights).sum();
    unit = Math.min(1, Arrays.stream(weights).min().orElse(1));
  }

  /** The same after a function that keeps the order. */
  Quantiles map(DoubleUnaryOperator f) {
    return new Quantiles(Arrays.stream(values).map(f).toArray(), weights);
  }

  /**
   * The quantile q = 1/u ∫ x(t) dt from s = q (W − u) to s + u, where x(t) is the value at which the sum of the weights in order passes t, W is their sum and u
   * the smaller of 1 and the least weight. With weights of 1 this interpolates between two neighbours (definition 7 of Hyndman and Fan 1996, as numpy
   * does); a weight of 2 is the value twice. When u is lost in rounding beside s, this is x(s).
   */
  public double at(double q) {
    double start = q * (total - unit);
    double end = start + unit;
    double below = 0;
    double sum = 0;
    double width = 0;
    for (int i = 0; i < values.length && (below < end || width == 0); i++) {
      double above = below + weights[i];
      double inside = Math.min(above, end) - Math.max(below, start);
      if (inside > 0) {
        sum += inside * values[i];
        width += inside;
      } else if (width == 0 && above > start) {
        return values[i];
      }
      below = above;
    }
    return width > 0 ? sum / width : values[values.length - 1];
  }

  /** The values in order. */
  public double[] values() {
    return values.clone();
  }

  /** The mean and the standard deviation of the values. */
  Moments moments() {
    Moments moments = new Moments();
    for (int i = 0; i < values.length; i++) moments.add(values[i], weights[i]);
    return moments;
  }
}
