package dev.gradus.net;

import java.math.BigDecimal;

/**
 * Takes the weighted inputs of a layer and says how they are brought to mean 0 and variance 1 before the activation: A = g(γ ⊙ Ẑ + β), where γ and β, one a
 * unit, are parameters that start at 1 and 0.
 *
 * <p>Written as {@code none}, {@code batch[:epsilon[:momentum]]} or {@code layer[:epsilon]}, with PyTorch's defaults.
 */
public sealed interface Normalization {
  /** ε, added to a variance before its root is taken, where nothing else is asked for. */
  double EPSILON = 1e-5;
  /** The share of a batch in the running statistics, where nothing else is asked for. */
  double MOMENTUM = 0.1;

  /** The name with its numbers, such as {@code batch:0.00001:0.1}; it parses back to an equal one. */
  String name();

  /** No normalisation: A = g(Z). */
  record None() implements Normalization {
    @Override
    public String name() {
      return "none";
    }
  }

  /**
   * Batch normalisation, of each unit over the columns of a batch: Ẑ = (Z − μ) / √(σ² + ε), where μ and σ² are the unit's mean and variance in the batch
   * (Ioffe and Szegedy, ICML 2015, algorithm 1). Prediction takes running values of both instead. A batch needs at least two columns. The weights of
   * examples do not count in μ and σ².
   *
   * @param epsilon ε, a number above 0
   * @param momentum p, above 0 and at most 1: running ← (1 − p) running + p · that of the batch, the variance with m − 1 in place of m
   */
  record Batch(double epsilon, double momentum) implements Normalization {
    public Batch {
      checkEpsilon(epsilon);
      if (!(momentum > 0 && momentum <= 1)) {
        throw new IllegalArgumentException("a momentum of " + momentum + " was asked for in batch normalisation; it must be above 0 and at most 1");
      }
    }

    @Override
    public String name() {
      return "batch:" + plain(epsilon) + ":" + plain(momentum);
    }
  }

  /**
   * Layer normalisation, of each column over the units: Ẑ = (Z − μ) / √(σ² + ε), where μ and σ² are the mean and variance of the example's weighted inputs
   * (Ba, Kiros and Hinton, 2016, section 3). The same in training and prediction.
   *
   * @param epsilon ε, a number above 0
   */
  record Layer(double epsilon) implements Normalization {
    public Layer {
      checkEpsilon(epsilon);
    }

    @Override
    public String name() {
      return "layer:" + plain(epsilon);
    }
  }

  /** No normalisation. */
  static Normalization none() {
    return new None();
  }

  /** Batch normalisation with ε = 1e-5 and momentum 0.1. */
  static Normalization batch() {
    return batch(EPSILON, MOMENTUM);
  }

  /** Batch normalisation. */
  static Normalization batch(double epsilon, double momentum) {
    return new Batch(epsilon, momentum);
  }

  /** Layer normalisation with ε = 1e-5. */
  static Normalization layer() {
    return layer(EPSILON);
  }

  /** Layer normalisation. */
  static Normalization layer(double epsilon) {
    return new Layer(epsilon);
  }

  /** The normalisation of a name, with or without its numbers. @throws IllegalArgumentException when there is none, listing those that there are */
  static Normalization named(String name) {
    String[] parts = name.split(":", -1);
    double epsilon = parts.length > 1 ? number(name, parts[1]) : EPSILON;
    double momentum = parts.length > 2 ? number(name, parts[2]) : MOMENTUM;
    if (parts[0].equals("none") && parts.length == 1) return none();
    if (parts[0].equals("layer") && parts.length <= 2) return layer(epsilon);
    if (parts[0].equals("batch") && parts.length <= 3) return batch(epsilon, momentum);
    throw new IllegalArgumentException("there is no normalization \"" + name + "\"; known are batch[:EPSILON[:MOMENTUM]], layer[:EPSILON], none");
  }

  private static double number(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the normalization \"" + name + "\" has \"" + text + "\", which is not a number");
    }
  }

  private static void checkEpsilon(double epsilon) {
    if (!(epsilon > 0) || epsilon == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("an epsilon of " + epsilon + " was asked for in a normalisation; it must be a number above 0");
    }
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
