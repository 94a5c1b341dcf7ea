package dev.gradus.optim;

import java.util.List;

/**
 * NAdam: Adam with Nesterov's look ahead. With μ_t = β₁ (1 − ½ · 0.96^(t ψ)) at step t and P_t = μ_1 ⋯ μ_t: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
 * θ ← θ − η ((1 − μ_t) / (1 − P_t) g + μ_(t+1) / (1 − P_(t+1)) m) / (√(v / (1 − β₂ᵗ)) + ε) (Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016,
 * algorithm 2; the paper has m ← μ_t m + (1 − μ_t) g, here as in PyTorch the moment keeps β₁).
 *
 * @param momentumDecay ψ, at least 0
 */
public record NAdam(double rate, double beta1, double beta2, double epsilon, double momentumDecay) implements Optimizer {
  private static final double BASE = 0.96;
  /** Below this, 1 − P is 1. */
  private static final double GONE = 1e-20;

  private static volatile Product last = new Product(0, 0, 0, 1);

  public NAdam {
    Checks.rate(rate);
    Checks.decay("a β₁", beta1);
    Checks.decay("a β₂", beta2);
    Checks.above0("an ε", epsilon);
    Checks.atLeast0("a decay of the momentum", momentumDecay);
  }

  @Override
  public String name() {
    return "nadam";
  }

  @Override
  public List<String> state() {
    return List.of("first moment", "second moment");
  }

  /** μ_t. */
  private double mu(long step) {
    return beta1 * (1 - 0.5 * Math.pow(BASE, step * momentumDecay));
  }

  /** P_t, from P of the step before where that is at hand: the product of the same factors in the same order. */
  private double product(long step) {
    Product known = last;
    if (known.beta1 != beta1 || known.momentumDecay != momentumDecay || known.step > step) known = new Product(beta1, momentumDecay, 0, 1);
    if (known.step == step) return known.value;
    double product = known.value;
    for (long t = known.step + 1; t <= step && product > GONE; t++) product *= mu(t);
    last = new Product(beta1, momentumDecay, step, product);
    return product;
  }

  /** P_t of the step made last, by whichever rule: tile after tile of a step asks for the same one. */
  private record Product(double beta1, double momentumDecay, long step, double value) {}

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] first = state[0];
    float[] second = state[1];
    double product = product(step);
    double next = mu(step + 1);
    float ofGradient = (float) (rate * (1 - mu(step)) / (1 - product));
    float ofMoment = (float) (rate * next / (1 - product * next));
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float c2 = (float) (1 - beta2);
    float k = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step)));
    float e = (float) epsilon;
    for (int i = 0; i < n; i++) {
      float m = Denormals.flush(b1 * first[i] + c1 * g[i]);
      float v = Denormals.flush(b2 * second[i] + c2 * g[i] * g[i]);
      first[i] = m;
      second[i] = v;
      theta[i] -= (ofGradient * g[i] + ofMoment * m) / ((float) Math.sqrt(v) * k + e);
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] first = state[0];
    double[] second = state[1];
    double product = product(step);
    double next = mu(step + 1);
    double ofGradient = rate * (1 - mu(step)) / (1 - product);
    double ofMoment = rate * next / (1 - product * next);
    double k = 1 / Math.sqrt(1 - Math.pow(beta2, step));
    for (int i = 0; i < n; i++) {
      first[i] = beta1 * first[i] + (1 - beta1) * g[i];
      second[i] = beta2 * second[i] + (1 - beta2) * g[i] * g[i];
      theta[i] -= (ofGradient * g[i] + ofMoment * first[i]) / (Math.sqrt(second[i]) * k + epsilon);
    }
  }
}
