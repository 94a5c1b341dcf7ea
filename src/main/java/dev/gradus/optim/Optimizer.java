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

  /** η, the learning rate before any schedule. */
  double rate();

  /** The names of the state vectors, in the order in which {@code update} receives them. */
  List<String> state();

  /**
   * One step on the first {@code n} elements.
   *
   * @param theta θ, read and written
   * @param g the gradient, read
   * @param state one array for each name of {@link #state}, read and written
   * @param rate η of this step, after the schedule
   * @param step the number of this step, from 1
   */
  void update(float[] theta, float[] g, float[][] state, int n, double rate, long step);

  /** The same step in double. */
  void update(double[] theta, double[] g, double[][] state, int n, double rate, long step);

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
