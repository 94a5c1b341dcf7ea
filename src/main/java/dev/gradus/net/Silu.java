package dev.gradus.net;

/** g(z) = z s with s = sigmoid(z); g′(z) = s (1 + z (1 − s)). */
final class Silu implements Activation {
  static final Silu INSTANCE = new Silu();

  private Silu() {}

  /** Beyond these z counts as if it were there: e^−z is finite, and g and g′ have reached what they tend to. */
  private static final double LOWEST = -750;
  private static final double LOWEST_OF_FLOAT = -110;

  @Override
  public String name() {
    return "silu";
  }

  @Override
  public double value(double z) {
    return Math.max(z, LOWEST) / (1 + Math.exp(-z));
  }

  @Override
  public double derivative(double z, double a) {
    double x = Math.max(LOWEST, Math.min(-LOWEST, z));
    return 1 / (1 + Math.exp(-x)) * (1 + x / (1 + Math.exp(x)));
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    double[] x = Exponential.scratch(n, 1);
    double[] e = Exponential.scratch(n);
    for (int i = 0; i < n; i++) x[i] = z[i];
    for (int i = 0; i < n; i++) e[i] = -x[i];
    Exponential.apply(e, n);
    for (int i = 0; i < n; i++) e[i] = Math.max(x[i], LOWEST_OF_FLOAT) / (1 + e[i]);
    for (int i = 0; i < n; i++) a[i] = (float) e[i];
  }

  /** With e = e^−z: s = 1 / (1 + e) and 1 − s = e s. */
  @Override
  public void pullBack(float[] z, float[] a, float[] d, int n) {
    double[] x = Exponential.scratch(n, 1);
    double[] e = Exponential.scratch(n);
    for (int i = 0; i < n; i++) x[i] = z[i];
    for (int i = 0; i < n; i++) x[i] = Math.max(LOWEST_OF_FLOAT, Math.min(-LOWEST_OF_FLOAT, x[i]));
    for (int i = 0; i < n; i++) e[i] = -x[i];
    Exponential.apply(e, n);
    for (int i = 0; i < n; i++) {
      double s = 1 / (1 + e[i]);
      e[i] = s * (1 + x[i] * e[i] * s);
    }
    for (int i = 0; i < n; i++) d[i] *= (float) e[i];
  }
}
