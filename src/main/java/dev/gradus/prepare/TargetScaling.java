package dev.gradus.prepare;

/**
 * Takes a value to predict, gives (y − shift) · factor, and back.
 *
 * @param shift finite
 * @param factor finite and above 0
 */
public record TargetScaling(double shift, double factor) {
  /** How the scaling is found. */
  public enum Kind {
    /** Standard for values, and none when the columns are not scaled either. */
    AUTO,
    /** (y − mean) / standard deviation. */
    STANDARD,
    /** y. */
    NONE
  }

  public TargetScaling {
    if (!Double.isFinite(shift)) throw new IllegalArgumentException("a target scaling with a shift of " + shift + " was asked for; it must be finite");
    if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a target scaling with a factor of " + factor + " was asked for; it must be above 0 and finite");
    }
  }

  /** The scaling that changes nothing. */
  public static TargetScaling none() {
    return new TargetScaling(0, 1);
  }

  /** Whether it changes nothing. */
  public boolean isNone() {
    return shift == 0 && factor == 1;
  }

  /** (y − shift) · factor. */
  public double scale(double y) {
    return (y - shift) * factor;
  }

  /** z / factor + shift. */
  public double restore(double z) {
    return z / factor + shift;
  }

  /** Restores the first {@code n} of some values in place. */
  public void restore(double[] values, int n) {
    if (isNone()) return;
    for (int i = 0; i < n; i++) values[i] = restore(values[i]);
  }
}
