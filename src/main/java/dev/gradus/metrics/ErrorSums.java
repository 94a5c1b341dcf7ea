package dev.gradus.metrics;

import java.util.OptionalDouble;

/** Takes pairs of predicted and true value, gives the figures that sums suffice for: one pass, in double, in constant memory. */
final class ErrorSums {
  private double weights;
  private double squaredErrors;
  private double absoluteErrors;
  private double relativeErrors;
  private double largest;
  private double least;
  private double most;
  private boolean zeroTarget;
  private double meanTarget;
  private double targetDeviations;
  private double meanError;
  private double errorDeviations;

  double[] all() {
    return new double[] {weights, squaredErrors, absoluteErrors, relativeErrors, largest, least, most, zeroTarget ? 1 : 0, meanTarget, targetDeviations,
        meanError, errorDeviations};
  }

  void resume(double[] all) {
    weights = all[0];
    squaredErrors = all[1];
    absoluteErrors = all[2];
    relativeErrors = all[3];
    largest = all[4];
    least = all[5];
    most = all[6];
    zeroTarget = all[7] == 1;
    meanTarget = all[8];
    targetDeviations = all[9];
    meanError = all[10];
    errorDeviations = all[11];
  }

  void clear() {
    weights = squaredErrors = absoluteErrors = relativeErrors = largest = 0;
    meanTarget = targetDeviations = meanError = errorDeviations = 0;
    zeroTarget = false;
  }

  /** The weight is not 0. Means and deviations by West (1979), "Updating mean and variance estimates". */
  void add(double predicted, double actual, double weight) {
    double error = predicted - actual;
    double size = Math.abs(error);
    boolean first = weights == 0;
    weights += weight;
    squaredErrors += weight * error * error;
    absoluteErrors += weight * size;
    relativeErrors += weight * size / Math.abs(actual);
    largest = Math.max(largest, size);
    zeroTarget |= actual == 0;
    least = first ? actual : Math.min(least, actual);
    most = first ? actual : Math.max(most, actual);
    double share = weight / weights;
    double delta = actual - meanTarget;
    meanTarget = first ? actual : meanTarget + delta * share;
    targetDeviations += first ? 0 : weight * delta * (actual - meanTarget);
    delta = error - meanError;
    meanError = first ? error : meanError + delta * share;
    errorDeviations += first ? 0 : weight * delta * (error - meanError);
  }

  OptionalDouble meanSquaredError() {
    return Ratio.of(squaredErrors, weights);
  }

  OptionalDouble rootMeanSquaredError() {
    return weights > 0 ? Ratio.finite(Math.sqrt(squaredErrors / weights)) : OptionalDouble.empty();
  }

  OptionalDouble meanAbsoluteError() {
    return Ratio.of(absoluteErrors, weights);
  }

  OptionalDouble meanAbsolutePercentageError() {
    return zeroTarget ? OptionalDouble.empty() : Ratio.of(relativeErrors, weights);
  }

  OptionalDouble maxError() {
    return weights > 0 ? Ratio.finite(largest) : OptionalDouble.empty();
  }

  OptionalDouble r2() {
    return beyondMean(squaredErrors);
  }

  OptionalDouble explainedVariance() {
    return beyondMean(errorDeviations);
  }

  private OptionalDouble beyondMean(double unexplained) {
    return weights > 0 && least < most && targetDeviations > 0 ? Ratio.finite(1 - unexplained / targetDeviations) : OptionalDouble.empty();
  }
}
