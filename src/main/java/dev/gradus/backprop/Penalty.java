package dev.gradus.backprop;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.TileOp;

/**
 * Takes λ, gives the penalty λ/2 Σ_l ‖W_l‖² on the loss and λ W on the gradient. Weights only, not biases; not divided by m.
 */
final class Penalty {
  private final double lambda;
  private final Matrix[] two = new Matrix[2];
  private final Matrix[] one = new Matrix[1];
  private double squares;

  private final TileOp addGradient = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      float k = (float) lambda;
      for (int i = 0; i < n; i++) t[0][i] += k * t[1][i];
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int i = 0; i < n; i++) t[0][i] += lambda * t[1][i];
    }
  };

  private final TileOp sumOfSquares = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int i = 0; i < n; i++) squares += (double) t[0][i] * t[0][i];
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int i = 0; i < n; i++) squares += t[0][i] * t[0][i];
    }
  };

  Penalty(double lambda) {
    if (!(lambda >= 0) || lambda == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("an L2 penalty of " + lambda + " was asked for; it must be a number of at least 0");
    }
    this.lambda = lambda;
  }

  double loss(Kernels kernels, Matrix[] W) {
    if (lambda == 0) return 0;
    squares = 0;
    for (int l = 1; l < W.length; l++) {
      one[0] = W[l];
      kernels.map(W[l].length(), sumOfSquares, 0, one);
    }
    return lambda / 2 * squares;
  }

  void addGradient(Kernels kernels, Matrix W, Matrix dW) {
    if (lambda == 0) return;
    two[0] = dW;
    two[1] = W;
    kernels.map(W.length(), addGradient, 1, two);
  }
}
