package dev.gradus.optim;

import dev.gradus.kernel.TileOp;

/**
 * Takes a float, gives it back but never one so small that the processor slows down on it.
 *
 * <p>The moments of a weight whose gradient stays zero decay into denormal floats, and each costs some forty times a normal one. The JVM cannot switch
 * them off. Adding and taking away a constant rounds to a multiple of 7.5·10⁻³⁸, above the largest denormal, keeps the loop vectorised, and
 * changes no value above 10⁻²³ by more than a rounding.
 */
final class Denormals {
  private static final float TINY = 1e-30f;

  /** A float of a velocity that is left alone for some steps: rounded to a multiple of 6·10⁻²⁸, so that it takes those steps to become denormal. */
  private static final float SMALL = 1e-20f;

  /** Clears tile 0 of what is or may soon be denormal; doubles have room below. */
  static final TileOp FLUSH = new TileOp() {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int i = 0; i < n; i++) t[0][i] = (t[0][i] + SMALL) - SMALL;
    }

    @Override
    public void apply(double[][] t, long offset, int n) {}
  };

  private Denormals() {}

  static float flush(float x) {
    return (x + TINY) - TINY;
  }
}
