package dev.gradus.net;

/** g(z) = z/6 + ½ between 0 and 1, which it does not leave; g′(z) = 1/6 where a is neither 0 nor 1, else 0. */
final class HardSigmoid implements Activation {
  static final HardSigmoid INSTANCE = new HardSigmoid();

  private HardSigmoid() {}

  private static final double[] CORNERS = {-3, 3};
  private static final float SIXTH = 1 / 6f;

  @Override
  public String name() {
    return "hard-sigmoid";
  }

  @Override
  public double value(double z) {
    return Math.max(0, Math.min(6, z + 3)) / 6;
  }

  @Override
  public double derivative(double z, double a) {
    return a > 0 && a < 1 ? 1.0 / 6 : a * 0;
  }

  @Override
  public double[] kinks() {
    return CORNERS;
  }

  @Override
  public boolean derivativeNeedsZ() {
    return false;
  }

  @Override
  public void apply(float[] z, float[] a, int n) {
    for (int i = 0; i < n; i++) a[i] = Math.max(0, Math.min(6, z[i] + 3)) / 6;
  }

  /** a (1 − a) is 0 at the ends; any other value of it times {@code HUGE} and {@code LARGE} is above 1. */
  @Override
  public void pullBack(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) d[i] *= Math.min(a[i] * (1 - a[i]) * Activations.HUGE * Activations.LARGE, 1) * SIXTH;
  }
}
