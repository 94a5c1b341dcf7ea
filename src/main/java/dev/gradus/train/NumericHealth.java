package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.kernel.Matrix;

/** Takes the engine after a step, says whether its numbers are finite, and if not, where it began and what to do. */
final class NumericHealth {
  private static final String ADVICE = "; lower --lr, scale the inputs (--prepare standard), bring a target of large values near 0 and 1, or look for extreme values in the data";

  private final Backprop backprop;

  NumericHealth(Backprop backprop) {
    this.backprop = backprop;
  }

  /** The exception for a loss that is not finite. */
  DivergedException diverged(int epoch, long step, double rate) {
    int layer = firstBadLayer();
    return new DivergedException(epoch, step, layer, "the loss is not a finite number any more at a learning rate of " + rate + ADVICE);
  }

  /** Refuses parameters that are not finite. */
  void checkParameters(int epoch, long step) {
    backprop.theta().tensors().forEach((name, values) -> {
      if (!finite(values, Long.MAX_VALUE)) {
        throw new DivergedException(epoch, step, Integer.parseInt(name.replaceAll("\\D", "")), "a value of " + name + " is not a finite number any more" + ADVICE);
      }
    });
  }

  private int firstBadLayer() {
    int L = backprop.theta().network().depth();
    for (int l = 1; l < L; l++) {
      Matrix Z = Matrix.over(backprop.Z(l));
      boolean finite = finite(Z, Z.length());
      Z.close();
      if (!finite) return l;
    }
    return L;
  }

  private static boolean finite(Matrix matrix, long length) {
    double[] stretch = new double[2048];
    long end = Math.min(length, matrix.length());
    for (long at = 0; at < end; at += stretch.length) {
      int n = (int) Math.min(stretch.length, end - at);
      matrix.get(at, stretch, 0, n);
      for (int i = 0; i < n; i++) {
        if (!Double.isFinite(stretch[i])) return false;
      }
    }
    return true;
  }
}
