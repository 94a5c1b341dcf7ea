package dev.gradus.backprop;

import java.util.OptionalDouble;
import java.util.StringJoiner;

/**
 * What keeps a network from learning its examples by heart, besides the dropout of its layers.
 *
 * <p>The penalties are of weights only, not of biases, γ or β, are added to the loss and its gradient, and are not divided by the number of examples. Noise
 * and input dropout act in training alone; noise comes first.
 *
 * @param l1 λ₁ in the penalty λ₁ Σ|W|, at least 0; its derivative at 0 is taken as 0
 * @param l2 λ₂ in the penalty λ₂/2 ΣW², at least 0
 * @param inputDropout the probability, in [0, 1), that an input is replaced by zero in a step; the others are divided by 1 − inputDropout
 * @param inputNoise σ of the Gaussian noise that is added to each input in a step, at least 0
 * @param maxNorm c, above 0: after a step the weights into each unit, w_j, are scaled to ‖w_j‖ ≤ c; see {@link MaxNorm}
 */
public record Regularization(double l1, double l2, double inputDropout, double inputNoise, OptionalDouble maxNorm) {
  public Regularization {
    checkNotNegative("an L1 penalty", l1);
    checkNotNegative("an L2 penalty", l2);
    checkNotNegative("noise on the inputs", inputNoise);
    if (!(inputDropout >= 0 && inputDropout < 1)) {
      throw new IllegalArgumentException("a dropout of the inputs of " + inputDropout + " was asked for; it must be at least 0 and below 1");
    }
    maxNorm.ifPresent(MaxNorm::check);
  }

  /** Nothing of it. */
  public static Regularization none() {
    return new Regularization(0, 0, 0, 0, OptionalDouble.empty());
  }

  /** This with another λ₁. */
  public Regularization withL1(double l1) {
    return new Regularization(l1, l2, inputDropout, inputNoise, maxNorm);
  }

  /** This with another λ₂. */
  public Regularization withL2(double l2) {
    return new Regularization(l1, l2, inputDropout, inputNoise, maxNorm);
  }

  /** This with another share of inputs to drop. */
  public Regularization withInputDropout(double inputDropout) {
    return new Regularization(l1, l2, inputDropout, inputNoise, maxNorm);
  }

  /** This with another σ of the noise. */
  public Regularization withInputNoise(double inputNoise) {
    return new Regularization(l1, l2, inputDropout, inputNoise, maxNorm);
  }

  /** This with another bound on the norm of a unit's weights. */
  public Regularization withMaxNorm(double maxNorm) {
    return new Regularization(l1, l2, inputDropout, inputNoise, OptionalDouble.of(maxNorm));
  }

  /** What there is, in one line, such as {@code l2 0.01, input noise 0.2}; {@code none} when there is nothing. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ");
    if (l1 > 0) text.add("l1 " + l1);
    if (l2 > 0) text.add("l2 " + l2);
    if (inputDropout > 0) text.add("input dropout " + inputDropout);
    if (inputNoise > 0) text.add("input noise " + inputNoise);
    maxNorm.ifPresent(c -> text.add("max-norm " + c));
    return text.length() == 0 ? "none" : text.toString();
  }

  private static void checkNotNegative(String what, double value) {
    if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(what + " of " + value + " was asked for; it must be a number of at least 0");
    }
  }
}
