package dev.gradus.optim;

import java.util.List;
import java.util.Map;

/**
 * AdaMax: m ← β₁ m + (1 − β₁) g, u ← max(β₂ u, |g| + ε), θ ← θ − η / (1 − β₁ᵗ) · m / u at step t (Kingma and Ba, ICLR 2015, algorithm 2; the ε, which keeps u
 * above 0, is PyTorch's).
 */
public record Adamax(double rate, double beta1, double beta2, double epsilon) implements Optimizer {
  public Adamax {
    Checks.rate(rate);
    Checks.decay("a β₁", beta1);
    Checks.decay("a β₂", beta2);
    Checks.above0("an ε", epsilon);
  }

  @Override
  public String name() {
    return "adamax";
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return Map.of("beta1", beta1, "beta2", beta2, "epsilon", epsilon);
  }

  @Override
  public List<String> state() {
    return List.of("first moment", "infinity norm");
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] first = state[0];
    float[] norm = state[1];
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float eta = (float) (rate / (1 - Math.pow(beta1, step)));
    float e = (float) epsilon;
    for (int i = 0; i < n; i++) {
      float m = Denormals.flush(b1 * first[i] + c1 * g[i]);
      float u = Math.max(b2 * norm[i], Math.abs(g[i]) + e);
      first[i] = m;
      norm[i] = u;
      theta[i] -= eta * m / u;
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] first = state[0];
    double[] norm = state[1];
    double eta = rate / (1 - Math.pow(beta1, step));
    for (int i = 0; i < n; i++) {
      first[i] = beta1 * first[i] + (1 - beta1) * g[i];
      norm[i] = Math.max(beta2 * norm[i], Math.abs(g[i]) + epsilon);
      theta[i] -= eta * first[i] / norm[i];
    }
  }
}
