package dev.gradus.optim;

/** Takes a bound, says how a gradient that is too long is cut, before decay of weights and rule. */
public sealed interface Clipping {
  /** Gradients are taken as they are. */
  static Clipping none() {
    return None.NONE;
  }

  /** g ← g · min(1, c / (‖g‖ + 10⁻⁶)), as PyTorch's clip_grad_norm_ does it; ‖g‖ is the norm of the whole gradient. @param norm c, above 0 */
  static Clipping byNorm(double norm) {
    return new ByNorm(norm);
  }

  /** gᵢ ← min(c, max(−c, gᵢ)). @param value c, above 0 */
  static Clipping byValue(double value) {
    return new ByValue(value);
  }

  /** Where the gradient of a rule may go under this clipping: apart, unless there is none. */
  default Optimizer.Gradient gradient(Optimizer rule) {
    return this == None.NONE ? rule.gradient() : Optimizer.Gradient.APART;
  }

  /** The clipping of a printed form: {@code none}, {@code norm:1.0}, {@code value:0.5}. @throws IllegalArgumentException for another */
  static Clipping named(String name) {
    Words words = Words.of("clipping", name, "none, norm:C or value:C");
    if (words.are("none", 0)) return none();
    if (words.are("norm", 1)) return byNorm(words.number(1));
    if (words.are("value", 1)) return byValue(words.number(1));
    throw words.unknown();
  }

  /** No clipping. */
  enum None implements Clipping {
    NONE;

    @Override
    public String toString() {
      return "none";
    }
  }

  /** By the norm of the whole gradient. */
  record ByNorm(double norm) implements Clipping {
    public ByNorm {
      Checks.above0("a clipping norm", norm);
    }

    /** min(1, c / (‖g‖ + 10⁻⁶)). */
    double factor(double gradientNorm) {
      return Math.min(1, norm / (gradientNorm + 1e-6));
    }

    @Override
    public String toString() {
      return "norm:" + norm;
    }
  }

  /** Element by element. */
  record ByValue(double value) implements Clipping {
    public ByValue {
      Checks.above0("a clipping value", value);
    }

    @Override
    public String toString() {
      return "value:" + value;
    }
  }
}
