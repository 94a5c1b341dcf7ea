package dev.gradus.backprop;

import dev.gradus.kernel.TileOp;
import dev.gradus.net.Activation;

/** Takes an activation and gives its two passes over tiles: A = g(Z) and dZ = dA ⊙ g′(Z). */
final class ActivationStage {
  /** Reads tile 0 as Z, writes tile 1 as A. */
  final TileOp apply;
  /** Tile 0 is dA on entry and dZ on return; tiles 1 and 2 are Z and A. */
  final TileOp pullBack;

  ActivationStage(Activation g) {
    apply = new TileOp() {
      @Override
      public void apply(float[][] t, long offset, int n) {
        g.apply(t[0], t[1], n);
      }

      @Override
      public void apply(double[][] t, long offset, int n) {
        g.apply(t[0], t[1], n);
      }
    };
    pullBack = new TileOp() {
      @Override
      public void apply(float[][] t, long offset, int n) {
        g.pullBack(t[1], t[2], t[0], n);
      }

      @Override
      public void apply(double[][] t, long offset, int n) {
        g.pullBack(t[1], t[2], t[0], n);
      }
    };
  }
}
