package dev.gradus.backprop;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.TileOp;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes X of a batch, gives (X + σ E) ⊙ mask / (1 − p) in a buffer of its own, where element i of E is normal draw i of the key (seed, epoch, batch, 0, 1),
 * and the mask is that of a dropout of layer 0.
 */
final class InputStage {
  private static final int LAYER = 0;
  private static final int NOISE = 1;

  private final double sigma;
  private final DropoutStage dropout;
  private final Matrix noisy;
  private final Matrix[] one = new Matrix[1];
  private final Matrix[] two = new Matrix[2];
  private Draws noise;

  private InputStage(Regularization how, DataType type, int inputs, int capacity) {
    sigma = how.inputNoise();
    dropout = how.inputDropout() > 0 ? new DropoutStage(how.inputDropout(), LAYER) : null;
    noisy = Matrix.zeros(type, inputs, capacity);
    draw(0, 0, 0);
  }

  /** The stage of a run, or null when its inputs stay as they are. */
  static InputStage of(Regularization how, DataType type, int inputs, int capacity) {
    return how.inputNoise() > 0 || how.inputDropout() > 0 ? new InputStage(how, type, inputs, capacity) : null;
  }

  /** Chooses noise and mask of a step. */
  void draw(long seed, long epoch, long batch) {
    noise = Draws.of(seed, epoch, batch, LAYER, NOISE);
    if (dropout != null) dropout.draw(seed, epoch, batch);
  }

  /** Reads the first {@code m} columns of X; the result is valid until the next call. */
  Matrix apply(Kernels kernels, Matrix X, int m) {
    long length = (long) m * X.rows();
    two[0] = noisy;
    two[1] = X;
    one[0] = noisy;
    if (sigma > 0) {
      kernels.map(length, addNoise, 1, two);
    } else {
      kernels.copy(length, X, noisy);
    }
    if (dropout != null) kernels.map(length, dropout, 1, one);
    return noisy;
  }

  void close() {
    noisy.close();
  }

  private final TileOp addNoise = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int i = 0; i < n; i++) t[0][i] = (float) (t[1][i] + sigma * noise.normal(offset + i));
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int i = 0; i < n; i++) t[0][i] = t[1][i] + sigma * noise.normal(offset + i);
    }
  };
}
