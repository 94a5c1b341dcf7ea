package dev.gradus.optim;

import java.util.List;
import java.util.Map;

/**
 * AdaGrad: s ← s + g², θ ← θ − η / (1 + (t − 1) d) · g / (√(s₀ + s) + ε) at step t, with PyTorch's lr_decay d and initial accumulator s₀ (Duchi, Hazan and
 * Singer, JMLR 2011, which has d = 0 and a constant under the root). The state is s without s₀.
 *
 * @param rateDecay d, at least 0
 * @param initialAccumulator s₀, at least 0
 */
public record Adagrad(double rate, double rateDecay, double initialAccumulator, double epsilon) implements Optimizer {
  public Adagrad {
    Checks.rate(rate);
    Checks.atLeast0("a decay of the rate", rateDecay);
    Checks.atLeast0("an initial accumulator", initialAccumulator);
    Checks.above0("an ε", epsilon);
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return Map.of("lr-decay", rateDecay, "initial-accumulator", initialAccumulator, "epsilon", epsilon);
  }

  @Override
  public List<String> state() {
    return List.of("sum of squares");
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] sum = state[0];
    float eta = (float) (rate / (1 + (step - 1) * rateDecay));
    float s0 = (float) initialAccumulator;
    float e = (float) epsilon;
    for (int i = 0; i < n; i++) {
      float s = sum[i] + g[i] * g[i];
      sum[i] = s;
      theta[i] -= eta * g[i] / ((float) Math.sqrt(s0 + s) + e);
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] sum = state[0];
    double eta = rate / (1 + (step - 1) * rateDecay);
    for (int i = 0; i < n; i++) {
      sum[i] += g[i] * g[i];
      theta[i] -= eta * g[i] / (Math.sqrt(initialAccumulator + sum[i]) + epsilon);
    }
  }
}
