package dev.gradus.prepare;

/**
 * Takes a number, or 0 or 1 of a boolean, gives (t(min(max(x, low), high)) − shift) · factor, where x is {@code fill} when the value is missing; on request a
 * second input, 1 when the value is missing and else 0.
 *
 * @param column of type number or boolean
 * @param transform t, after clipping
 * @param low values below become this; −∞ when there is no bound
 * @param high values above become this; ∞ when there is no bound
 * @param shift what is taken away
 * @param factor what the difference is multiplied by; 0 for a constant column
 * @param fill the raw value that stands for a missing one
 * @param indicator whether there is the second input
 */
public record Numeric(Column column, Transform transform, double low, double high, double shift, double factor, double fill, boolean indicator)
    implements Encoding {
  public Numeric {
    column.mustBe("scaling", ColumnType.NUMBER, ColumnType.BOOLEAN);
    if (!(low <= high)) {
      throw new IllegalArgumentException("clipping of \"" + column.name() + "\" from " + low + " to " + high + " was asked for; the bounds must be in order");
    }
    checkFinite(column, "shift", shift);
    checkFinite(column, "factor", factor);
    checkFinite(column, "fill", fill);
  }

  static void checkFinite(Column column, String what, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a " + what + " of " + value + " was asked for, for the column \"" + column.name() + "\"; it must be finite");
    }
  }

  /** The number as it is, and 0 for a missing one. */
  public static Numeric plain(Column column) {
    return scaled(column, 0, 1, 0);
  }

  /** (x − shift) · factor and nothing else. */
  public static Numeric scaled(Column column, double shift, double factor, double fill) {
    return new Numeric(column, Transform.NONE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, shift, factor, fill, false);
  }

  /** Whether it is (x − shift) · factor and nothing else. */
  boolean isPlain() {
    return transform == Transform.NONE && low == Double.NEGATIVE_INFINITY && high == Double.POSITIVE_INFINITY && !indicator;
  }

  @Override
  public int width() {
    return indicator ? 2 : 1;
  }

  @Override
  public String name(int i) {
    return i == 0 ? column.name() : column.name() + " missing";
  }

  @Override
  public int codes() {
    return column.type() == ColumnType.BOOLEAN ? 2 : 0;
  }

  @Override
  public double raw(Object cell, TextRules rules) {
    return CellReader.of(column.type(), rules).read(cell);
  }

  /** The first input. */
  double value(double raw) {
    double x = Double.isNaN(raw) ? fill : raw;
    return (transform.apply(Math.min(Math.max(x, low), high)) - shift) * factor;
  }

  /** As a float: what is too large for one becomes the largest. */
  static float rounded(double x) {
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, x));
  }

  @Override
  public void write(double raw, double[] to, int at) {
    to[at] = value(raw);
    if (indicator) to[at + 1] = Double.isNaN(raw) ? 1 : 0;
  }

  @Override
  public void write(double raw, float[] to, int at) {
    to[at] = rounded(value(raw));
    if (indicator) to[at + 1] = Double.isNaN(raw) ? 1 : 0;
  }
}
