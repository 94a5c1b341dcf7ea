package dev.gradus.metrics;

import java.util.OptionalDouble;

/** Takes the parts of a figure, gives the figure, or nothing where it is not defined. */
final class Ratio {
  private Ratio() {}

  /** part / whole; empty when the whole is not above 0 or the quotient is no finite number. */
  static OptionalDouble of(double part, double whole) {
    return whole > 0 ? finite(part / whole) : OptionalDouble.empty();
  }

  /** The figure itself; empty when it is no finite number. */
  static OptionalDouble finite(double figure) {
    return Double.isFinite(figure) ? OptionalDouble.of(figure) : OptionalDouble.empty();
  }
}
