package dev.gradus.optim;

import java.util.List;
import java.util.Map;

/**
 * AMSGrad: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², u ← max(u, v), θ ← θ − η m̂ / (√û + ε), where m̂ = m / (1 − β₁ᵗ) and û = u / (1 − β₂ᵗ) at step t, as
 * PyTorch's Adam with amsgrad has it. The paper (Reddi, Kale and Kumar, ICLR 2018, algorithm 2) corrects no bias and has no ε.
 */
public record AmsGrad(double rate, double beta1, double beta2, double epsilon) implements Optimizer {
  public AmsGrad {
    Checks.rate(rate);
    Checks.decay("a β₁", beta1);
    Checks.decay("a β₂", beta2);
    Checks.above0("an ε", epsilon);
  }

  @Override
  public String name() {
    return "amsgrad";
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return Map.of("beta1", beta1, "beta2", beta2, "epsilon", epsilon);
  }

  @Override
  public List<String> state() {
    return List.of("first moment", "second moment", "largest second moment");
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] first = state[0];
    float[] second = state[1];
    float[] largest = state[2];
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float c2 = (float) (1 - beta2);
    float eta = (float) (rate / (1 - Math.pow(beta1, step)));
    float k = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step)));
    float e = (float) epsilon;
    for (int i = 0; i < n; i++) {
      float m = Denormals.flush(b1 * first[i] + c1 * g[i]);
      float v = Denormals.flush(b2 * second[i] + c2 * g[i] * g[i]);
      float u = Math.max(largest[i], v);
      first[i] = m;
      second[i] = v;
      largest[i] = u;
      theta[i] -= eta * m / ((float) Math.sqrt(u) * k + e);
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] first = state[0];
    double[] second = state[1];
    double[] largest = state[2];
    double eta = rate / (1 - Math.pow(beta1, step));
    double k = 1 / Math.sqrt(1 - Math.pow(beta2, step));
    for (int i = 0; i < n; i++) {
      first[i] = beta1 * first[i] + (1 - beta1) * g[i];
      second[i] = beta2 * second[i] + (1 - beta2) * g[i] * g[i];
      largest[i] = Math.max(largest[i], second[i]);
      theta[i] -= eta * first[i] / (Math.sqrt(largest[i]) * k + epsilon);
    }
  }
}
