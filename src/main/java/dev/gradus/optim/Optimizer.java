package dev.gradus.optim;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Takes a stretch of θ, g and the rule's state, gives the stretch of θ after one step: an update rule, element by element.
 *
 * <p>A rule is its constants and one fused pass over (θ, g, state), written once for float and once for double. It has no memory: its state vectors, each as
 * long as θ and zero at first, belong to the {@link Updater}. Hyper-parameters mean what they mean in PyTorch. Implementations are immutable.
 */
public non-sealed interface Optimizer extends Method {
  @Override
  default Map<String, Double> hyperParameters() {
    return Map.of();
  }

  /** How the rule draws the parameters to zero. */
  default WeightDecay decay() {
    return WeightDecay.none();
  }

  /** This rule with another decay of weights, in place of the one that it has. */
  default Optimizer with(WeightDecay decay) {
    return decay.equals(WeightDecay.none()) ? this : new Decayed(this, decay);
  }

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
   * @param g the gradient; it may be changed, because it is a copy
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

  /**
   * The rule of a name, such as {@code adam}, with the default of {@link Method#kinds} for each hyper-parameter that is not given. A rule is
   * {@code named(name(), rate(), hyperParameters()).with(decay())}.
   *
   * @throws IllegalArgumentException when there is no such rule, a hyper-parameter is not one of it, or a value is out of range
   */
  static Optimizer named(String name, double rate, Map<String, Double> hyperParameters) {
    if (Method.named(name, OptionalDouble.of(rate), hyperParameters) instanceof Optimizer rule) return rule;
    throw new IllegalArgumentException("\"" + name + "\" is not a rule for steps");
  }

  /** θ ← θ − η g. */
  static Optimizer sgd(double rate) {
    return named("sgd", rate, Map.of());
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
    return named("adam", rate, Map.of());
  }

  /** Adam with a decoupled decay of 0.01. */
  static Optimizer adamW(double rate) {
    return named("adamw", rate, Map.of());
  }

  /** Adam with the largest second moment so far. */
  static Optimizer amsGrad(double rate) {
    return named("amsgrad", rate, Map.of());
  }

  /** Adam with Nesterov's momentum. */
  static Optimizer nAdam(double rate) {
    return named("nadam", rate, Map.of());
  }

  /** Adam with the largest gradient in the place of the second moment. */
  static Optimizer adamax(double rate) {
    return named("adamax", rate, Map.of());
  }

  /** g over the root of the sum of its squares. */
  static Optimizer adagrad(double rate) {
    return named("adagrad", rate, Map.of());
  }

  /** g over the root of the mean of its squares. */
  static Optimizer rmsProp(double rate) {
    return named("rmsprop", rate, Map.of());
  }

  /** g times the root of the mean of squared steps over that of its squares. */
  static Optimizer adadelta(double rate) {
    return named("adadelta", rate, Map.of());
  }

  /** The sign of a mean of gradients. */
  static Optimizer lion(double rate) {
    return named("lion", rate, Map.of());
  }
}
