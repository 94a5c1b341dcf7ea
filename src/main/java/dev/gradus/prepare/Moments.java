package dev.gradus.prepare;

/**
 * Weight, mean, variance, least and largest of values seen one after another: mean Σ w x / Σ w and variance Σ w (x − mean)² / Σ w (Welford 1962; with weights
 * West 1979, "Updating mean and variance estimates: an improved method"; merged as in Chan, Golub and LeVeque 1979, "Updating formulae and a pairwise
 * algorithm for computing sample variances").
 */
public final class Moments {
  private double weight;
  private double mean;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  /** Takes a value in; its weight is above 0. */
  public void add(double x, double w) {
    weight += w;
    double delta = x - mean;
    mean += delta * w / weight;
    squares += w * delta * (x - mean);
    min = Math.min(min, x);
    max = Math.max(max, x);
  }

  /** Takes in what the other has seen; it is read. */
  public void merge(Moments other) {
    if (other.weight == 0) return;
    double both = weight + other.weight;
    double delta = other.mean - mean;
    squares += other.squares + delta * delta * (weight * other.weight / both);
    mean += delta * (other.weight / both);
    weight = both;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  public double weight() {
    return weight;
  }

  public double mean() {
    return mean;
  }

  /** The standard deviation, over n, not n − 1; 0 when all values are equal. */
  public double deviation() {
    return min == max ? 0 : Math.sqrt(squares / weight);
  }

  public double min() {
    return min;
  }

  public double max() {
    return max;
  }

  /** 1 / size; 0 when that is not a finite number, as for a constant column. */
  static double factor(double size) {
    return size > 0 && Double.isFinite(1 / size) ? 1 / size : 0;
  }
}
