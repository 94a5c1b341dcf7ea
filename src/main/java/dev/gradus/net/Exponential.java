package dev.gradus.net;

/**
 * Takes numbers, gives e to their power and what is made of it, in loops that the JIT turns into SIMD code.
 *
 * <p>e^x = (e^(x / 1024))^1024: the power series of order 7 for the small argument, then ten squarings. In double the squarings cost 10 bits, which leaves
 * more than the 24 bits of a float. The usual way, through the bits of the exponent, is not vectorised by the JIT of JDK 17.
 */
final class Exponential {
  /** Beyond this the result is 0 or infinity as a float. */
  private static final double LIMIT = 110;

  private static final ThreadLocal<double[][]> SCRATCH = ThreadLocal.withInitial(() -> new double[3][2048]);

  private Exponential() {}

  /** An array of at least {@code n} doubles for work within one call; every thread has its own. */
  static double[] scratch(int n) {
    return scratch(n, 0);
  }

  /** Likewise, for work that needs several: {@code which} is 0, 1 or 2. */
  static double[] scratch(int n, int which) {
    double[][] scratch = SCRATCH.get();
    if (scratch[which].length < n) scratch[which] = new double[n];
    return scratch[which];
  }

  /** x ← e^x for the first {@code n} elements, with a relative error below 10⁻⁹; arguments beyond ±110 count as ±110, NaN stays NaN. */
  static void apply(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double y = Math.max(-LIMIT, Math.min(LIMIT, x[i])) * 0x1p-10;
      double p = 1 + y * (1 + y * (1.0 / 2 + y * (1.0 / 6 + y * (1.0 / 24 + y * (1.0 / 120 + y * (1.0 / 720 + y * (1.0 / 5040)))))));
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      p *= p;
      x[i] = p;
    }
  }

  /**
   * x ← e^x − 1 for the first {@code n} elements, with a relative error below 10⁻⁹ at any size of x; arguments beyond ±110 count as ±110, NaN stays NaN.
   *
   * <p>The squarings turn into p ← p (p + 2), in which nothing cancels: (1 + p)² − 1.
   */
  static void minusOne(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double y = Math.max(-LIMIT, Math.min(LIMIT, x[i])) * 0x1p-10;
      double p = y * (1 + y * (1.0 / 2 + y * (1.0 / 6 + y * (1.0 / 24 + y * (1.0 / 120 + y * (1.0 / 720 + y * (1.0 / 5040)))))));
      p *= p + 2;
      p *= p + 2;
      p *= p + 2;
      p *= p + 2;
      p *= p + 2;
      p *= p + 2;
      p *= p + 2;
      p *= p + 2;
      p *= p + 2;
      p *= p + 2;
      x[i] = p;
    }
  }

  /**
   * x ← log(1 + x) for the first {@code n} elements, 0 ≤ x ≤ 1, with a relative error below 10⁻⁹; NaN stays NaN.
   *
   * <p>log(1 + x) = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …) with s = x / (2 + x), at most 1/3.
   */
  static void logOfOnePlus(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      double s = x[i] / (2 + x[i]);
      double q = s * s;
      x[i] = 2 * s * (1 + q * (1.0 / 3 + q * (1.0 / 5 + q * (1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13 + q * (1.0 / 15
          + q * (1.0 / 17 + q * (1.0 / 19))))))))));
    }
  }
}
