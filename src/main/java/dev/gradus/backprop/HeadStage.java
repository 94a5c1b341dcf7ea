package dev.gradus.backprop;

import dev.gradus.kernel.ColumnOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Head;

/**
 * Takes Z_L and the targets of a batch, gives A_L, Σ_i w_i C_i and dZ_L. The mean over examples enters here and nowhere else: column i of dZ_L is
 * ∂C_i/∂Z_L · w_i / Σw.
 *
 * <p>Works in double whatever the matrices' type: the head is a small part of a step, and its exponentials and sums are where digits are lost.
 */
final class HeadStage {
  private final Head head;
  private final int units;
  private final ColumnOp output;
  private final ColumnOp cost;
  private final ColumnOp costAndGradient;
  private final Matrix[] two = new Matrix[2];
  private final Matrix[] three = new Matrix[3];
  private final Matrix[] four = new Matrix[4];

  private double[] w;
  private double weightSum;
  private double costSum;

  HeadStage(Head head, int units) {
    this.head = head;
    this.units = units;
    output = (t, first, columns) -> {
      for (int i = 0; i < columns; i++) head.output(t[1], t[0], i * units, units);
    };
    cost = (t, first, columns) -> {
      for (int i = 0; i < columns; i++) costSum += w[first + i] * head.cost(t[0], t[1], t[2], i * units, units);
    };
    costAndGradient = (t, first, columns) -> {
      for (int i = 0; i < columns; i++) {
        int at = i * units;
        costSum += w[first + i] * head.cost(t[1], t[2], t[3], at, units);
        head.gradient(t[1], t[2], t[3], t[0], at, units);
        double share = w[first + i] / weightSum;
        for (int j = at; j < at + units; j++) t[0][j] *= share;
      }
    };
  }

  /** A_L = g(Z_L), for the first {@code m} columns. */
  void output(Kernels kernels, Matrix Z, Matrix A, int m) {
    two[0] = A;
    two[1] = Z;
    kernels.mapColumns(m, output, 1, two);
  }

  /** Σ_i w_i C_i over the first {@code m} columns. */
  double cost(Kernels kernels, Matrix Z, Matrix A, Matrix Y, double[] w, int m) {
    this.w = w;
    costSum = 0;
    three[0] = Z;
    three[1] = A;
    three[2] = Y;
    kernels.mapColumns(m, cost, 0, three);
    return costSum;
  }

  /** BP1: writes dZ_L and returns the mean cost Σ_i w_i C_i / Σw; {@code weightSum} is Σw and not 0. */
  double costAndGradient(Kernels kernels, Matrix Z, Matrix A, Matrix Y, double[] w, double weightSum, int m, Matrix dZ) {
    this.w = w;
    this.weightSum = weightSum;
    costSum = 0;
    four[0] = dZ;
    four[1] = Z;
    four[2] = A;
    four[3] = Y;
    kernels.mapColumns(m, costAndGradient, 1, four);
    return costSum / weightSum;
  }
}
