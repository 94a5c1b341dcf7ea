package dev.gradus.optim;

/**
 * Takes a float, gives it back unless it is so small that the processor would slow down on it, which becomes 0.
 *
 * <p>The moments of a weight whose gradient stays zero decay into denormal floats, and each costs some forty times a normal one. The JVM cannot switch
 * them off. Adding and taking away a constant rounds them to 0, keeps the loop vectorised, and changes no value above 10⁻²² by more than a rounding.
 */
final class Denormals {
  private static final float TINY = 1e-30f;

  private Denormals() {}

  static float flush(float x) {
    return (x + TINY) - TINY;
  }
}
