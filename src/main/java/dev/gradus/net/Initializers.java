package dev.gradus.net;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** The built-in initializers. */
final class Initializers {
  static final Initializer NORMAL = new Normal();
  static final Initializer LECUN_NORMAL = new Normally("lecun-normal", 1, false);
  static final Initializer LECUN_UNIFORM = new Uniformly("lecun-uniform", 3, false);
  static final Initializer GLOROT_NORMAL = new Normally("glorot-normal", 2, true);
  static final Initializer GLOROT = new Uniformly("glorot", 6, true);
  static final Initializer HE = new Normally("he", 2, false);
  static final Initializer HE_UNIFORM = new Uniformly("he-uniform", 6, false);
  static final Initializer ORTHOGONAL = new Orthogonal();
  static final Initializer ZEROS = new Constant(0);

  static final Names<Initializer> NAMES = new Names<Initializer>("initializer") {
    @Override
    Initializer make(String name, double[] p) {
      return constant(p[0]);
    }
  }
      .add("normal", NORMAL).add("lecun-normal", LECUN_NORMAL).add("lecun-uniform", LECUN_UNIFORM)
      .add("glorot", GLOROT).add("glorot-uniform", GLOROT).add("glorot-normal", GLOROT_NORMAL)
      .add("he", HE).add("he-normal", HE).add("he-uniform", HE_UNIFORM)
      .add("orthogonal", ORTHOGONAL).add("zeros", ZEROS)
      .addBuiltIn("constant", Parameter.required("VALUE", 0.1));

  private static final String BIAS = "+bias:";

  private Initializers() {}

  static Initializer named(String name) {
    int bias = name.lastIndexOf(BIAS);
    if (bias < 0) return NAMES.parse(name);
    String value = name.substring(bias + BIAS.length());
    try {
      return named(name.substring(0, bias)).withBias(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the initializer \"" + name + "\" was asked for; it must end in a number, such as he+bias:0.1", e);
    }
  }

  static Initializer defaultFor(Activation activation) {
    String name = activation.name();
    return switch (name.substring(0, (name + ":").indexOf(':'))) {
      case "relu", LeakyRelu.NAME, Elu.NAME, "gelu", "silu", "mish", "softplus" -> HE;
      case "selu" -> LECUN_NORMAL;
      default -> GLOROT;
    };
  }

  static Initializer constant(double value) {
    if (!Double.isFinite(value)) throw new IllegalArgumentException("a constant initial weight of " + value + " is not a number");
    return new Constant(value + 0.0);
  }

  static Initializer withBias(Initializer weights, double value) {
    return new WithBias(weights instanceof WithBias other ? other.weights : weights, value);
  }

  private record Normal() implements Initializer {
    @Override
    public String name() {
      return "normal";
    }

    @Override
    public DoubleSupplier weights(RandomGenerator random, int in, int out) {
      return random::nextGaussian;
    }

    @Override
    public double bias(RandomGenerator random, int in, int out) {
      return random.nextGaussian();
    }
  }

  private static double fan(boolean both, int in, int out) {
    return both ? (double) in + out : in;
  }

  /** Weights from N(0, v / in), or N(0, v / (in + out)). */
  private record Normally(String name, double v, boolean both) implements Initializer {
    @Override
    public DoubleSupplier weights(RandomGenerator random, int in, int out) {
      double deviation = Math.sqrt(v / fan(both, in, out));
      return () -> random.nextGaussian() * deviation;
    }
  }

  /** Weights uniform in ±√(v / in), or ±√(v / (in + out)). */
  private record Uniformly(String name, double v, boolean both) implements Initializer {
    @Override
    public DoubleSupplier weights(RandomGenerator random, int in, int out) {
      double limit = Math.sqrt(v / fan(both, in, out));
      return () -> (2 * random.nextDouble() - 1) * limit;
    }
  }

  private record Constant(double value) implements Initializer {
    @Override
    public String name() {
      return value == 0 ? "zeros" : "constant:" + value;
    }

    @Override
    public DoubleSupplier weights(RandomGenerator random, int in, int out) {
      return () -> value;
    }
  }

  /** @param weights gives the weights; not itself a WithBias */
  private record WithBias(Initializer weights, double value) implements Initializer {
    WithBias {
      if (!Double.isFinite(value)) throw new IllegalArgumentException("an initial bias of " + value + " was asked for; it must be a finite number");
    }

    @Override
    public String name() {
      return weights.name() + BIAS + value;
    }

    @Override
    public DoubleSupplier weights(RandomGenerator random, int in, int out) {
      return weights.weights(random, in, out);
    }

    @Override
    public double bias(RandomGenerator random, int in, int out) {
      return value;
    }
  }
}
