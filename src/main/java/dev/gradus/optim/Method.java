package dev.gradus.optim;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Takes loss and gradient, gives a smaller loss: an update rule that makes a step a batch, or a method that looks for the minimum on all examples at once. */
public sealed interface Method permits Optimizer, LBfgs {
  /** The name in files and on the command line, such as {@code adam}. */
  String name();

  /** The values besides the learning rate, by the names that {@link #named} knows. */
  Map<String, Double> hyperParameters();

  /**
   * The method of a name.
   *
   * @param rate η, or empty for the method's default
   * @param hyperParameters those that are not to have their defaults
   * @throws IllegalArgumentException when the name or a hyper-parameter is unknown, a value is out of range, or the method has no learning rate and one is
   *     given
   */
  static Method named(String name, OptionalDouble rate, Map<String, Double> hyperParameters) {
    return kind(name).make(rate, hyperParameters);
  }

  /** The row of a name in the table of defaults. @throws IllegalArgumentException when there is none, listing the known names */
  static MethodKind kind(String name) {
    return Methods.kind(name);
  }

  /** The table of defaults, in the order of the names. */
  static List<MethodKind> kinds() {
    return Methods.kinds();
  }

  /** Makes a kind of method known under its name, in this JVM; a name in use is refused. */
  static void register(MethodKind kind) {
    Methods.add(kind);
  }
}
