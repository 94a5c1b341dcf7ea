package dev.gradus.backprop;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.TileOp;
import java.util.Arrays;

/**
 * Takes λ, gives the penalty λ/2 Σ_l ‖W_l‖² on the loss and λ W on the gradient. Weights only, not biases; not divided by m.
 */
final class Penalty {
  private final double lambda;
  private final Matrix[] two = new Matrix[2];
  private double alpha;
  private double beta;

  private final TileOp addGradient = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      float a = (float) (alpha * lambda);
      float b = (float) beta;
      if (b == 0) Arrays.fill(t[0], 0, n, 0);
      for (int i = 0; i < n; i++) t[0][i] = b * t[0][i] + a * t[1][i];
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      double a = alpha * lambda;
      if (beta == 0) Arrays.fill(t[0], 0, n, 0);
      for (int i = 0; i < n; i++) t[0][i] = beta * t[0][i] + a * t[1][i];
    }
  };

  Penalty(double lambda) {
    if (!(lambda >= 0) || lambda == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("an L2 penalty of " + lambda + " was asked for; it must be a number of at least 0");
    }
    this.lambda = lambda;
  }

  /** λ/2 Σ_l ‖W_l‖². */
  double loss(Kernels kernels, Matrix[] W) {
    if (lambda == 0) return 0;
    double squares = 0;
    for (int l = 1; l < W.length; l++) squares += kernels.sumOfSquares(W[l]);
    return lambda / 2 * squares;
  }

  /** dW ← β dW + α λ W, if there is a penalty. Returns the β that remains for the rest of the gradient. */
  double addGradient(Kernels kernels, double alpha, Matrix W, double beta, Matrix dW) {
    if (lambda == 0) return beta;
    this.alpha = alpha;
    this.beta = beta;
    two[0] = dW;
    two[1] = W;
    kernels.map(W.length(), addGradient, 1, two);
    return 1;
  }
}
