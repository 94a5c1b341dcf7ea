package dev.gradus.net;

/**
 * g(z) = λz for z > 0, λα(e^z − 1) otherwise: elu with λ = 1, and selu with the λ and α of its authors.
 *
 * <p>For z ≤ 0, g′(z) = λαe^z = a + λα.
 */
record Elu(String name, double alpha, double scale) implements Activation {
  static final String NAME = "elu";

  /** Klambauer and others, NIPS 2017, equation 14: the α and λ for which layers keep mean 0 and variance 1. */
  static final Elu SELU = new Elu("selu", 1.6732632423543772, 1.0507009873554805);

  Elu {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("an elu with an alpha of " + alpha + " was asked for; it must be above 0 and finite");
    }
  }

  static Elu of(double alpha) {
    return new Elu(NAME + ":" + alpha, alpha, 1);
  }

  @Override
  public double value(double z) {
    return scale * (z > 0 ? z : alpha * Math.expm1(z));
  }

  @Override
  public double derivative(double z, double a) {
    return a > 0 ? scale : a + scale * alpha;
  }

  @Override
  public double[] kinks() {
    return Activations.AT_ZERO;
  }

  @Override
  public boolean derivativeNeedsZ() {
    return false;
  }

  /** λ (max(z, 0) + α (e^min(z, 0) − 1)), of which one term is 0. */
  @Override
  public void apply(float[] z, float[] a, int n) {
    double[] e = Exponential.scratch(n);
    for (int i = 0; i < n; i++) e[i] = Math.min(z[i], 0);
    Exponential.minusOne(e, n);
    for (int i = 0; i < n; i++) a[i] = (float) (scale * (Math.max(z[i], 0) + alpha * e[i]));
  }

  /** min(a, 0) + λα, and λ − λα more where a > 0. */
  @Override
  public void pullBack(float[] z, float[] a, float[] d, int n) {
    float floor = (float) (scale * alpha);
    float rise = (float) (scale - scale * alpha);
    for (int i = 0; i < n; i++) {
      float above = Math.min(Math.max(a[i], 0) * Activations.HUGE * Activations.LARGE, 1);
      d[i] *= Math.min(a[i], 0) + floor + rise * above;
    }
  }
}
