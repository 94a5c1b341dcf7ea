package dev.gradus.metrics;

import java.util.OptionalDouble;

/**
 * Takes pairs of predicted and true value, gives mean squared error, its root, mean absolute error and R². One pass, in double.
 */
public final class RegressionFigures {
  private double weights;
  private double squaredErrors;
  private double absoluteErrors;
  private double mean;
  private double deviations;

  /** Takes one example in. */
  public void add(double predicted, double actual, double weight) {
    if (weight == 0) return;
    double error = predicted - actual;
    squaredErrors += weight * error * error;
    absoluteErrors += weight * Math.abs(error);
    weights += weight;
    double delta = actual - mean;
    mean += delta * weight / weights;
    deviations += weight * delta * (actual - mean);
  }

  /** Σ w (p − y)² / Σ w. */
  public OptionalDouble meanSquaredError() {
    return weights > 0 ? OptionalDouble.of(squaredErrors / weights) : OptionalDouble.empty();
  }

  /** The root of the mean squared error, in the unit of the target. */
  public OptionalDouble rootMeanSquaredError() {
    return weights > 0 ? OptionalDouble.of(Math.sqrt(squaredErrors / weights)) : OptionalDouble.empty();
  }

  /** Σ w |p − y| / Σ w. */
  public OptionalDouble meanAbsoluteError() {
    return weights > 0 ? OptionalDouble.of(absoluteErrors / weights) : OptionalDouble.empty();
  }

  /** R² = 1 − Σ w (p − y)² / Σ w (y − ȳ)²; not defined when all targets are equal. */
  public OptionalDouble r2() {
    return deviations > 0 ? OptionalDouble.of(1 - squaredErrors / deviations) : OptionalDouble.empty();
  }
}
