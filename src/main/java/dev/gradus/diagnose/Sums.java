package dev.gradus.diagnose;

import dev.gradus.kernel.Matrix;
import java.util.Optional;

/** Σ|x| and Σx² over the elements of a matrix, in double. */
record Sums(double magnitudes, double squares) {
  private static final int STRETCH = 4096;

  static Sums of(Matrix x) {
    return of(x, x.length());
  }

  /** Of the first {@code n} elements. */
  static Sums of(Matrix x, long n) {
    return of(x, n, Optional.empty());
  }

  /** Of x − y. @param y as long as x */
  static Sums ofDifference(Matrix x, Matrix y) {
    return of(x, x.length(), Optional.of(y));
  }

  private static Sums of(Matrix x, long n, Optional<Matrix> minus) {
    double[] stretch = new double[(int) Math.min(n, STRETCH)];
    double[] other = new double[stretch.length];
    double magnitudes = 0;
    double squares = 0;
    for (long at = 0; at < n; at += stretch.length) {
      int length = (int) Math.min(stretch.length, n - at);
      x.get(at, stretch, 0, length);
      if (minus.isPresent()) minus.get().get(at, other, 0, length);
      for (int i = 0; i < length; i++) {
        double d = stretch[i] - other[i];
        magnitudes += Math.abs(d);
        squares += d * d;
      }
    }
    return new Sums(magnitudes, squares);
  }
}
