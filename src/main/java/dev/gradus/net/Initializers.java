package dev.gradus.net;

import java.util.random.RandomGenerator;

/** The built-in initializers. */
final class Initializers {
  static final Initializer NORMAL = new Normal();
  static final Initializer GLOROT = new Glorot();
  static final Initializer HE = new He();
  static final Names<Initializer> NAMES =
      new Names<Initializer>("initializer").add("normal", NORMAL).add("glorot", GLOROT).add("he", HE);

  private static final String CONSTANT = "constant:";

  private Initializers() {}

  static Initializer named(String name) {
    if (!name.startsWith(CONSTANT)) return NAMES.parse(name);
    try {
      return Initializer.constant(Double.parseDouble(name.substring(CONSTANT.length())));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the initializer \"" + name + "\" needs a number after the colon, such as constant:0.1");
    }
  }

  private record Normal() implements Initializer {
    @Override
    public String name() {
      return "normal";
    }

    @Override
    public double weight(RandomGenerator random, int in, int out) {
      return random.nextGaussian();
    }

    @Override
    public double bias(RandomGenerator random, int in, int out) {
      return random.nextGaussian();
    }
  }

  private record Glorot() implements Initializer {
    @Override
    public String name() {
      return "glorot";
    }

    @Override
    public double weight(RandomGenerator random, int in, int out) {
      return (2 * random.nextDouble() - 1) * Math.sqrt(6.0 / ((double) in + out));
    }
  }

  private record He() implements Initializer {
    @Override
    public String name() {
      return "he";
    }

    @Override
    public double weight(RandomGenerator random, int in, int out) {
      return random.nextGaussian() * Math.sqrt(2.0 / in);
    }
  }

  record Constant(double value) implements Initializer {
    @Override
    public String name() {
      return CONSTANT + value;
    }

    @Override
    public double weight(RandomGenerator random, int in, int out) {
      return value;
    }
  }
}
