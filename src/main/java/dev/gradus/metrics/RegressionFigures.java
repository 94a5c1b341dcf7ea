package dev.gradus.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Takes pairs of predicted value p and true value y, gives the figures of their errors. One pass, in double; the sizes of the errors are kept for their median.
 *
 * <p>Figures are scikit-learn's. What is not defined is empty: everything without examples, R² and explained variance when all targets are equal, the
 * percentage error when a target is 0.
 */
public final class RegressionFigures {
  private final ErrorSums sums = new ErrorSums();
  private double[] sizes = new double[1024];
  private double[] weights = new double[1024];
  private int count;
  private OptionalDouble median = OptionalDouble.empty();
  private boolean medianKnown = true;

  /** Takes one example in; one of weight 0 leaves no trace. @throws IllegalStateException after {@link #forgetExamples} */
  public void add(double predicted, double actual, double weight) {
    if (weight == 0) return;
    if (sizes.length == 0) throw new IllegalStateException("these figures have forgotten their examples, and take in no more");
    if (count == sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * count);
      weights = Arrays.copyOf(weights, 2 * count);
    }
    sizes[count] = Math.abs(predicted - actual);
    weights[count++] = weight;
    medianKnown = false;
    sums.add(predicted, actual, weight);
  }

  /** Frees what is kept of every example; all figures stay as they are. */
  public void forgetExamples() {
    medianAbsoluteError();
    sizes = weights = new double[0];
  }

  /** Σ w (p − y)² / Σ w. */
  public OptionalDouble meanSquaredError() {
    return sums.meanSquaredError();
  }

  /** The root of the mean squared error, in the unit of the target. */
  public OptionalDouble rootMeanSquaredError() {
    return sums.rootMeanSquaredError();
  }

  /** Σ w |p − y| / Σ w. */
  public OptionalDouble meanAbsoluteError() {
    return sums.meanAbsoluteError();
  }

  /** Σ w |p − y| / |y| / Σ w, as a share: 0.1 is ten percent. Not defined when a target is 0. */
  public OptionalDouble meanAbsolutePercentageError() {
    return sums.meanAbsolutePercentageError();
  }

  /** The largest |p − y|, whatever its weight. */
  public OptionalDouble maxError() {
    return sums.maxError();
  }

  /** R² = 1 − Σ w (p − y)² / Σ w (y − ȳ)²; not defined when all targets are equal. */
  public OptionalDouble r2() {
    return sums.r2();
  }

  /** 1 − Var(y − p) / Var(y): R² of predictions whose mean error is taken off; not defined when all targets are equal. */
  public OptionalDouble explainedVariance() {
    return sums.explainedVariance();
  }

  /**
   * The median of |p − y|: half of the weight lies on either side. Where a value ends the lower half exactly it is the mean of that value and the next, as the
   * median of an even number of values is, so that a weight of two is the example twice.
   */
  public OptionalDouble medianAbsoluteError() {
    if (!medianKnown) median = median();
    medianKnown = true;
    return median;
  }

  private OptionalDouble median() {
    if (meanAbsoluteError().isEmpty()) return OptionalDouble.empty();
    int[] order = new Order(count).descending(sizes, count);
    double whole = 0;
    for (int i = count - 1; i >= 0; i--) whole += weights[order[i]];
    double sum = 0;
    int i = count - 1;
    for (; i > 0; i--) {
      sum += weights[order[i]];
      if (sum >= whole / 2) break;
    }
    double size = sizes[order[i]];
    return Ratio.finite(sum == whole / 2 && i > 0 ? (size + sizes[order[i - 1]]) / 2 : size);
  }
}
