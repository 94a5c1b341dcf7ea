package dev.gradus.net;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * Takes a layer's number of inputs and outputs and a source of random numbers, gives initial weights and biases, one at a time.
 * Implementations are immutable.
 */
public interface Initializer {
  /** The name in files and on the command line; it parses back to an equal initializer. */
  String name();

  /**
   * The weights of a layer with {@code in} inputs and {@code out} units, one after another in column order: first those from input 0 to every unit.
   *
   * @param random the source, read now or at each weight; biases are drawn from it when all weights are taken
   */
  DoubleSupplier weights(RandomGenerator random, int in, int out);

  /** One bias of such a layer; 0 unless overridden. */
  default double bias(RandomGenerator random, int in, int out) {
    return 0;
  }

  /** This initializer with another initial value for all biases; its name ends in {@code +bias:value}. */
  default Initializer withBias(double value) {
    return Initializers.withBias(this, value);
  }

  /**
   * What goes with an activation: {@link #he} with relu and those that are like it (leaky relu, elu, gelu, silu, mish, softplus), {@link #lecunNormal} with
   * selu, {@link #glorot} with others.
   */
  static Initializer defaultFor(Activation activation) {
    return Initializers.defaultFor(activation);
  }

  /** Weights and biases from N(0, 1). */
  static Initializer normal() {
    return Initializers.NORMAL;
  }

  /**
   * Weights uniform in ±√(6 / (in + out)), biases 0 (Glorot and Bengio, AISTATS 2010, equation 16). Suits sigmoid and tanh. Its name is {@code glorot}, and
   * {@code glorot-uniform} is read too.
   */
  static Initializer glorot() {
    return Initializers.GLOROT;
  }

  /** Weights from N(0, 2 / (in + out)), biases 0 (Glorot and Bengio, AISTATS 2010, equation 12). */
  static Initializer glorotNormal() {
    return Initializers.GLOROT_NORMAL;
  }

  /**
   * Weights from N(0, 2 / in), biases 0 (He, Zhang, Ren, Sun, ICCV 2015, equation 10). Suits relu. Its name is {@code he}, and {@code he-normal} is read too.
   */
  static Initializer he() {
    return Initializers.HE;
  }

  /** Weights uniform in ±√(6 / in), biases 0: the variance of {@link #he}. */
  static Initializer heUniform() {
    return Initializers.HE_UNIFORM;
  }

  /** Weights from N(0, 1 / in), biases 0 (LeCun, Bottou, Orr, Müller, "Efficient BackProp", 1998, equation 16). Goes with selu. */
  static Initializer lecunNormal() {
    return Initializers.LECUN_NORMAL;
  }

  /** Weights uniform in ±√(3 / in), biases 0: the variance of {@link #lecunNormal}. */
  static Initializer lecunUniform() {
    return Initializers.LECUN_UNIFORM;
  }

  /**
   * W with orthonormal rows, W Wᵀ = 1, or orthonormal columns, Wᵀ W = 1, whichever are fewer, uniform among all such; biases 0 (Saxe, McClelland, Ganguli,
   * ICLR 2014). Needs the memory of a layer's weights in double once more, and of the order of in · out · min(in, out) operations.
   */
  static Initializer orthogonal() {
    return Initializers.ORTHOGONAL;
  }

  /** Every weight and bias 0: right for a network without hidden layers, whose cost has one minimum; units of a hidden layer stay equal. */
  static Initializer zeros() {
    return Initializers.ZEROS;
  }

  /** Every weight the same value, biases 0; units of a layer then stay equal, which is for tests and studies. */
  static Initializer constant(double value) {
    return Initializers.constant(value);
  }

  /**
   * The initializer of a name, such as {@code he}, {@code constant:0.1} or {@code he+bias:0.1}.
   *
   * @throws IllegalArgumentException when none is registered under it, listing those that are, or when a number is missing or out of range
   */
  static Initializer named(String name) {
    return Initializers.named(name);
  }

  /** Makes an initializer known under its name, in this JVM; a name in use is refused. */
  static void register(Initializer initializer) {
    Initializers.NAMES.add(initializer.name(), initializer);
  }

  /** The names that {@link #named} knows, without numbers. */
  static List<String> names() {
    return Initializers.NAMES.known();
  }
}
