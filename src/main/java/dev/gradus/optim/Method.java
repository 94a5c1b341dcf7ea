package dev.gradus.optim;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How a step is made: by an update rule on the gradient of a mini-batch, or by a line search on the loss of all examples. */
public sealed interface Method permits Optimizer, LBfgs {
  /** The name in files and on the command line, such as {@code adam}. */
  String name();

  /** η, the learning rate before any schedule. */
  double rate();

  /**
   * The method of a name.
   *
   * @param rate η, or empty for the method's own
   * @param hyperParameters values by name, such as {@code beta1}; those that are not there have the defaults of {@link #hyperParameters}
   * @throws IllegalArgumentException when there is no such method, it has no such hyper-parameter, or a value is out of range
   */
  static Method named(String name, OptionalDouble rate, Map<String, Double> hyperParameters) {
    return Methods.named(name, rate, hyperParameters);
  }

  /** The names that {@link #named} knows. */
  static List<String> names() {
    return Methods.names();
  }

  /** The hyper-parameters of a method with their defaults, {@code rate} first where it has one. @throws IllegalArgumentException when there is no such method */
  static Map<String, Double> hyperParameters(String name) {
    return Methods.defaults(name);
  }
}
