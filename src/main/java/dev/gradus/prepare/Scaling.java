package dev.gradus.prepare;

import java.util.Arrays;

/**
 * Takes a value of each column, gives (x − shift) · factor: fitted on the training rows, stored with the model, applied everywhere.
 *
 * <p>{@link Kind#STANDARD} gives mean 0 and standard deviation 1 (over n, not n − 1), {@link Kind#MINMAX} gives [0, 1]. A constant column becomes 0.
 */
public final class Scaling {
  /** How columns are scaled. */
  public enum Kind {
    /** (x − mean) / standard deviation. */
    STANDARD,
    /** (x − min) / (max − min). */
    MINMAX,
    /** (x − median) / interquartile range. */
    ROBUST,
    /** x. */
    NONE
  }

  private final Kind kind;
  private final double[] shift;
  private final double[] factor;

  private Scaling(Kind kind, double[] shift, double[] factor) {
    this.kind = kind;
    this.shift = shift;
    this.factor = factor;
  }

  /** The scaling with given numbers, which are copied; as read from a model. */
  public static Scaling of(Kind kind, double[] shift, double[] factor) {
    if (shift.length != factor.length) {
      throw new IllegalArgumentException("a scaling has " + shift.length + " shifts and " + factor.length + " factors; it needs as many of both");
    }
    for (int j = 0; j < shift.length; j++) {
      if (!Double.isFinite(shift[j]) || !Double.isFinite(factor[j])) {
        throw new IllegalArgumentException("the scaling of column " + j + " is not finite: shift " + shift[j] + ", factor " + factor[j]);
      }
    }
    return new Scaling(kind, shift.clone(), factor.clone());
  }

  /** The scaling that changes nothing. */
  public static Scaling none(int columns) {
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    return new Scaling(Kind.NONE, new double[columns], ones);
  }

  public Kind kind() {
    return kind;
  }

  /** How many columns it scales. */
  public int columns() {
    return shift.length;
  }

  /** What is taken away from column {@code j}. */
  public double shift(int j) {
    return shift[j];
  }

  /** What the difference is multiplied by. */
  public double factor(int j) {
    return factor[j];
  }

  /** Scales a row in place. */
  public void apply(double[] row) {
    for (int j = 0; j < shift.length; j++) row[j] = (row[j] - shift[j]) * factor[j];
  }

  /**
   * Rows seen so far, one pass, in double: mean Σ w x / Σ w and variance Σ w (x − mean)² / Σ w (Welford 1962; with weights West 1979, "Updating mean and
   * variance estimates: an improved method").
   */
  public static final class Fit {
    private final Kind kind;
    private final double[] mean;
    private final double[] squares;
    private final double[] min;
    private final double[] max;
    private double weights;

    public Fit(Kind kind, int columns) {
      if (kind == Kind.ROBUST) throw new IllegalArgumentException("a robust scaling was asked for; here it must be standard, minmax or none");
      this.kind = kind;
      mean = new double[columns];
      squares = new double[columns];
      min = new double[columns];
      max = new double[columns];
      Arrays.fill(min, Double.POSITIVE_INFINITY);
      Arrays.fill(max, Double.NEGATIVE_INFINITY);
    }

    /** Takes one training row in; it is read. */
    public void add(double[] row) {
      add(row, 1);
    }

    /** Takes one training row in; it is read. With weight 2 it counts as if it were there twice, with weight 0 as if it were not. */
    public void add(double[] row, double weight) {
      if (weight == 0) return;
      weights += weight;
      for (int j = 0; j < mean.length; j++) {
        double delta = row[j] - mean[j];
        mean[j] += delta * weight / weights;
        squares[j] += weight * delta * (row[j] - mean[j]);
        min[j] = Math.min(min[j], row[j]);
        max[j] = Math.max(max[j], row[j]);
      }
    }

    /** The scaling of the rows so far. */
    public Scaling scaling() {
      if (kind == Kind.NONE || weights == 0) return none(mean.length);
      double[] shift = kind == Kind.STANDARD ? mean.clone() : min.clone();
      double[] factor = new double[mean.length];
      for (int j = 0; j < mean.length; j++) {
        double size = min[j] == max[j] ? 0 : kind == Kind.STANDARD ? Math.sqrt(squares[j] / weights) : max[j] - min[j];
        factor[j] = size > 0 && Double.isFinite(1 / size) ? 1 / size : 0;
      }
      return of(kind, shift, factor);
    }
  }
}
