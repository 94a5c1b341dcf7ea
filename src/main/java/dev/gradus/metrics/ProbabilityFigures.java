package dev.gradus.metrics;

import java.util.OptionalDouble;

/**
 * Takes the probabilities of the classes and the true one, gives log loss, Brier score and calibration error, in constant memory.
 *
 * <p>One output is the probability p of class 1, and 1 − p that of class 0.
 */
final class ProbabilityFigures {
  /** The spacing of doubles at 1: probabilities nearer to 0 or 1 count as this far away in the log loss, as in scikit-learn. */
  private static final double EPSILON = Math.ulp(1.0);

  private final int classes;
  private final Reliability reliability = new Reliability();
  private double weights;
  private double logLoss;
  private double squares;

  ProbabilityFigures(int classes) {
    this.classes = classes;
  }

  void add(int actual, int predicted, double[] p, int at, int units, double weight) {
    weights += weight;
    if (units == 1) {
      double one = p[at];
      double gap = one - actual;
      squares += weight * gap * gap;
      logLoss -= weight * Math.log(actual == 1 ? clip(one) : 1 - clip(one));
      reliability.add(predicted == 1 ? one : 1 - one, actual == predicted, weight);
      return;
    }
    double sum = 0;
    double square = 0;
    for (int j = 0; j < units; j++) {
      double gap = p[at + j] - (j == actual ? 1 : 0);
      square += gap * gap;
      sum += clip(p[at + j]);
    }
    if (classes == 2) square = (p[at + 1] - actual) * (p[at + 1] - actual);
    squares += weight * square;
    logLoss -= weight * Math.log(clip(p[at + actual]) / sum);
    reliability.add(p[at + predicted], actual == predicted, weight);
  }

  private static double clip(double p) {
    return Math.max(EPSILON, Math.min(1 - EPSILON, p));
  }

  OptionalDouble logLoss() {
    return Ratio.of(logLoss, weights);
  }

  OptionalDouble brier() {
    return Ratio.of(squares, weights);
  }

  Reliability reliability() {
    return reliability;
  }
}
