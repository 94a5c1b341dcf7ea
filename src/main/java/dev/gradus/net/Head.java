package dev.gradus.net;

/**
 * Takes the output layer's weighted inputs Z_L and the targets Y, and gives the outputs A_L, the cost C of each example and
 * its gradient ∂C/∂Z_L. Output activation and loss are one type, so that a pair that does not fit cannot be written down.
 *
 * <p>C is a function of one example's outputs alone, and knows nothing of the batch: the mean over examples and their weights enter
 * once, in the engine, where it writes dZ_L. Both are what makes a batch of columns legal (Nielsen, "Neural Networks and Deep
 * Learning", chapter 2, "The two assumptions we need about the cost function").
 *
 * <p>A slice is one example: {@code units} elements from {@code at} on. Losses are computed from Z where that is more exact.
 * Implementations are immutable.
 */
public interface Head {
  /** The loss in printed forms, files and on the command line, such as {@code cross-entropy}. */
  String loss();

  /** The output activation likewise, such as {@code softmax}. */
  String output();

  /** A = g(Z) for one example: reads {@code z}, writes {@code a}; they may be one array. */
  void output(double[] z, double[] a, int at, int units);

  /** C of one example, from Z, A = g(Z) and the target Y; all are read. */
  double cost(double[] z, double[] a, double[] y, int at, int units);

  /** dz = ∂C/∂Z of one example, without any mean: reads Z, A and Y, writes {@code dz}. */
  void gradient(double[] z, double[] a, double[] y, double[] dz, int at, int units);

  /** False when the output has no useful derivative, so that a network with this head predicts but cannot be trained. */
  default boolean trainable() {
    return true;
  }

  /** The points of Z at which the gradient jumps, where a finite difference says nothing; none for a smooth head. Do not modify. */
  default double[] kinks() {
    return Activations.NO_KINKS;
  }

  /** True when the outputs are the probabilities of the classes. */
  default boolean probabilities() {
    return false;
  }

  /** Refuses a number of outputs for which the head has no meaning. @throws IllegalArgumentException saying why */
  default void checkUnits(int units) {}

  /**
   * C = −Σ_j y_j log a_j with a = softmax(z), computed as Σ_j y_j (log Σ_k e^(z_k) − z_j); ∂C/∂z = a − y for targets that sum to one.
   */
  static Head softmaxCrossEntropy() {
    return Heads.SOFTMAX_CROSS_ENTROPY;
  }

  /**
   * C = −Σ_j (y_j log a_j + (1 − y_j) log(1 − a_j)) with a = sigmoid(z), computed as Σ_j (max(z_j, 0) − y_j z_j + log(1 + e^(−|z_j|)));
   * ∂C/∂z = a − y.
   */
  static Head sigmoidCrossEntropy() {
    return Heads.SIGMOID_CROSS_ENTROPY;
  }

  /** C = ½ Σ_j (a_j − y_j)² with a = g(z) for any activation g; ∂C/∂z = (a − y) ⊙ g′(z). */
  static Head squaredError(Activation g) {
    return new SquaredError(g);
  }

  /**
   * The head of a loss and an output activation.
   *
   * @throws IllegalArgumentException when there is no such loss, or it does not go with that output
   */
  static Head of(String loss, String output) {
    return Heads.of(loss, output);
  }

  /** The output activation that goes with a loss when none is named. */
  static String defaultOutput(String loss) {
    return Heads.defaultOutput(loss);
  }

  /** Makes a head known under its loss and output, in this JVM; a pair in use is refused. */
  static void register(Head head) {
    Heads.register(head);
  }
}
