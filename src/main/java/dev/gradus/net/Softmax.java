package dev.gradus.net;

/** Takes a slice of Z, gives a_j = e^(z_j) / Σ_k e^(z_k), and what the losses of a softmax have in common. */
final class Softmax {
  private Softmax() {}

  static void output(double[] z, double[] a, int at, int units) {
    double max = max(z, at, units);
    double sum = 0;
    for (int j = at; j < at + units; j++) sum += a[j] = Math.exp(z[j] - max);
    for (int j = at; j < at + units; j++) a[j] /= sum;
  }

  /** log Σ_k e^(z_k). The largest activation is 1 / Σ_k e^(z_k − max z), at least 1/n: its logarithm is exact where log a_j is not. */
  static double logSumExp(double[] z, double[] a, int at, int units) {
    return max(z, at, units) - Math.log(max(a, at, units));
  }

  /** 1 − a_j without cancellation: where a_j is the larger part, the sum of the others. */
  static double rest(double[] a, int j, int at, int units) {
    if (!(a[j] > 0.5)) return 1 - a[j];
    double sum = 0;
    for (int k = at; k < at + units; k++) {
      if (k != j) sum += a[k];
    }
    return sum;
  }

  static void checkUnits(int units) {
    if (units < 2) {
      throw new IllegalArgumentException("a softmax over " + units + " output is always 1; it needs at least 2 outputs, "
          + "and one output for two classes goes with binary-cross-entropy");
    }
  }

  private static double max(double[] x, int at, int units) {
    double max = x[at];
    for (int j = at + 1; j < at + units; j++) max = Math.max(max, x[j]);
    return max;
  }
}
