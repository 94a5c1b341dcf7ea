package dev.gradus.optim;

/** The ranges of hyper-parameters. */
final class Checks {
  private Checks() {}

  static void rate(double rate) {
    if (!(rate > 0) || rate == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a learning rate of " + rate + " was asked for; it must be a number above 0");
    }
  }

  static void decay(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " of " + value + " was asked for; it must be at least 0 and below 1");
    }
  }
}
