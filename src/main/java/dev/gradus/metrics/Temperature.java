package dev.gradus.metrics;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * Takes the weighted inputs Z of an output layer and the truth, gives the temperature T > 0 by which Z is to be divided so that the probabilities of Z / T fit
 * best: the T with the least negative log likelihood (Guo et al. 2017, "On Calibration of Modern Neural Networks", 4.2).
 *
 * <p>The negative log likelihood is convex in β = 1 / T, so that there is one minimum at most, where its derivative is 0: the interval around it is halved to
 * the last digits. There is none when T → 0 is best, as every example is predicted rightly, or T → ∞, as Z says nothing or the contrary.
 */
public final class Temperature {
  private static final double LEAST = 1e-3;
  private static final double MOST = 1e3;

  private Temperature() {}

  /**
   * For a softmax over classes.
   *
   * @param z the weighted inputs, example after example, {@code units} each; read
   * @param labels the number of each example's class, read
   * @param weights of the examples, read
   * @return T; empty when no T from 0.001 to 1000 has the least negative log likelihood
   */
  public static OptionalDouble ofSoftmax(double[] z, int units, int[] labels, double[] weights) {
    return root(beta -> softmaxSlope(z, units, labels, weights, beta));
  }

  /**
   * For sigmoids, each for itself.
   *
   * @param z the weighted inputs, example after example, {@code units} each; read
   * @param targets of the same order, from 0 to 1, read
   * @param weights of the examples, read
   * @return T; empty when no T from 0.001 to 1000 has the least negative log likelihood
   */
  public static OptionalDouble ofSigmoid(double[] z, int units, double[] targets, double[] weights) {
    return root(beta -> sigmoidSlope(z, units, targets, weights, beta));
  }

  /** d/dβ Σ w (log Σ_k e^(β z_k) − β z_y) = Σ w (Σ_k p_k z_k − z_y). */
  private static double softmaxSlope(double[] z, int units, int[] labels, double[] weights, double beta) {
    double slope = 0;
    for (int i = 0; i < labels.length; i++) {
      if (weights[i] == 0) continue;
      int at = i * units;
      double own = z[at + labels[i]];
      double max = z[at];
      for (int j = at + 1; j < at + units; j++) max = Math.max(max, z[j]);
      double sum = 0;
      double moment = 0;
      for (int j = at; j < at + units; j++) {
        double e = Math.exp(beta * (z[j] - max));
        sum += e;
        moment += e * (z[j] - own);
      }
      slope += weights[i] * moment / sum;
    }
    return slope;
  }

  /** d/dβ Σ w (log(1 + e^(β z)) − y β z) = Σ w (p − y) z. */
  private static double sigmoidSlope(double[] z, int units, double[] targets, double[] weights, double beta) {
    double slope = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == 0) continue;
      double sum = 0;
      for (int j = i * units; j < (i + 1) * units; j++) sum += gap(beta * z[j], targets[j]) * z[j];
      slope += weights[i] * sum;
    }
    return slope;
  }

  /** sigmoid(x) − y without losing the digits of what is left of 1 when x is large and y is 1. */
  private static double gap(double x, double y) {
    return x > 0 ? 1 - y - 1 / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)) - y;
  }

  /** The slope rises with β: halving of log β until the ends meet. */
  private static OptionalDouble root(DoubleUnaryOperator slope) {
    double low = Math.log(LEAST);
    double high = Math.log(MOST);
    if (!(slope.applyAsDouble(LEAST) < 0 && slope.applyAsDouble(MOST) > 0)) return OptionalDouble.empty();
    for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
      if (slope.applyAsDouble(Math.exp(middle)) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(Math.exp(-(low + high) / 2));
  }
}
