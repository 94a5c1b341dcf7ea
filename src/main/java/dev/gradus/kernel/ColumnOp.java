package dev.gradus.kernel;

/** Takes whole columns of several matrices as arrays of doubles and works on them in place. */
@FunctionalInterface
public interface ColumnOp {
  /**
   * @param tiles one array a matrix, holding {@code columns} columns one after another
   * @param first the number of the first of these columns in the batch
   */
  void apply(double[][] tiles, int first, int columns);
}
