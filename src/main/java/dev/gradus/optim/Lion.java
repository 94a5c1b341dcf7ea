package dev.gradus.optim;

import java.util.List;

/**
 * Lion: θ ← θ − η sign(β₁ m + (1 − β₁) g), m ← β₂ m + (1 − β₂) g, where sign(0) = 0 (Chen and others, "Symbolic discovery of optimization algorithms", NeurIPS 2023,
 * program 1; its weight decay is {@link WeightDecay#decoupled}).
 */
public record Lion(double rate, double beta1, double beta2) implements Optimizer {
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
  public List<String> state() {
    return List.of("moment");
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] moment = state[0];
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float c2 = (float) (1 - beta2);
    float eta = (float) rate;
    for (int i = 0; i < n; i++) {
      float m = moment[i];
      theta[i] -= eta * Math.signum(b1 * m + c1 * g[i]);
      moment[i] = Denormals.flush(b2 * m + c2 * g[i]);
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] moment = state[0];
    for (int i = 0; i < n; i++) {
      theta[i] -= rate * Math.signum(beta1 * moment[i] + (1 - beta1) * g[i]);
      moment[i] = beta2 * moment[i] + (1 - beta2) * g[i];
    }
  }
}
