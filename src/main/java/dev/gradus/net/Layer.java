package dev.gradus.net;

/**
 * Takes a number of units, an activation and a share of units to drop in training, gives the description of one hidden layer.
 *
 * @param units how many units, at least 1
 * @param activation g in A = g(Z)
 * @param dropout the probability, in [0, 1), that a unit's activation is replaced by zero in a training step; the others are divided by
 *     1 − dropout (Srivastava and others, JMLR 15, 2014, in the "inverted" form, so that prediction needs no change)
 */
public record Layer(int units, Activation activation, double dropout) {
  public Layer {
    if (units < 1) throw new IllegalArgumentException("a layer of " + units + " units was asked for; it needs at least 1");
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("a dropout of " + dropout + " was asked for; it must be at least 0 and below 1");
    }
    java.util.Objects.requireNonNull(activation, "activation");
  }

  /** A layer without dropout. */
  public static Layer of(int units, Activation activation) {
    return new Layer(units, activation, 0);
  }

  /** This layer with another dropout. */
  public Layer withDropout(double dropout) {
    return new Layer(units, activation, dropout);
  }
}
