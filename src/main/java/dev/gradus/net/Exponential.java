package dev.gradus.net;

/**
 * Takes numbers, gives e to their power, in a loop that the JIT turns into SIMD code.
 *
 * <p>e^x = (e^(x / 1024))^1024: the power series of order 7 for the small argument, then ten squarings. In double the squarings cost 10 bits, which leaves
 * more than the 24 bits of a float. The usual way, through the bits of the exponent, is not vectorised by the JIT of JDK 17.
 */
final class Exponential {
  /** Beyond this the result is 0 or infinity as a float. */
  private static final double LIMIT = 110;

  private static final ThreadLocal<double[]> SCRATCH = ThreadLocal.withInitial(() -> new double[2048]);

  private Exponential() {}

  /** An array of at least {@code n} doubles for work within one call; every thread has its own. */
  static double[] scratch(int n) {
    double[] scratch = SCRATCH.get();
    if (scratch.length < n) SCRATCH.set(scratch = new double[n]);
    return scratch;
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
}
