package dev.gradus.kernel;

/**
 * Takes the same stretch of several matrices as small arrays, one a matrix, and works on their first {@code n} elements in
 * place. What it wrote to the arrays whose matrices were passed as outputs is copied back.
 */
public interface TileOp {
  /**
   * The work in float.
   *
   * @param offset where in the matrices the stretch begins
   */
  void apply(float[][] tiles, long offset, int n);

  /** The same work in double. */
  void apply(double[][] tiles, long offset, int n);
}
