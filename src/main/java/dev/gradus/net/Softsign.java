package dev.gradus.net;

/** g(z) = z / (1 + |z|); g′(z) = 1 / (1 + |z|)², from z because 1 − |a| cancels. */
final class Softsign implements Activation {
  static final Softsign INSTANCE = new Softsign();

  private Softsign() {}

  @Override
  public String name() {
    return "softsign";
  }

  @Override
  public double value(double z) {
    double x = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, z));
    return x / (1 + Math.abs(x));
  }

  @Override
  public double derivative(double z, double a) {
    double r = 1 / (1 + Math.abs(z));
    return r * r;
  }

  /** Its second derivative jumps from 2 to −2 at 0. */
  @Override
  public double[] kinks() {
    return Activations.AT_ZERO;
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, z[i]));
      a[i] = x / (1 + Math.abs(x));
    }
  }

  @Override
  public void pullBack(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) {
      float r = 1 / (1 + Math.abs(z[i]));
      d[i] *= r * r;
    }
  }
}
