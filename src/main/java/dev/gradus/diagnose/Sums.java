package dev.gradus.diagnose;

import dev.gradus.kernel.Matrix;

/** Σ|x| and Σx² over the elements of a matrix, in double. */
record Sums(double magnitudes, double squares) {
  private static final int STRETCH = 4096;

  static Sums of(Matrix x) {
    return of(x, x.length());
  }

  /** Of the first {@code n} elements. */
  static Sums of(Matrix x, long n) {
    double[] stretch = new double[(int) Math.min(n, STRETCH)];
    double magnitudes = 0;
    double squares = 0;
    for (long at = 0; at < n; at += stretch.length) {
      int length = (int) Math.min(stretch.length, n - at);
      x.get(at, stretch, 0, length);
      for (int i = 0; i < length; i++) {
        magnitudes += Math.abs(stretch[i]);
        squares += stretch[i] * stretch[i];
      }
    }
    return new Sums(magnitudes, squares);
  }
}
