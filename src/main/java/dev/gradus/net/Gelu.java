package dev.gradus.net;

/** g(z) = z Φ(z), Φ the distribution function of the standard normal; g′(z) = Φ(z) + z φ(z), φ its density. */
final class Gelu implements Activation {
  static final Gelu INSTANCE = new Gelu();

  private Gelu() {}

  private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

  @Override
  public String name() {
    return "gelu";
  }

  /** z Φ(z) = max(z, 0) − |z| Φ(−|z|), which cancels nowhere and is 0 at −∞. */
  @Override
  public double value(double z) {
    double x = Math.min(Math.abs(z), NormalTail.LIMIT);
    return Math.max(z, 0) - x * NormalTail.of(x, Math.exp(-x * x / 2));
  }

  /** With h = |z| φ(z) − Φ(−|z|) it is 1 + h for z > 0, and −h otherwise. */
  @Override
  public double derivative(double z, double a) {
    double x = Math.min(Math.abs(z), NormalTail.LIMIT);
    double e = Math.exp(-x * x / 2);
    double h = x * e * DENSITY_AT_ZERO - NormalTail.of(x, e);
    return z > 0 ? 1 + h : -h;
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    double[] x = Exponential.scratch(n, 1);
    double[] e = tails(z, x, n);
    NormalTail.apply(x, e, n);
    for (int i = 0; i < n; i++) e[i] *= x[i];
    for (int i = 0; i < n; i++) a[i] = (float) (Math.max(z[i], 0) - e[i]);
  }

  @Override
  public void pullBack(float[] z, float[] a, float[] d, int n) {
    double[] x = Exponential.scratch(n, 1);
    double[] e = tails(z, x, n);
    double[] density = Exponential.scratch(n, 2);
    for (int i = 0; i < n; i++) density[i] = e[i] * x[i] * DENSITY_AT_ZERO;
    NormalTail.apply(x, e, n);
    for (int i = 0; i < n; i++) e[i] = density[i] - e[i];
    for (int i = 0; i < n; i++) d[i] *= (float) (z[i] > 0 ? 1 + e[i] : -e[i]);
  }

  /** Writes x = |z|, where the tail is not 0, and gives e^(−x²/2). */
  private static double[] tails(float[] z, double[] x, int n) {
    double[] e = Exponential.scratch(n);
    for (int i = 0; i < n; i++) x[i] = Math.abs(z[i]);
    for (int i = 0; i < n; i++) x[i] = Math.min(x[i], NormalTail.LIMIT);
    for (int i = 0; i < n; i++) e[i] = x[i] * x[i] * -0.5;
    Exponential.apply(e, n);
    return e;
  }
}
