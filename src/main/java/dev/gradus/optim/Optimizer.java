package dev.gradus.optim;

import java.util.List;

/**
 * Takes a stretch of θ, g and the rule's state, gives the stretch of θ after one step: an update rule, element by element.
 *
 * <p>A rule is its constants and one fused pass over (θ, g, state), written once for float and once for double. It has no memory: its state vectors, each as
 * long as θ and zero at first, belong to the {@link Updater}. Hyper-parameters mean what they mean in PyTorch. Implementations are immutable.
 */
public interface Optimizer {
  /** The name in files and on the command line, such as {@code adam}. */
  String name();

  /** Where back propagation may add the gradient. */
  enum Gradient {
    /** In a buffer of its own: the rule is a pass over (θ, g, state). */
    APART,
    /** In a vector that holds μ v and is v ← μ v + g then; {@link Optimizer#updateAccumulated} does the rest. */
    INTO_VELOCITY,
    /** In θ ← θ − η g, which is the whole rule. */
    INTO_THETA
  }

  /** Where the gradient of this rule may go. */
  default Gradient gradient() {
    return Gradient.APART;
  }

  /** η, the learning rate before any schedule. */
  double rate();

  /** The names of the state vectors, in the order in which {@code update} receives them. */
  List<String> state();

  /**
   * One step on the first {@code n} elements.
   *
   * @param theta θ, read and written
   * @param g the gradient, read
   * @param state one array for each name of {@link #state}, read and written; there may be more arrays after them
   * @param rate η of this step, after the schedule
   * @param step the number of this step, from 1
   */
  void update(float[] theta, float[] g, float[][] state, int n, double rate, long step);

  /** The same step in double. */
  void update(double[] theta, double[] g, double[][] state, int n, double rate, long step);

  /**
   * The rest of one step on the first {@code n} elements, for {@link Gradient#INTO_VELOCITY}: θ ← θ − η v, and v ← μ v for the next gradient.
   *
   * @param velocity v = μ v + g on entry, read and written
   */
  default void updateAccumulated(float[] theta, float[] velocity, int n, double rate) {
    throw new UnsupportedOperationException(name());
  }

  /** The same in double. */
  default void updateAccumulated(double[] theta, double[] velocity, int n, double rate) {
    throw new UnsupportedOperationException(name());
  }

  /** θ ← θ − η g. */
  static Optimizer sgd(double rate) {
    return new Sgd(rate);
  }

  /** v ← μ v + g, θ ← θ − η v. */
  static Optimizer momentum(double rate, double momentum) {
    return new Momentum(rate, momentum);
  }

  /** v ← μ v + g, θ ← θ − η (g + μ v). */
  static Optimizer nesterov(double rate, double momentum) {
    return new Nesterov(rate, momentum);
  }

  /** Adam with PyTorch's defaults: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
  static Optimizer adam(double rate) {
    return new Adam(rate, 0.9, 0.999, 1e-8);
  }
}
