package dev.gradus.backprop;

import dev.gradus.kernel.ColumnOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Head;
import java.util.Arrays;

/**
 * Takes Z_L and the targets of a batch, gives A_L, Σ_i w_i C_i and dZ_L. The mean over examples enters here and nowhere else: column i of dZ_L is
 * ∂C_i/∂Z_L · w_i / Σw.
 *
 * <p>Works in double whatever the matrices' type, from Z to dZ without a rounding in between: the head is a small part of a step, and its exponentials and
 * sums are where digits are lost.
 */
final class HeadStage {
  private final ColumnOp output;
  private final ColumnOp outputAndCost;
  private final ColumnOp outputCostAndGradient;
  private final Matrix[] two = new Matrix[2];
  private final Matrix[] three = new Matrix[3];
  private final Matrix[] four = new Matrix[4];

  private double[] w;
  private double weightSum;
  private double[] costs = {};

  HeadStage(Head head, int units) {
    output = (t, first, columns) -> {
      for (int i = 0; i < columns; i++) head.output(t[1], t[0], i * units, units);
    };
    outputAndCost = (t, first, columns) -> {
      for (int i = 0; i < columns; i++) {
        head.output(t[1], t[0], i * units, units);
        costs[first + i] = w[first + i] == 0 ? 0 : w[first + i] * head.cost(t[1], t[0], t[2], i * units, units);
      }
    };
    outputCostAndGradient = (t, first, columns) -> {
      for (int i = 0; i < columns; i++) {
        int at = i * units;
        head.output(t[2], t[0], at, units);
        if (w[first + i] == 0) {
          costs[first + i] = 0;
          Arrays.fill(t[1], at, at + units, 0);
          continue;
        }
        costs[first + i] = w[first + i] * head.cost(t[2], t[0], t[3], at, units);
        head.gradient(t[2], t[0], t[3], t[1], at, units);
        double share = w[first + i] / weightSum;
        for (int j = at; j < at + units; j++) t[1][j] *= share;
      }
    };
  }

  /** A_L = g(Z_L), for the first {@code m} columns. */
  void output(Kernels kernels, Matrix Z, Matrix A, int m) {
    two[0] = A;
    two[1] = Z;
    kernels.mapColumns(m, output, 1, two);
  }

  /** Writes A_L and returns Σ_i w_i C_i over the first {@code m} columns. */
  double outputAndCost(Kernels kernels, Matrix Z, Matrix A, Matrix Y, double[] w, int m) {
    prepare(w, m);
    three[0] = A;
    three[1] = Z;
    three[2] = Y;
    kernels.mapColumns(m, outputAndCost, 1, three);
    return costSum(m);
  }

  /** BP1: writes A_L and dZ_L and returns the mean cost Σ_i w_i C_i / Σw; {@code weightSum} is Σw and not 0. */
  double outputCostAndGradient(Kernels kernels, Matrix Z, Matrix A, Matrix Y, double[] w, double weightSum, int m, Matrix dZ) {
    prepare(w, m);
    this.weightSum = weightSum;
    four[0] = A;
    four[1] = dZ;
    four[2] = Z;
    four[3] = Y;
    kernels.mapColumns(m, outputCostAndGradient, 2, four);
    return costSum(m) / weightSum;
  }

  private void prepare(double[] w, int m) {
    this.w = w;
    if (costs.length < m) costs = new double[m];
  }

  /** In the order of the columns, whichever thread computed them. */
  private double costSum(int m) {
    double sum = 0;
    for (int i = 0; i < m; i++) sum += costs[i];
    return sum;
  }
}
