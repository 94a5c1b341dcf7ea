package dev.gradus.net;

/** g(z) = log(1 + e^z) = max(z, 0) + log(1 + e^−|z|); g′(z) = sigmoid(z) = 1 − e^−a. */
final class Softplus implements Activation {
  static final Softplus INSTANCE = new Softplus();

  private Softplus() {}

  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public double value(double z) {
    return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }

  @Override
  public double derivative(double z, double a) {
    return -Math.expm1(-a);
  }

  @Override
  public boolean derivativeNeedsZ() {
    return false;
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    double[] e = Exponential.scratch(n);
    for (int i = 0; i < n; i++) e[i] = -Math.abs(z[i]);
    Exponential.apply(e, n);
    Exponential.logOfOnePlus(e, n);
    for (int i = 0; i < n; i++) a[i] = (float) (Math.max(z[i], 0) + e[i]);
  }

  @Override
  public void pullBack(float[] z, float[] a, float[] d, int n) {
    double[] e = Exponential.scratch(n);
    for (int i = 0; i < n; i++) e[i] = -a[i];
    Exponential.minusOne(e, n);
    for (int i = 0; i < n; i++) d[i] *= (float) -e[i];
  }
}
