package dev.gradus.select;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What one thing may be in a search: one of some values, or a number in a range. */
public sealed interface Dimension {
  /** The value that stands at a place of the dimension. @param u in [0, 1); when it is uniform there, the value is drawn as the dimension says */
  Object value(double u);

  /** One of these values, each equally likely; at least one. */
  static Dimension choice(List<?> values) {
    return new Choice(List.copyOf(values));
  }

  /** A number from {@code min} to {@code max}, uniform, rounded to four digits. */
  static Dimension uniform(double min, double max) {
    return new Range(min, max, false);
  }

  /** A number from {@code min} to {@code max}, both above 0, its logarithm uniform, rounded to four digits. */
  static Dimension logUniform(double min, double max) {
    return new Range(min, max, true);
  }

  /** A whole number from {@code min} to {@code max}, both included, each equally likely. */
  static Dimension whole(long min, long max) {
    return new Whole(min, max, false);
  }

  /** A whole number from {@code min} to {@code max}, both included and at least 1: k with the share of the logarithms of k to k + 1. */
  static Dimension logWhole(long min, long max) {
    return new Whole(min, max, true);
  }

  /** One of some values. */
  record Choice(List<Object> values) implements Dimension {
    public Choice {
      values = List.copyOf(values);
      if (values.isEmpty()) throw new IllegalArgumentException("a choice of 0 values was asked for; it must be at least 1");
    }

    @Override
    public Object value(double u) {
      return values.get((int) (u * values.size()));
    }
  }

  /** A Double of a range. */
  record Range(double min, double max, boolean log) implements Dimension {
    private static final MathContext DIGITS = new MathContext(4);

    public Range {
      check(min, max, log);
    }

    @Override
    public Object value(double u) {
      double value = log ? Math.exp(Math.log(min) + u * (Math.log(max) - Math.log(min))) : min + u * (max - min);
      return Math.max(min, Math.min(max, new BigDecimal(value).round(DIGITS).doubleValue()));
    }
  }

  /** A Long of a range. */
  record Whole(long min, long max, boolean log) implements Dimension {
    public Whole {
      check(min, max, log);
    }

    @Override
    public Object value(double u) {
      double end = max + 1.0;
      double value = log ? Math.exp(Math.log(min) + u * (Math.log(end) - Math.log(min))) : min + u * (end - min);
      return Math.max(min, Math.min(max, (long) Math.floor(value)));
    }
  }

  private static void check(double min, double max, boolean log) {
    if (!Double.isFinite(min) || !Double.isFinite(max) || min > max) {
      throw new IllegalArgumentException("a range from " + min + " to " + max + " was asked for; both must be finite, the first not above the second");
    }
    if (log && min <= 0) throw new IllegalArgumentException("a range of logarithms from " + min + " was asked for; it must be above 0");
  }
}
