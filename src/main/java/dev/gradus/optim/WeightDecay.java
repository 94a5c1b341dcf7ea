package dev.gradus.optim;

/**
 * Takes θ and g before an update rule, pulls every parameter towards 0: weights and biases alike, in proportion to its value.
 *
 * <p>It is not in the loss. The penalty λ/2 ‖W‖², which is, belongs to the regularization.
 */
public sealed interface WeightDecay {
  /** λ. */
  double lambda();

  /** The first {@code n} elements, before the rule: {@code g} or {@code theta} is written. @param rate η of this step */
  void apply(float[] theta, float[] g, int n, double rate);

  /** The same in double. */
  void apply(double[] theta, double[] g, int n, double rate);

  /** g ← g + λ θ: PyTorch's {@code weight_decay} of all rules but AdamW. Through the moments, a rule that adapts its rate weakens it. */
  static WeightDecay coupled(double lambda) {
    return new Coupled(lambda);
  }

  /** θ ← θ − η λ θ: decoupled from the gradient and its moments (Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019, algorithm 2). */
  static WeightDecay decoupled(double lambda) {
    return new Decoupled(lambda);
  }

  /** {@link #coupled}. */
  record Coupled(double lambda) implements WeightDecay {
    public Coupled {
      Checks.decayOfWeights(lambda);
    }

    @Override
    public void apply(float[] theta, float[] g, int n, double rate) {
      float l = (float) lambda;
      for (int i = 0; i < n; i++) g[i] += l * theta[i];
    }

    @Override
    public void apply(double[] theta, double[] g, int n, double rate) {
      for (int i = 0; i < n; i++) g[i] += lambda * theta[i];
    }
  }

  /** {@link #decoupled}. */
  record Decoupled(double lambda) implements WeightDecay {
    public Decoupled {
      Checks.decayOfWeights(lambda);
    }

    @Override
    public void apply(float[] theta, float[] g, int n, double rate) {
      float keep = (float) (1 - rate * lambda);
      for (int i = 0; i < n; i++) theta[i] *= keep;
    }

    @Override
    public void apply(double[] theta, double[] g, int n, double rate) {
      double keep = 1 - rate * lambda;
      for (int i = 0; i < n; i++) theta[i] *= keep;
    }
  }
}
