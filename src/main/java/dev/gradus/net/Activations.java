package dev.gradus.net;

/** The built-in activations, each with the loops that the engine spends its time in. */
final class Activations {
  static final double[] NO_KINKS = {};
  static final double[] AT_ZERO = {0};

  /** Their product takes the smallest float above 0 beyond 1: min(a · HUGE · LARGE, 1) is 1 for a > 0 and 0 for 0, without a branch, and so in SIMD code. */
  static final float HUGE = 1e38f;
  static final float LARGE = 1e8f;

  static final Activation IDENTITY = new Identity();
  static final Activation SIGMOID = new Sigmoid();
  static final Activation TANH = new Tanh();
  static final Activation RELU = new Relu();
  static final Activation STEP = new Step();
  static final Activation GELU = new Gelu();
  static final Activation SILU = new Silu();
  static final Activation MISH = new Mish();
  static final Activation SOFTPLUS = new Softplus();
  static final Activation SOFTSIGN = new Softsign();
  static final Activation HARD_SIGMOID = new HardSigmoid();

  static final Names<Activation> NAMES = new Names<Activation>("activation") {
    @Override
    Activation member(String family, double[] p) {
      return family.equals(Elu.NAME) ? Elu.of(p[0]) : new LeakyRelu(p[0]);
    }
  }
      .add("identity", IDENTITY).add("sigmoid", SIGMOID).add("tanh", TANH).add("relu", RELU).add("step", STEP)
      .addFamily(LeakyRelu.NAME, Parameter.optional("SLOPE", 0.01)).addFamily(Elu.NAME, Parameter.optional("ALPHA", 1))
      .add("selu", Elu.SELU).add("gelu", GELU).add("silu", SILU).add("mish", MISH).add("softplus", SOFTPLUS).add("softsign", SOFTSIGN)
      .add("hard-sigmoid", HARD_SIGMOID);

  private Activations() {}

  private record Identity() implements Activation {
    @Override
    public String name() {
      return "identity";
    }

    @Override
    public double value(double z) {
      return z;
    }

    @Override
    public double derivative(double z, double a) {
      return 1;
    }

    @Override
    public boolean derivativeNeedsZ() {
      return false;
    }

    @Override
    public void apply(float[] z, float[] a, int n) {
      System.arraycopy(z, 0, a, 0, n);
    }

    @Override
    public void pullBack(float[] z, float[] a, float[] d, int n) {}
  }

  private record Sigmoid() implements Activation {
    @Override
    public String name() {
      return "sigmoid";
    }

    @Override
    public double value(double z) {
      return 1 / (1 + Math.exp(-z));
    }

    @Override
    public double derivative(double z, double a) {
      return a * (1 - a);
    }

    @Override
    public boolean derivativeNeedsZ() {
      return false;
    }

    @Override
    public void apply(float[] z, float[] a, int n) {
      double[] e = Exponential.scratch(n);
      for (int i = 0; i < n; i++) e[i] = -z[i];
      Exponential.apply(e, n);
      for (int i = 0; i < n; i++) e[i] = 1 / (1 + e[i]);
      for (int i = 0; i < n; i++) a[i] = (float) e[i];
    }

    @Override
    public void pullBack(float[] z, float[] a, float[] d, int n) {
      for (int i = 0; i < n; i++) d[i] *= a[i] * (1 - a[i]);
    }
  }

  private record Tanh() implements Activation {
    private static final float CANCELS = 0.01f;

    @Override
    public String name() {
      return "tanh";
    }

    @Override
    public double value(double z) {
      return Math.tanh(z);
    }

    @Override
    public double derivative(double z, double a) {
      return 1 - a * a;
    }

    /** tanh z = 1 − 2 / (1 + e^(2z)); where that cancels, near 0, the series z − z³/3 + … of the JDK's own. */
    @Override
    public boolean derivativeNeedsZ() {
      return false;
    }

    @Override
    public void apply(float[] z, float[] a, int n) {
      double[] e = Exponential.scratch(n);
      for (int i = 0; i < n; i++) e[i] = 2.0 * z[i];
      Exponential.apply(e, n);
      for (int i = 0; i < n; i++) e[i] = 1 - 2 / (1 + e[i]);
      for (int i = 0; i < n; i++) a[i] = Math.abs(z[i]) < CANCELS ? (float) Math.tanh(z[i]) : (float) e[i];
    }

    @Override
    public void pullBack(float[] z, float[] a, float[] d, int n) {
      for (int i = 0; i < n; i++) d[i] *= 1 - a[i] * a[i];
    }
  }

  private record Relu() implements Activation {
    @Override
    public String name() {
      return "relu";
    }

    @Override
    public double value(double z) {
      return Math.max(z, 0);
    }

    @Override
    public double derivative(double z, double a) {
      return a > 0 ? 1 : a * 0;
    }

    @Override
    public double[] kinks() {
      return AT_ZERO;
    }

    @Override
    public boolean derivativeNeedsZ() {
      return false;
    }

    @Override
    public void apply(float[] z, float[] a, int n) {
      for (int i = 0; i < n; i++) a[i] = Math.max(z[i], 0);
    }

    @Override
    public void pullBack(float[] z, float[] a, float[] d, int n) {
      for (int i = 0; i < n; i++) d[i] *= Math.min(a[i] * HUGE * LARGE, 1);
    }
  }

  private record Step() implements Activation {
    @Override
    public String name() {
      return "step";
    }

    @Override
    public double value(double z) {
      return z > 0 ? 1 : z <= 0 ? 0 : Double.NaN;
    }

    @Override
    public double derivative(double z, double a) {
      throw new UnsupportedOperationException("the derivative of a step is zero wherever it exists");
    }

    @Override
    public boolean trainable() {
      return false;
    }
  }
}
