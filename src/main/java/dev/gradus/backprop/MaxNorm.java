package dev.gradus.backprop;

import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.kernel.TileOp;
import dev.gradus.kernel.UnitKernels;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes θ after a step, gives the nearest θ with ‖w_j‖ ≤ c for every unit j of every layer, where w_j, a row of W_l, are the weights into the unit:
 * w_j ← w_j min(1, c / ‖w_j‖) (Srivastava and others, JMLR 15, 2014, section 5.1). Biases, γ and β stay as they are.
 *
 * <p>An instance serves one thread at a time; once it is warm it allocates nothing.
 */
public final class MaxNorm {
  private final double c;
  private final UnitKernels kernels;
  private final Matrix[] one = new Matrix[1];
  private PerUnit factors = new PerUnit(0);
  private int units;

  /**
   * A bound on the norms of parameters of a type.
   *
   * @param c a number above 0
   * @param team does the work; kept, not closed here
   */
  public MaxNorm(double c, DataType type, Team team) {
    check(c);
    this.c = c;
    kernels = new UnitKernels(type, team);
  }

  static void check(double c) {
    if (!(c > 0) || c == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a largest norm of " + c + " was asked for; it must be a number above 0");
    }
  }

  /** Scales what is too long; θ is read and written. */
  public void apply(Parameters theta) {
    for (int l = 1; l <= theta.network().depth(); l++) apply(theta.weights()[l]);
  }

  private void apply(Matrix W) {
    units = W.rows();
    if (factors.wide.length < units) factors = new PerUnit(units);
    Arrays.fill(factors.wide, 0);
    one[0] = W;
    kernels.fold(W.columns(), addSquares, one);
    boolean within = true;
    for (int j = 0; j < units; j++) {
      double norm = Math.sqrt(factors.wide[j]);
      within &= !(norm > c);
      factors.wide[j] = norm > c ? c / norm : 1;
    }
    if (within) return;
    factors.round();
    kernels.map(W.columns(), scale, 1, one);
  }

  private final TileOp addSquares = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      int row = (int) offset;
      for (int j = 0; j < n; j++) factors.wide[row + j] += (double) t[0][j] * t[0][j];
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      int row = (int) offset;
      for (int j = 0; j < n; j++) factors.wide[row + j] += t[0][j] * t[0][j];
    }
  };

  private final TileOp scale = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) {
        for (int j = 0; j < units; j++) t[0][at + j] *= factors.narrow[j];
      }
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int at = 0; at < n; at += units) {
        for (int j = 0; j < units; j++) t[0][at + j] *= factors.wide[j];
      }
    }
  };
}
