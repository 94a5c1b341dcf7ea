package dev.gradus.optim;

/**
 * Takes a float, gives it back but never one so small that the processor slows down on it.
 *
 * <p>The moments of a weight whose gradient stays zero decay into denormal floats, and each costs some forty times a normal one. The JVM cannot switch
 * them off. Adding and taking away a constant rounds to a multiple of 7.5·10⁻³⁸, above the largest denormal, keeps the loop vectorised, and
 * changes no value above 10⁻²³ by more than a rounding.
 */
final class Denormals {
  private static final float TINY = 1e-30f;

  private Denormals() {}

  static float flush(float x) {
    return (x + TINY) - TINY;
  }
}
