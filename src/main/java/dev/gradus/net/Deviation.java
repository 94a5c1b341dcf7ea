package dev.gradus.net;

/**
 * Takes the deviation r = a − y of an output from its target, gives its cost ℓ(r), and the slope ℓ′(r).
 *
 * <p>ℓ is smooth but at its kinks, where ℓ′ jumps or bends.
 */
sealed interface Deviation {
  /** The loss in printed forms, such as {@code huber:1.0}. */
  String loss();

  double cost(double r);

  double slope(double r);

  default double[] kinks() {
    return Activations.NO_KINKS;
  }

  /** ℓ(r) = ½ r². */
  final class Squared implements Deviation {
    static final Squared INSTANCE = new Squared();

    private Squared() {}

    @Override
    public String loss() {
      return "squared-error";
    }

    @Override
    public double cost(double r) {
      return r * r / 2;
    }

    @Override
    public double slope(double r) {
      return r;
    }
  }

  /** ℓ(r) = ½ r² for |r| ≤ δ, δ (|r| − ½ δ) beyond. */
  record Huber(double delta) implements Deviation {
    public Huber {
      if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("a huber loss with a delta of " + delta + " was asked for; it must be above 0 and finite");
      }
    }

    @Override
    public String loss() {
      return "huber:" + delta;
    }

    @Override
    public double cost(double r) {
      double size = Math.abs(r);
      return size <= delta ? r * r / 2 : delta * (size - delta / 2);
    }

    @Override
    public double slope(double r) {
      return Math.max(-delta, Math.min(delta, r));
    }

    @Override
    public double[] kinks() {
      return new double[] {-delta, delta};
    }
  }

  /** ℓ(r) = |r|, with the slope 0 at 0. */
  final class Absolute implements Deviation {
    static final Absolute INSTANCE = new Absolute();

    private Absolute() {}

    @Override
    public String loss() {
      return "absolute-error";
    }

    @Override
    public double cost(double r) {
      return Math.abs(r);
    }

    @Override
    public double slope(double r) {
      return Math.signum(r);
    }

    @Override
    public double[] kinks() {
      return Activations.AT_ZERO;
    }
  }

  /** ℓ(r) = log cosh r = |r| + log(1 + e^(−2|r|)) − log 2; where that cancels, near 0, log(1 + 2 sinh²(r/2)). */
  final class LogCosh implements Deviation {
    static final LogCosh INSTANCE = new LogCosh();

    private LogCosh() {}

    private static final double LOG_2 = Math.log(2);

    @Override
    public String loss() {
      return "log-cosh";
    }

    @Override
    public double cost(double r) {
      double size = Math.abs(r);
      if (size > 1) return size + Math.log1p(Math.exp(-2 * size)) - LOG_2;
      double s = Math.sinh(size / 2);
      return Math.log1p(2 * s * s);
    }

    @Override
    public double slope(double r) {
      return Math.tanh(r);
    }
  }

  /** ℓ(r) = max(−τr, (1 − τ)r), with the slope 0 at 0. */
  record Quantile(double tau) implements Deviation {
    public Quantile {
      if (!(tau > 0 && tau < 1)) {
        throw new IllegalArgumentException("a quantile of " + tau + " was asked for; it must be above 0 and below 1");
      }
    }

    @Override
    public String loss() {
      return "quantile:" + tau;
    }

    @Override
    public double cost(double r) {
      return Math.max(-tau * r, (1 - tau) * r);
    }

    @Override
    public double slope(double r) {
      return r > 0 ? 1 - tau : r < 0 ? -tau : r;
    }

    @Override
    public double[] kinks() {
      return Activations.AT_ZERO;
    }
  }
}
