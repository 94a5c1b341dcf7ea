package dev.gradus.net;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * Takes vectors from N(0, 1) and makes them orthonormal one after another, each by taking its part along those before out of it, twice (modified Gram–Schmidt;
 * the second time takes out what rounding left). That is the Q of a QR decomposition whose R has a positive diagonal, so Q is uniform.
 */
record Orthogonal() implements Initializer {
  @Override
  public String name() {
    return "orthogonal";
  }

  @Override
  public DoubleSupplier weights(RandomGenerator random, int in, int out) {
    boolean rows = out <= in;
    double[][] q = vectors(random, Math.min(in, out), Math.max(in, out));
    return new DoubleSupplier() {
      private int j;
      private int k;

      @Override
      public double getAsDouble() {
        double weight = rows ? q[j][k] : q[k][j];
        if (++j == out) {
          j = 0;
          k++;
        }
        return weight;
      }
    };
  }

  /** So many orthonormal vectors of a length that is not less. */
  private static double[][] vectors(RandomGenerator random, int count, int length) {
    double[][] q = new double[count][length];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < length; k++) q[i][k] = random.nextGaussian();
      for (int time = 0; time < 2; time++) {
        for (int before = 0; before < i; before++) subtract(q[i], dot(q[i], q[before]), q[before]);
        double norm = Math.sqrt(dot(q[i], q[i]));
        for (int k = 0; k < length; k++) q[i][k] /= norm;
      }
    }
    return q;
  }

  /** Four sums at a time, which do not wait for each other. */
  private static double dot(double[] x, double[] y) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int k = 0;
    for (; k + 4 <= x.length; k += 4) {
      a += x[k] * y[k];
      b += x[k + 1] * y[k + 1];
      c += x[k + 2] * y[k + 2];
      d += x[k + 3] * y[k + 3];
    }
    for (; k < x.length; k++) a += x[k] * y[k];
    return a + b + (c + d);
  }

  private static void subtract(double[] x, double share, double[] y) {
    for (int k = 0; k < x.length; k++) x[k] -= share * y[k];
  }
}
