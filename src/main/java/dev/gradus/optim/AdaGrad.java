package dev.gradus.optim;

import java.util.List;

/**
 * AdaGrad: s ← s + g², θ ← θ − η / (1 + (t − 1) κ) · g / (√s + ε) at step t (Duchi, Hazan, Singer, JMLR 12, 2011, section 1.1, with diagonal matrices; the decay κ of
 * the rate and the place of ε are PyTorch's).
 */
public record AdaGrad(double rate, double rateDecay, double epsilon) implements Optimizer {
  public AdaGrad {
    Checks.rate(rate);
    Checks.atLeast0("a decay of the rate", rateDecay);
    Checks.above0("an ε", epsilon);
  }

  @Override
  public String name() {
    return "adagrad";
  }

  @Override
  public List<String> state() {
    return List.of("sum of squares");
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] sum = state[0];
    float eta = (float) (rate / (1 + (step - 1) * rateDecay));
    float e = (float) epsilon;
    for (int i = 0; i < n; i++) {
      float s = sum[i] + g[i] * g[i];
      sum[i] = s;
      theta[i] -= eta * g[i] / ((float) Math.sqrt(s) + e);
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] sum = state[0];
    double eta = rate / (1 + (step - 1) * rateDecay);
    for (int i = 0; i < n; i++) {
      sum[i] += g[i] * g[i];
      theta[i] -= eta * g[i] / (Math.sqrt(sum[i]) + epsilon);
    }
  }
}
