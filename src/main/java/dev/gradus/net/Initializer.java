package dev.gradus.net;

import java.util.random.RandomGenerator;

/**
 * Takes a layer's number of inputs and outputs and a source of random numbers, gives initial weights and biases, one at a time.
 * Implementations are immutable.
 */
public interface Initializer {
  /** The name in files and on the command line; it parses back to an equal initializer. */
  String name();

  /** One weight of a layer with {@code in} inputs and {@code out} units. */
  double weight(RandomGenerator random, int in, int out);

  /** One bias of such a layer; 0 unless overridden. */
  default double bias(RandomGenerator random, int in, int out) {
    return 0;
  }

  /** Weights and biases from N(0, 1). */
  static Initializer normal() {
    return Initializers.NORMAL;
  }

  /** Weights uniform in ±√(6 / (in + out)), biases 0 (Glorot and Bengio, AISTATS 2010, equation 16). Suits sigmoid and tanh. */
  static Initializer glorot() {
    return Initializers.GLOROT;
  }

  /** Weights from N(0, 2 / in), biases 0 (He, Zhang, Ren, Sun, ICCV 2015, equation 10). Suits relu. */
  static Initializer he() {
    return Initializers.HE;
  }

  /** Every weight the same value, biases 0; units of a layer then stay equal, which is for tests and studies. */
  static Initializer constant(double value) {
    if (!Double.isFinite(value)) throw new IllegalArgumentException("a constant initial weight of " + value + " is not a number");
    return new Initializers.Constant(value);
  }

  /** The initializer of a name, such as {@code he} or {@code constant:0.1}. */
  static Initializer named(String name) {
    return Initializers.named(name);
  }

  /** Makes an initializer known under its name, in this JVM; a name in use is refused. */
  static void register(Initializer initializer) {
    Initializers.NAMES.add(initializer.name(), initializer);
  }
}
