package dev.gradus.data;

import dev.gradus.kernel.Matrix;

/**
 * A mini-batch of columns: X (n_0 × m), Y (n_L × m) and the weights of the examples, in buffers that the next batch uses again.
 *
 * <p>The first {@link #m} columns are valid.
 */
public final class Batch {
  private final Matrix X;
  private final Matrix Y;
  private final double[] w;
  private int m;

  Batch(Matrix X, Matrix Y, double[] w) {
    this.X = X;
    this.Y = Y;
    this.w = w;
  }

  /** The inputs, one example a column. */
  public Matrix X() {
    return X;
  }

  /** The targets, one example a column. */
  public Matrix Y() {
    return Y;
  }

  /** The weight of each example; not to be changed. */
  public double[] w() {
    return w;
  }

  /** How many columns are valid. */
  public int m() {
    return m;
  }

  void setM(int m) {
    this.m = m;
  }
}
