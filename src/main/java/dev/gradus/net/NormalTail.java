package dev.gradus.net;

/**
 * Takes x ≥ 0, gives Φ(−x) = ½ erfc(x / √2), the probability that a standard normal number lies beyond x.
 *
 * <p>Φ(−x) = e^(−x²/2) P(t) / (x + k) with t = (x − k) / (x + k), which maps all of x ≥ 0 to [−1, 1). P is smooth there and its interpolation at
 * Chebyshev's points is well-conditioned; {@code src/test/python/normal_tail.py} makes the coefficients. The tail keeps its relative precision, which
 * ½ (1 − erf) loses.
 */
final class NormalTail {
  /** Beyond this the tail is 0 as a double. */
  static final double LIMIT = 40;

  private static final double K = 2.75;
  private static final double[] P = {
      0.7189860375541092, -0.47435412658332754, 0.18233453599575686, -0.016565961732105377, -0.01644861817790244, 0.003210325920631406,
      0.0025254752866036385, -0.00029722971463345526, -0.0005105482987058407, -5.1859944271661554e-05, 9.378832677226496e-05,
      4.0965744347837814e-05, -7.387541884575221e-06, -1.2902257561453101e-05, -3.6676984835126757e-06, 1.6809816675991206e-06,
      1.8578800001297886e-06, 5.247559249504826e-07, -3.046514030706339e-07, -3.586380431597496e-07, -6.3113800098865e-08,
      9.148270714647837e-08, 4.112156088980916e-08, -9.814619962950136e-09, -6.4819071492080274e-09};

  private NormalTail() {}

  /** Φ(−x) for x ≥ 0, where {@code e} is e^(−x²/2); exact to a few units in the last place but for what the exponential lost. */
  static double of(double x, double e) {
    double t = (x - K) / (x + K);
    double p = 0;
    for (int i = P.length - 1; i >= 0; i--) p = p * t + P[i];
    return e * p / (x + K);
  }

  /**
   * {@code e} ← Φ(−x) for the first {@code n} elements of {@code x}, from 0 to {@link #LIMIT}, where {@code e} holds e^(−x²/2) on entry; with a relative
   * error of 10⁻¹⁰ beside that of the exponential.
   */
  static void apply(double[] x, double[] e, int n) {
    for (int i = 0; i < n; i++) {
      double r = 1 / (x[i] + 4);
      double t = (x[i] - 4) * r;
      double p = 0.7552851304017493 + t * (-0.6078966419000181 + t * (0.38713740212511266 + t * (-0.18652186501589324 + t * (0.0603965518846812
          + t * (-0.007540075032642577 + t * (-0.0034795434670901763 + t * (0.001630122348072417 + t * (0.00013286057373301482
          + t * (-0.00022904168117036586 + t * (-1.026469766314323e-06 + t * (3.195568486786702e-05 + t * (-2.3484112283477108e-07
          + t * -3.3142634591742053e-06))))))))))));
      e[i] *= p * r;
    }
  }
}
