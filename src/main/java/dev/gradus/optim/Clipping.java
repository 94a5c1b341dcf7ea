package dev.gradus.optim;

/** Takes the gradient of a step, limits it before weight decay and the rule. */
public sealed interface Clipping {
  /** The factor on the gradient, from its norm ‖g‖. */
  double factor(double norm);

  /** True when {@link #factor} looks at the norm. */
  boolean needsNorm();

  /** Limits the first {@code n} elements of the gradient, in place. @param factor that of the step */
  void apply(float[] g, int n, double factor);

  /** The same in double. */
  void apply(double[] g, int n, double factor);

  /** The gradient as it is. */
  static Clipping none() {
    return new None();
  }

  /**
   * g ← g · min(1, c / (‖g‖ + 10⁻⁶)), ‖g‖ over all parameters (Pascanu, Mikolov, Bengio, ICML 2013, section 3.2; the 10⁻⁶ is PyTorch's).
   *
   * @param largest c, above 0
   */
  static Clipping byNorm(double largest) {
    return new ByNorm(largest);
  }

  /** g_i ← max(−c, min(c, g_i)). @param largest c, above 0 */
  static Clipping byValue(double largest) {
    return new ByValue(largest);
  }

  /** {@link #none}. */
  record None() implements Clipping {
    @Override
    public double factor(double norm) {
      return 1;
    }

    @Override
    public boolean needsNorm() {
      return false;
    }

    @Override
    public void apply(float[] g, int n, double factor) {}

    @Override
    public void apply(double[] g, int n, double factor) {}
  }

  /** {@link #byNorm}. */
  record ByNorm(double largest) implements Clipping {
    private static final double NEVER_ZERO = 1e-6;

    public ByNorm {
      Checks.above0("a largest norm of the gradient", largest);
    }

    @Override
    public double factor(double norm) {
      return Math.min(1, largest / (norm + NEVER_ZERO));
    }

    @Override
    public boolean needsNorm() {
      return true;
    }

    @Override
    public void apply(float[] g, int n, double factor) {
      float f = (float) factor;
      for (int i = 0; i < n; i++) g[i] *= f;
    }

    @Override
    public void apply(double[] g, int n, double factor) {
      for (int i = 0; i < n; i++) g[i] *= factor;
    }
  }

  /** {@link #byValue}. */
  record ByValue(double largest) implements Clipping {
    public ByValue {
      Checks.above0("a largest value of the gradient", largest);
    }

    @Override
    public double factor(double norm) {
      return 1;
    }

    @Override
    public boolean needsNorm() {
      return false;
    }

    @Override
    public void apply(float[] g, int n, double factor) {
      float c = (float) largest;
      for (int i = 0; i < n; i++) g[i] = Math.max(-c, Math.min(c, g[i]));
    }

    @Override
    public void apply(double[] g, int n, double factor) {
      for (int i = 0; i < n; i++) g[i] = Math.max(-largest, Math.min(largest, g[i]));
    }
  }
}
