package dev.gradus.backprop;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.TileOp;

/**
 * Takes a share p and a key, gives the mask of a step and its two passes, which are one: x ← x · mask / (1 − p).
 *
 * <p>The mask is drawn from the key each time, in the forward and again in the backward pass, and so needs no memory. Element i of the
 * layer's matrix is kept when draw i of the key is at least p.
 */
final class DropoutStage implements TileOp {
  private final double p;
  private final int layer;
  private Draws mask;

  DropoutStage(double p, int layer) {
    this.p = p;
    this.layer = layer;
    draw(0, 0, 0);
  }

  /** Chooses the mask of a step. */
  void draw(long seed, long epoch, long batch) {
    mask = Draws.of(seed, epoch, batch, layer);
  }

  @Override
  public void apply(float[][] t, long offset, int n) {
    float scale = (float) (1 / (1 - p));
    for (int i = 0; i < n; i++) t[0][i] = mask.uniform(offset + i) >= p ? t[0][i] * scale : 0;
  }

  @Override
  public void apply(double[][] t, long offset, int n) {
    double scale = 1 / (1 - p);
    for (int i = 0; i < n; i++) t[0][i] = mask.uniform(offset + i) >= p ? t[0][i] * scale : 0;
  }
}
