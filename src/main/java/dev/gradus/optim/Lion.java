package dev.gradus.optim;

import java.util.List;
import java.util.Map;

/**
 * Lion: θ ← θ − η sign(β₁ m + (1 − β₁) g), then m ← β₂ m + (1 − β₂) g, with sign 0 = 0 (Chen et al., NeurIPS 2023, algorithm 2). Its decay of weights is
 * the decoupled one. Its rate is some three to ten times smaller than Adam's.
 */
public record Lion(double rate, double beta1, double beta2) implements Optimizer {
  /** Their product takes the smallest float beyond ±1: the sign without a branch, and so in SIMD code. */
  private static final float HUGE = 1e38f;
  private static final float LARGE = 1e8f;

  public Lion {
    Checks.rate(rate);
    Checks.decay("a β₁", beta1);
    Checks.decay("a β₂", beta2);
  }

  @Override
  public String name() {
    return "lion";
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return Map.of("beta1", beta1, "beta2", beta2);
  }

  @Override
  public List<String> state() {
    return List.of("momentum");
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] momentum = state[0];
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float c2 = (float) (1 - beta2);
    float eta = (float) rate;
    for (int i = 0; i < n; i++) {
      float c = b1 * momentum[i] + c1 * g[i];
      theta[i] -= eta * Math.max(-1, Math.min(1, c * HUGE * LARGE));
      momentum[i] = Denormals.flush(b2 * momentum[i] + c2 * g[i]);
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] momentum = state[0];
    for (int i = 0; i < n; i++) {
      theta[i] -= rate * Math.signum(beta1 * momentum[i] + (1 - beta1) * g[i]);
      momentum[i] = beta2 * momentum[i] + (1 - beta2) * g[i];
    }
  }
}
