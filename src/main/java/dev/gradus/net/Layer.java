package dev.gradus.net;

import java.util.Objects;

/**
 * Takes a number of units, an activation, a normalisation and a share of units to drop in training, gives the description of one hidden layer:
 * affine → normalise → activate → drop.
 *
 * @param units how many units, at least 1
 * @param activation g in A = g(Z)
 * @param normalization of the weighted inputs before the activation
 * @param dropout the probability, in [0, 1), that a unit's activation is replaced by zero in a training step; the others are divided by
 *     1 − dropout (Srivastava and others, JMLR 15, 2014, in the "inverted" form, so that prediction needs no change)
 */
public record Layer(int units, Activation activation, Normalization normalization, double dropout) {
  public Layer {
    if (units < 1) throw new IllegalArgumentException("a layer of " + units + " units was asked for; it needs at least 1");
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("a dropout of " + dropout + " was asked for; it must be at least 0 and below 1");
    }
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(normalization, "normalization");
  }

  /** A layer without normalisation and dropout. */
  public static Layer of(int units, Activation activation) {
    return new Layer(units, activation, Normalization.none(), 0);
  }

  /** This layer with another normalisation. */
  public Layer withNormalization(Normalization normalization) {
    return new Layer(units, activation, normalization, dropout);
  }

  /** This layer with another dropout. */
  public Layer withDropout(double dropout) {
    return new Layer(units, activation, normalization, dropout);
  }

  /** The layer in words: {@code 30 relu (batch normalisation, dropout 0.5)}. */
  @Override
  public String toString() {
    String also = normalization instanceof Normalization.Batch ? "batch normalisation"
        : normalization instanceof Normalization.Layer ? "layer normalisation" : "";
    if (dropout > 0) also += (also.isEmpty() ? "" : ", ") + "dropout " + dropout;
    return units + " " + activation.name() + (also.isEmpty() ? "" : " (" + also + ")");
  }
}
