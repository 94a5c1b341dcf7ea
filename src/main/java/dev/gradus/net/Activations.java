package dev.gradus.net;

/** The built-in activations, each with the loops that the engine spends its time in. */
final class Activations {
  static final double[] NO_KINKS = {};
  static final double[] AT_ZERO = {0};

  /** Their product takes the smallest float above 0 beyond 1: min(a · HUGE · LARGE, 1) is 1 for a > 0 and 0 for 0, without a branch, and so in SIMD code. */
  static final float HUGE = 1e38f;
  static final float LARGE = 1e8f;

  static final Names<Activation> NAMES = new Names<Activation>("activation") {
    @Override
    Activation make(String name, double[] p) {
      return switch (name) {
        case "identity" -> Identity.INSTANCE;
        case "sigmoid" -> Sigmoid.INSTANCE;
        case "tanh" -> Tanh.INSTANCE;
        case "relu" -> Relu.INSTANCE;
        case "step" -> Step.INSTANCE;
        case LeakyRelu.NAME -> new LeakyRelu(p[0]);
        case Elu.NAME -> Elu.of(p[0]);
        case "selu" -> Elu.SELU;
        case "gelu" -> Gelu.INSTANCE;
        case "silu" -> Silu.INSTANCE;
        case "mish" -> Mish.INSTANCE;
        case "softplus" -> Softplus.INSTANCE;
        case "softsign" -> Softsign.INSTANCE;
        default -> HardSigmoid.INSTANCE;
      };
    }
  }
      .addBuiltIn("identity").addBuiltIn("sigmoid").addBuiltIn("tanh").addBuiltIn("relu").addBuiltIn("step")
      .addBuiltIn(LeakyRelu.NAME, Parameter.optional("SLOPE", 0.01)).addBuiltIn(Elu.NAME, Parameter.optional("ALPHA", 1))
      .addBuiltIn("selu").addBuiltIn("gelu").addBuiltIn("silu").addBuiltIn("mish").addBuiltIn("softplus").addBuiltIn("softsign")
      .addBuiltIn("hard-sigmoid");

  private Activations() {}

  static final class Identity implements Activation {
    static final Identity INSTANCE = new Identity();

    private Identity() {}

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

  static final class Sigmoid implements Activation {
    static final Sigmoid INSTANCE = new Sigmoid();

    private Sigmoid() {}

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

  static final class Tanh implements Activation {
    static final Tanh INSTANCE = new Tanh();

    private Tanh() {}

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

  static final class Relu implements Activation {
    static final Relu INSTANCE = new Relu();

    private Relu() {}

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

  static final class Step implements Activation {
    static final Step INSTANCE = new Step();

    private Step() {}

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
