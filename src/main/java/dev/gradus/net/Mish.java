package dev.gradus.net;

/**
 * g(z) = z tanh(log(1 + e^z)). With w = e^z and v = w (w + 2) the tanh is v / (v + 2), and g′(z) = v / (v + 2) + 4 z w (1 + w) / (v + 2)²: nothing cancels.
 */
final class Mish implements Activation {
  static final Mish INSTANCE = new Mish();

  private Mish() {}

  /** Above this the tanh is 1 and its slope 0 to the last bit, and far below it e^z is 0. */
  private static final double HIGHEST = 40;
  private static final double LOWEST = -750;
  private static final double LOWEST_OF_FLOAT = -110;

  @Override
  public String name() {
    return "mish";
  }

  @Override
  public double value(double z) {
    double w = Math.exp(Math.min(z, HIGHEST));
    double v = w * (w + 2);
    return Math.max(z, LOWEST) * (v / (v + 2));
  }

  @Override
  public double derivative(double z, double a) {
    double x = Math.max(LOWEST, Math.min(HIGHEST, z));
    double w = Math.exp(x);
    double v = w * (w + 2);
    return v / (v + 2) + 4 * x * w * (1 + w) / ((v + 2) * (v + 2));
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    double[] x = Exponential.scratch(n, 1);
    double[] e = Exponential.scratch(n);
    for (int i = 0; i < n; i++) x[i] = z[i];
    for (int i = 0; i < n; i++) e[i] = Math.min(x[i], HIGHEST);
    Exponential.apply(e, n);
    for (int i = 0; i < n; i++) {
      double v = e[i] * (e[i] + 2);
      e[i] = Math.max(x[i], LOWEST_OF_FLOAT) * (v / (v + 2));
    }
    for (int i = 0; i < n; i++) a[i] = (float) e[i];
  }

  @Override
  public void pullBack(float[] z, float[] a, float[] d, int n) {
    double[] x = Exponential.scratch(n, 1);
    double[] e = Exponential.scratch(n);
    for (int i = 0; i < n; i++) x[i] = z[i];
    for (int i = 0; i < n; i++) x[i] = Math.max(LOWEST_OF_FLOAT, Math.min(HIGHEST, x[i]));
    for (int i = 0; i < n; i++) e[i] = x[i];
    Exponential.apply(e, n);
    for (int i = 0; i < n; i++) {
      double v = e[i] * (e[i] + 2);
      double r = 1 / (v + 2);
      e[i] = r * (v + 4 * x[i] * e[i] * (1 + e[i]) * r);
    }
    for (int i = 0; i < n; i++) d[i] *= (float) e[i];
  }
}
