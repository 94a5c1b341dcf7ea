package dev.gradus.optim;

import java.util.List;

/**
 * AdaMax: m ← β₁ m + (1 − β₁) g, u ← max(β₂ u, |g| + ε), θ ← θ − η / (1 − β₁ᵗ) · m / u (Kingma and Ba, ICLR 2015, algorithm 2; the ε, which keeps u above 0, is
 * PyTorch's).
 */
public record AdaMax(double rate, double beta1, double beta2, double epsilon) implements Optimizer {
  public AdaMax {
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
  public List<String> state() {
    return List.of("first moment", "largest gradient");
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] first = state[0];
    float[] largest = state[1];
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float eta = (float) (rate / (1 - Math.pow(beta1, step)));
    float e = (float) epsilon;
    for (int i = 0; i < n; i++) {
      float m = Denormals.flush(b1 * first[i] + c1 * g[i]);
      float u = Math.max(b2 * largest[i], Math.abs(g[i]) + e);
      first[i] = m;
      largest[i] = u;
      theta[i] -= eta * m / u;
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] first = state[0];
    double[] largest = state[1];
    double eta = rate / (1 - Math.pow(beta1, step));
    for (int i = 0; i < n; i++) {
      first[i] = beta1 * first[i] + (1 - beta1) * g[i];
      largest[i] = Math.max(beta2 * largest[i], Math.abs(g[i]) + epsilon);
      theta[i] -= eta * first[i] / largest[i];
    }
  }
}
