package dev.gradus.optim;

/** The ranges of hyper-parameters. */
final class Checks {
  private Checks() {}

  static void rate(double rate) {
    above0("a learning rate", rate);
  }

  static void decay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " of " + value + " was asked for; it must be at least 0 and below 1");
    }
  }

  /** @param name with its article, such as "a β₁" */
  static void above0(String name, double value) {
    if (!(value > 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name + " of " + value + " was asked for; it must be a number above 0");
    }
  }

  static void atLeast0(String name, double value) {
    if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(name + " of " + value + " was asked for; it must be a number of at least 0");
    }
  }

  static void from0To1(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " of " + value + " was asked for; it must be from 0 to 1");
    }
  }

  static void atLeast1(String name, long value) {
    if (value < 1) throw new IllegalArgumentException(name + " of " + value + " was asked for; it must be at least 1");
  }
}
