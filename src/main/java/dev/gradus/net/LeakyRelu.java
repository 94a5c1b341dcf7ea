package dev.gradus.net;

/** g(z) = z for z > 0, αz otherwise; α is between 0 and 1, so that g(z) = max(z, αz) and the sign of a is that of z. */
record LeakyRelu(double slope) implements Activation {
  static final String NAME = "leaky-relu";

  LeakyRelu {
    if (!(slope > 0 && slope < 1)) {
      throw new IllegalArgumentException("a leaky relu with a slope of " + slope + " was asked for; it must be above 0 and below 1");
    }
  }

  @Override
  public String name() {
    return NAME + ":" + slope;
  }

  @Override
  public double value(double z) {
    return Math.max(z, slope * z);
  }

  @Override
  public double derivative(double z, double a) {
    return a > 0 ? 1 : a <= 0 ? slope : a;
  }

  @Override
  public double[] kinks() {
    return Activations.AT_ZERO;
  }

  @Override
  public boolean derivativeNeedsZ() {
    return false;
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    float slope = (float) this.slope;
    for (int i = 0; i < n; i++) a[i] = Math.max(z[i], slope * z[i]);
  }

  /** max(α, 1 for a > 0 and at most 0 otherwise). */
  @Override
  public void pullBack(float[] z, float[] a, float[] d, int n) {
    float slope = (float) this.slope;
    for (int i = 0; i < n; i++) d[i] *= Math.max(slope, Math.min(a[i] * Activations.HUGE * Activations.LARGE, 1));
  }
}
