package dev.gradus.prepare;

/** What stands for a missing number, before it is clipped, transformed and scaled. */
public sealed interface Fill {
  /** The mean of the values that training has. */
  record Mean() implements Fill {}

  /** Their median. */
  record Median() implements Fill {}

  /** A given number. */
  record Constant(double value) implements Fill {
    public Constant {
      if (!Double.isFinite(value)) throw new IllegalArgumentException("a fill of " + value + " was asked for; it must be finite");
    }
  }

  static Fill mean() {
    return new Mean();
  }

  static Fill median() {
    return new Median();
  }

  static Fill constant(double value) {
    return new Constant(value);
  }
}
