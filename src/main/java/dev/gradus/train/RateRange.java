package dev.gradus.train;

/**
 * The learning rates that a range test tries: one a step, each a constant factor above the last.
 *
 * @param from the first rate, above 0
 * @param to the last one, above the first
 * @param steps how many steps, at least 20
 */
public record RateRange(double from, double to, int steps) {
  private static final int LEAST = 20;

  public RateRange {
    if (!(from > 0)) throw new IllegalArgumentException("a first rate of " + from + " was asked for; it must be above 0");
    if (!(to > from) || to == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("rates from " + from + " to " + to + " were asked for; the last one must be a number above the first");
    }
    if (steps < LEAST) throw new IllegalArgumentException("a range test of " + steps + " steps was asked for; it needs at least " + LEAST);
  }

  /** 10⁻⁷ to 10 in 200 steps. */
  public static RateRange usual() {
    return new RateRange(1e-7, 10, 200);
  }

  /** How many steps make the rate ten times as large. */
  double stepsPerDecade() {
    return (steps - 1) / Math.log10(to / from);
  }

  /** The rate of a step, from 0. */
  public double rate(int step) {
    return from * Math.pow(to / from, step / (steps - 1.0));
  }
}
