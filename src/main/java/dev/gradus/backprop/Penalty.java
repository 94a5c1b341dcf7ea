package dev.gradus.backprop;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.TileOp;
import java.util.Arrays;

/**
 * Takes λ₁ and λ₂, gives the penalty Σ_l λ₁ Σ|W_l| + λ₂/2 ‖W_l‖² on the loss and λ₁ sign W + λ₂ W on the gradient, with sign 0 = 0. Weights only, not
 * biases; not divided by m.
 */
final class Penalty {
  /** Their product takes the smallest float above 0 beyond 1, so that a sign is a minimum and a maximum, without a branch, and so in SIMD code. */
  private static final float HUGE = 1e38f;
  private static final float LARGE = 1e8f;

  private final double lambda1;
  private final double lambda2;
  private final Matrix[] two = new Matrix[2];
  private double alpha;
  private double beta;

  private final TileOp addGradient = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      float a = (float) (alpha * lambda2);
      float b = (float) beta;
      float c = (float) (alpha * lambda1);
      if (b == 0) Arrays.fill(t[0], 0, n, 0);
      for (int i = 0; i < n; i++) t[0][i] = b * t[0][i] + a * t[1][i];
      if (c == 0) return;
      for (int i = 0; i < n; i++) t[0][i] += c * Math.max(-1, Math.min(1, t[1][i] * HUGE * LARGE));
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      double a = alpha * lambda2;
      double c = alpha * lambda1;
      if (beta == 0) Arrays.fill(t[0], 0, n, 0);
      for (int i = 0; i < n; i++) t[0][i] = beta * t[0][i] + a * t[1][i];
      if (c == 0) return;
      for (int i = 0; i < n; i++) t[0][i] += c * Math.signum(t[1][i]);
    }
  };

  Penalty(Regularization how) {
    lambda1 = how.l1();
    lambda2 = how.l2();
  }

  /** Σ_l λ₁ Σ|W_l| + λ₂/2 ‖W_l‖². */
  double loss(Kernels kernels, Matrix[] W) {
    double magnitudes = 0;
    double squares = 0;
    for (int l = 1; l < W.length; l++) {
      if (lambda1 > 0) magnitudes += kernels.sumOfMagnitudes(W[l]);
      if (lambda2 > 0) squares += kernels.sumOfSquares(W[l]);
    }
    return lambda1 * magnitudes + lambda2 / 2 * squares;
  }

  /** dW ← β dW + α (λ₁ sign W + λ₂ W), if there is a penalty. Returns the β that remains for the rest of the gradient. */
  double addGradient(Kernels kernels, double alpha, Matrix W, double beta, Matrix dW) {
    if (lambda1 == 0 && lambda2 == 0) return beta;
    this.alpha = alpha;
    this.beta = beta;
    two[0] = dW;
    two[1] = W;
    kernels.map(W.length(), addGradient, 1, two);
    return 1;
  }
}
