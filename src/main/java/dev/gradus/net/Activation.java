package dev.gradus.net;

import java.util.List;

/**
 * Takes weighted inputs Z and gives activations A = g(Z), element by element; and its derivative g′(Z).
 *
 * <p>An activation is its two scalar formulas, {@link #value} and {@link #derivative}. The loops over slices follow from them; the
 * built-in ones override the loops that the engine spends its time in. Implementations are immutable and have no state.
 *
 * <p>A program adds its own with {@link #register}; a model file that names one that is not registered is refused.
 */
public interface Activation {
  /** The name in printed forms, in files and on the command line, such as {@code relu}; it parses back to an equal one. */
  String name();

  /** a = g(z). */
  double value(double z);

  /** g′(z), where a = g(z) is given too, because most derivatives are simpler in terms of a. */
  double derivative(double z, double a);

  /** False when g has no useful derivative, so that a network with it predicts but cannot be trained. */
  default boolean trainable() {
    return true;
  }

  /** The points at which g′ jumps or bends, where a finite difference says nothing; none for a smooth g. Do not modify. */
  default double[] kinks() {
    return Activations.NO_KINKS;
  }

  /**
   * False when {@link #derivative} and {@link #pullBack} do without z, because a says enough. The engine then keeps A alone, and passes it as z too.
   */
  default boolean derivativeNeedsZ() {
    return true;
  }

  /** A = g(Z): reads the first {@code n} elements of {@code z}, writes those of {@code a}. */
  default void apply(float[] z, float[] a, int n) {
    for (int i = 0; i < n; i++) a[i] = (float) value(z[i]);
  }

  /** A = g(Z): reads the first {@code n} elements of {@code z}, writes those of {@code a}. */
  default void apply(double[] z, double[] a, int n) {
    for (int i = 0; i < n; i++) a[i] = value(z[i]);
  }

  /** dZ = dA ⊙ g′(Z), in place: {@code d} holds dA on entry and dZ on return; {@code z} and {@code a} are read. */
  default void pullBack(float[] z, float[] a, float[] d, int n) {
    for (int i = 0; i < n; i++) d[i] *= (float) derivative(z[i], a[i]);
  }

  /** dZ = dA ⊙ g′(Z), in place: {@code d} holds dA on entry and dZ on return; {@code z} and {@code a} are read. */
  default void pullBack(double[] z, double[] a, double[] d, int n) {
    for (int i = 0; i < n; i++) d[i] *= derivative(z[i], a[i]);
  }

  /**
   * The activation of a name, with its number after a colon where it has one, such as {@code relu}, {@code elu} or {@code elu:0.5}.
   *
   * @throws IllegalArgumentException when none is registered under it, listing those that are, or when a number is missing, superfluous or out of range
   */
  static Activation named(String name) {
    return Activations.NAMES.parse(name);
  }

  /** Makes an activation known under its name, in this JVM; a name in use is refused. */
  static void register(Activation activation) {
    Activations.NAMES.add(activation.name(), activation);
  }

  /** The names that {@link #named} knows, without numbers. */
  static List<String> names() {
    return Activations.NAMES.known();
  }

  /** g(z) = z. */
  static Activation identity() {
    return Activations.Identity.INSTANCE;
  }

  /** g(z) = 1 / (1 + e⁻ᶻ). */
  static Activation sigmoid() {
    return Activations.Sigmoid.INSTANCE;
  }

  /** g(z) = tanh z. */
  static Activation tanh() {
    return Activations.Tanh.INSTANCE;
  }

  /** g(z) = max(z, 0); its derivative at 0 is taken as 0. */
  static Activation relu() {
    return Activations.Relu.INSTANCE;
  }

  /** The perceptron's g(z) = 1 if z > 0, else 0. Forward only: its derivative is zero wherever it exists. */
  static Activation step() {
    return Activations.Step.INSTANCE;
  }

  /**
   * g(z) = z for z > 0, αz otherwise (Maas, Hannun, Ng, ICML 2013); its derivative at 0 is taken as α. The name is {@code leaky-relu:α}, with 0.01 when no
   * number is given.
   *
   * @param slope α, above 0 and below 1
   */
  static Activation leakyRelu(double slope) {
    return new LeakyRelu(slope);
  }

  /**
   * g(z) = z for z > 0, α(e^z − 1) otherwise (Clevert, Unterthiner, Hochreiter, ICLR 2016, equation 15). The name is {@code elu:α}, with 1 when no number is
   * given.
   *
   * @param alpha α, above 0
   */
  static Activation elu(double alpha) {
    return Elu.of(alpha);
  }

  /**
   * g(z) = λz for z > 0, λα(e^z − 1) otherwise, λ = 1.0507…, α = 1.6732… (Klambauer and others, NIPS 2017). Goes with initial weights from N(0, 1 / in).
   */
  static Activation selu() {
    return Elu.SELU;
  }

  /** g(z) = z Φ(z) with Φ(z) = ½ (1 + erf(z / √2)), exact, not by tanh (Hendrycks and Gimpel, 2016, arXiv 1606.08415). */
  static Activation gelu() {
    return Gelu.INSTANCE;
  }

  /** g(z) = z / (1 + e⁻ᶻ), also called swish (Elfwing, Uchibe, Doya, Neural Networks 107, 2018). */
  static Activation silu() {
    return Silu.INSTANCE;
  }

  /** g(z) = z tanh(log(1 + e^z)) (Misra, BMVC 2020). */
  static Activation mish() {
    return Mish.INSTANCE;
  }

  /**
   * g(z) = log(1 + e^z), at any z (Dugas and others, NIPS 2000). PyTorch's goes over to z above 20, where the two differ by less than 2.1·10⁻⁹.
   */
  static Activation softplus() {
    return Softplus.INSTANCE;
  }

  /** g(z) = z / (1 + |z|) (Bergstra and others, 2009, technical report 1337 of the Université de Montréal). */
  static Activation softsign() {
    return Softsign.INSTANCE;
  }

  /** g(z) = z/6 + ½, at least 0 and at most 1 (Courbariaux, Bengio, David, NIPS 2015, with PyTorch's slope of 1/6 instead of 1/5). */
  static Activation hardSigmoid() {
    return HardSigmoid.INSTANCE;
  }
}
