package dev.gradus.net;

import java.util.Arrays;
import java.util.List;

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

  /**
   * dz = ∂a_k/∂Z of one example, where k is {@code output}, from 0: reads Z and A = g(Z), writes {@code dz}. As it stands it knows the outputs softmax and
   * exponential and those that are activations; a head with another output overrides it.
   *
   * @throws IllegalArgumentException when {@link #output()} is the name of none of these
   */
  default void outputGradient(double[] z, double[] a, int output, double[] dz, int at, int units) {
    Heads.outputGradient(output(), z, a, output, dz, at, units);
  }

  /** False when the output has no useful derivative, so that a network with this head predicts but cannot be trained. */
  default boolean trainable() {
    return true;
  }

  /**
   * Which of its smooth pieces C lies on, as a function of one output's weighted input {@code z} and target {@code y}: the number changes where the gradient
   * jumps or bends, and a finite difference from one piece to another says nothing. 0 for a smooth head.
   */
  default int piece(double z, double y) {
    return 0;
  }

  /** True when the outputs are probabilities, so that the targets are classes or labels; false when they are values. */
  default boolean probabilities() {
    return false;
  }

  /**
   * True when each output is the probability of a label by itself: one output then tells two classes apart, and several labels may be true at once. False
   * when they are the probabilities of classes of which one is true, and for values.
   */
  default boolean labels() {
    return false;
  }

  /** The quantiles that the outputs aim at, ascending, one for each of a value's outputs; empty when the loss aims at none. */
  default double[] quantiles() {
    return new double[0];
  }

  /** How many outputs are made for one value, all with that value as their target: 1, or as many as there are quantiles. */
  default int outputsForValue() {
    return 1;
  }

  /** Which of a value's outputs, from 0, is the value when one number is asked for: that of the quantile nearest to ½, the lower one of two. */
  default int valueOutput() {
    return 0;
  }

  /**
   * Refuses an element of Y for which the loss has no meaning, such as a negative count; to be called for the targets of a data set once, before training.
   *
   * @throws IllegalArgumentException saying what was found and what is needed
   */
  default void checkTarget(double y) {
    if (!Double.isFinite(y)) {
      throw new IllegalArgumentException("a target of " + y + " was given for the loss " + loss() + "; it must be a finite number");
    }
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

  /**
   * The softmax cross-entropy with smoothed labels: C = −Σ_j t_j log a_j with t = (1 − ε) y + ε/K for K classes (Szegedy and others, CVPR 2016, section 7).
   * The name of the loss is {@code cross-entropy:ε}.
   *
   * @param smoothing ε, at least 0 and below 1; with 0 it is {@link #softmaxCrossEntropy()}
   */
  static Head softmaxCrossEntropy(double smoothing) {
    return new SoftmaxCrossEntropy(smoothing);
  }

  /**
   * The sigmoid cross-entropy with smoothed labels, t = (1 − ε) y + ε/2 in the place of y. The name of the loss is {@code binary-cross-entropy:ε}.
   *
   * @param smoothing ε, at least 0 and below 1; with 0 it is {@link #sigmoidCrossEntropy()}
   */
  static Head sigmoidCrossEntropy(double smoothing) {
    return new SigmoidCrossEntropy(smoothing);
  }

  /**
   * C = −Σ_j y_j (1 − a_j)^γ log a_j with a = softmax(z): examples that are well classified count less (Lin and others, ICCV 2017, equation 4; their α is a
   * class weight). The name of the loss is {@code focal:γ}, with 2 when no number is given.
   *
   * @param gamma γ, at least 0; with 0 the value is that of the cross-entropy
   */
  static Head softmaxFocal(double gamma) {
    return new SoftmaxFocal(gamma);
  }

  /**
   * C = −Σ_j (y_j (1 − a_j)^γ log a_j + (1 − y_j) a_j^γ log(1 − a_j)) with a = sigmoid(z): the focal loss of labels. Its names are {@code focal:γ} and
   * {@code sigmoid}.
   *
   * @param gamma γ, at least 0
   */
  static Head sigmoidFocal(double gamma) {
    return new SigmoidFocal(gamma);
  }

  /** C = Σ_j (a_j − y_j z_j) with a = e^z, for counts y ≥ 0: the negative logarithm of Poisson's likelihood without log y!; ∂C/∂z = a − y. */
  static Head poisson() {
    return Heads.POISSON;
  }

  /** C = ½ Σ_j (a_j − y_j)² with a = g(z) for any activation g; ∂C/∂z = (a − y) ⊙ g′(z). */
  static Head squaredError(Activation g) {
    return new DeviationHead(Deviation.Squared.INSTANCE, g);
  }

  /**
   * C = Σ_j ℓ(a_j − y_j) with ℓ(r) = ½ r² for |r| ≤ δ and δ (|r| − ½ δ) beyond (Huber, Annals of Mathematical Statistics 35, 1964); ℓ′(r) is r, at most δ in
   * size. The name of the loss is {@code huber:δ}, with 1 when no number is given.
   *
   * @param delta δ, above 0
   */
  static Head huber(double delta, Activation g) {
    return new DeviationHead(new Deviation.Huber(delta), g);
  }

  /** C = Σ_j |a_j − y_j|, whose minimum is at the median; ∂C/∂a = sign(a − y), taken as 0 for a = y. */
  static Head absoluteError(Activation g) {
    return new DeviationHead(Deviation.Absolute.INSTANCE, g);
  }

  /** C = Σ_j log cosh(a_j − y_j); ∂C/∂a = tanh(a − y). */
  static Head logCosh(Activation g) {
    return new DeviationHead(Deviation.LogCosh.INSTANCE, g);
  }

  /**
   * C = Σ_j max(τ (y_j − a_j), (τ − 1) (y_j − a_j)), the pinball loss, whose minimum is at the quantile τ (Koenker and Bassett, Econometrica 46, 1978);
   * ∂C/∂a is −τ below y and 1 − τ above, taken as 0 for a = y. The name of the loss is {@code quantile:τ}.
   *
   * @param tau τ, above 0 and below 1
   */
  static Head quantile(double tau, Activation g) {
    return new DeviationHead(new Deviation.Quantile(tau), g);
  }

  /**
   * C = Σ_k max(τ_k (y − a_k), (τ_k − 1) (y − a_k)): an output for each of several quantiles of one value y, which is the target of all of them. The name of
   * the loss is {@code quantile:τ_1:τ_2} and so on. Nothing keeps outputs from crossing: training uses them as they are, an interval is taken from them in
   * order of size.
   *
   * @param taus above 0 and below 1, ascending; one alone makes {@link #quantile(double, Activation)}
   */
  static Head quantiles(Activation g, double... taus) {
    List<Deviation.Quantile> each = Arrays.stream(taus).mapToObj(Deviation.Quantile::new).toList();
    return each.size() == 1 ? new DeviationHead(each.get(0), g) : new QuantilesHead(each, g);
  }

  /**
   * The head of a loss, with its number after a colon where it has one, and an output activation.
   *
   * @throws IllegalArgumentException when there is no such loss, its number is missing or out of range, or it does not go with that output
   */
  static Head of(String loss, String output) {
    return Heads.of(loss, output);
  }

  /** The output activation that goes with a loss when none is named. @throws IllegalArgumentException when there is no such loss */
  static String defaultOutput(String loss) {
    return Heads.defaultOutput(loss);
  }

  /** The losses that {@link #of} knows, without numbers. */
  static List<String> losses() {
    return Heads.LOSSES.known();
  }

  /** Makes a head known under its loss and output, in this JVM; a pair in use is refused. */
  static void register(Head head) {
    Heads.register(head);
  }
}
