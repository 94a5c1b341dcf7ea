package dev.gradus.data;

import dev.gradus.kernel.Matrix;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A mini-batch of columns: X (n_0 × m), Y (n_L × m) and the weights of the examples, in buffers that a later batch uses again.
 *
 * <p>The first {@link #m} columns are valid.
 */
public final class Batch {
  private final Matrix X;
  private final Matrix Y;
  private final double[] w;
  private int first;
  private int m;

  Batch(DataType type, int inputs, int outputs, int capacity) {
    X = Matrix.zeros(type, inputs, capacity);
    Y = Matrix.zeros(type, outputs, capacity);
    w = new double[capacity];
    Arrays.fill(w, 1);
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

  /** Σ w over the valid columns. */
  public double weight() {
    double sum = 0;
    for (int i = 0; i < m; i++) sum += w[i];
    return sum;
  }

  /** How many columns are valid. */
  public int m() {
    return m;
  }

  /** The place of the first column's example in the order of the epoch. */
  int first() {
    return first;
  }

  /** One place after that of the last column's. */
  int end() {
    return first + m;
  }

  void setRange(int first, int m) {
    this.first = first;
    this.m = m;
  }

  void close() {
    X.close();
    Y.close();
  }
}
