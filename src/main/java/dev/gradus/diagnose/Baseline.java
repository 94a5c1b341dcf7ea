package dev.gradus.diagnose;

import dev.gradus.data.Dataset;
import dev.gradus.net.Head;
import java.util.OptionalDouble;

/**
 * Takes a head and examples, gives the loss of the best answer that is the same for every example: the entropy of the classes for cross-entropy, the sum of the
 * labels' entropies for binary cross-entropy, Σ_j Var(y_j)/2 for squared error.
 */
final class Baseline {
  private static final int MOST = 20_000;

  private Baseline() {}

  /** Empty for other losses. @param prepared with scaled values */
  static OptionalDouble of(Head head, int outputs, Dataset prepared) {
    String loss = head.loss();
    if (!loss.equals("cross-entropy") && !loss.equals("binary-cross-entropy") && !loss.equals("squared-error")) return OptionalDouble.empty();
    double[] mean = new double[outputs];
    double[] squares = new double[outputs];
    double[] y = new double[outputs];
    double weights = 0;
    for (int row : Sampling.evenly(prepared.size(), MOST)) {
      prepared.target(row, y, outputs);
      double w = prepared.weight(row);
      weights += w;
      for (int j = 0; j < outputs; j++) {
        mean[j] += w * y[j];
        squares[j] += w * y[j] * y[j];
      }
    }
    double cost = 0;
    for (int j = 0; j < outputs; j++) {
      double p = mean[j] / weights;
      cost += switch (loss) {
        case "cross-entropy" -> surprise(p);
        case "binary-cross-entropy" -> surprise(p) + surprise(1 - p);
        default -> Math.max(0, squares[j] / weights - p * p) / 2;
      };
    }
    return Double.isFinite(cost) && cost > 0 ? OptionalDouble.of(cost) : OptionalDouble.empty();
  }

  private static double surprise(double p) {
    return p > 0 ? -p * Math.log(p) : 0;
  }
}
