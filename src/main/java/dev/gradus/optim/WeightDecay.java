package dev.gradus.optim;

/**
 * Takes λ, says how a rule draws the parameters to zero: all of them, biases too, as in PyTorch.
 *
 * <p>For plain gradient descent both ways are the same step; for rules with moments they are not (Loshchilov and Hutter, ICLR 2019).
 */
public sealed interface WeightDecay {
  /** No decay. */
  static WeightDecay none() {
    return None.NONE;
  }

  /** g ← g + λθ before the rule: what PyTorch calls weight_decay in all rules but AdamW. @param lambda at least 0 */
  static WeightDecay coupled(double lambda) {
    return new Coupled(lambda);
  }

  /** θ ← θ − ηλθ before the rule, with η after the schedule: PyTorch's AdamW, and Lion. @param lambda at least 0 */
  static WeightDecay decoupled(double lambda) {
    return new Decoupled(lambda);
  }

  /** The decay of a printed form: {@code none}, {@code coupled:0.01}, {@code decoupled:0.01}. @throws IllegalArgumentException for another */
  static WeightDecay named(String name) {
    Words words = Words.of("weight decay", name, "none, coupled:LAMBDA or decoupled:LAMBDA");
    if (words.are("none", 0)) return none();
    if (words.are("coupled", 1)) return coupled(words.number(1));
    if (words.are("decoupled", 1)) return decoupled(words.number(1));
    throw words.unknown();
  }

  /** No decay. */
  enum None implements WeightDecay {
    NONE;

    @Override
    public String toString() {
      return "none";
    }
  }

  /** g ← g + λθ. */
  record Coupled(double lambda) implements WeightDecay {
    public Coupled {
      Checks.atLeast0("a weight decay", lambda);
    }

    @Override
    public String toString() {
      return "coupled:" + lambda;
    }
  }

  /** θ ← θ − ηλθ. */
  record Decoupled(double lambda) implements WeightDecay {
    public Decoupled {
      Checks.atLeast0("a weight decay", lambda);
    }

    @Override
    public String toString() {
      return "decoupled:" + lambda;
    }
  }
}
