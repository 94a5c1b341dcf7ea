package dev.gradus.optim;

import java.util.List;
import java.util.Map;

/**
 * NAdam, Adam with Nesterov's momentum, as PyTorch documents it: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
 * θ ← θ − η (μₜ₊₁ m / (1 − Πₜ₊₁) + (1 − μₜ) g / (1 − Πₜ)) / (√(v / (1 − β₂ᵗ)) + ε), where μᵢ = β₁ (1 − ½ 0.96^(i ψ)) and Πₜ = μ₁ ⋯ μₜ at step t.
 *
 * <p>The paper (Dozat, ICLR 2016 workshop, algorithm 8) leaves the series of μ open and has μ in the place of β₁ in m. PyTorch up to 1.13 has a factor μₜ too
 * many in Πₜ₊₁, except in its variant {@code foreach}; it was mended in 2.0.
 *
 * @param momentumDecay ψ, at least 0
 */
public record NAdam(double rate, double beta1, double beta2, double epsilon, double momentumDecay) implements Optimizer {
  private static final double BASE = 0.96;
  private static final int TERMS = 50;

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
  public Map<String, Double> hyperParameters() {
    return Map.of("beta1", beta1, "beta2", beta2, "epsilon", epsilon, "momentum-decay", momentumDecay);
  }

  @Override
  public List<String> state() {
    return List.of("first moment", "second moment");
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] first = state[0];
    float[] second = state[1];
    float b1 = (float) beta1;
    float b2 = (float) beta2;
    float c1 = (float) (1 - beta1);
    float c2 = (float) (1 - beta2);
    double product = product(step);
    float etaG = (float) (rate * (1 - mu(step)) / (1 - product));
    float etaM = (float) (rate * mu(step + 1) / (1 - product * mu(step + 1)));
    float k = (float) (1 / Math.sqrt(1 - Math.pow(beta2, step)));
    float e = (float) epsilon;
    for (int i = 0; i < n; i++) {
      float m = Denormals.flush(b1 * first[i] + c1 * g[i]);
      float v = Denormals.flush(b2 * second[i] + c2 * g[i] * g[i]);
      first[i] = m;
      second[i] = v;
      theta[i] -= (etaG * g[i] + etaM * m) / ((float) Math.sqrt(v) * k + e);
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] first = state[0];
    double[] second = state[1];
    double product = product(step);
    double etaG = rate * (1 - mu(step)) / (1 - product);
    double etaM = rate * mu(step + 1) / (1 - product * mu(step + 1));
    double k = 1 / Math.sqrt(1 - Math.pow(beta2, step));
    for (int i = 0; i < n; i++) {
      first[i] = beta1 * first[i] + (1 - beta1) * g[i];
      second[i] = beta2 * second[i] + (1 - beta2) * g[i] * g[i];
      theta[i] -= (etaG * g[i] + etaM * first[i]) / (Math.sqrt(second[i]) * k + epsilon);
    }
  }

  private double mu(long i) {
    return beta1 * (1 - 0.5 * Math.pow(BASE, i * momentumDecay));
  }

  /**
   * Πₜ from t alone, so that a run that is resumed has the same bits. With q = 0.96^ψ, the logarithm of Π (1 − qⁱ/2) over i ≤ t is −Σ (½)ᵏ/k · qᵏ (1 − qᵗᵏ) /
   * (1 − qᵏ) over k ≥ 1; both differences grow by additions, without cancelling.
   */
  double product(long t) {
    double log = momentumDecay * Math.log(BASE);
    if (log == 0) return Math.pow(0.5 * beta1, t);
    double less = -Math.expm1(log);
    double lessT = -Math.expm1(log * t);
    double power = 1;
    double powerT = 1;
    double difference = 0;
    double differenceT = 0;
    double half = 1;
    double sum = 0;
    for (int k = 1; k <= TERMS; k++) {
      difference += less * power;
      differenceT += lessT * powerT;
      power *= 1 - less;
      powerT *= 1 - lessT;
      half *= 0.5;
      sum += half / k * power * differenceT / difference;
    }
    return Math.pow(beta1, t) * Math.exp(-sum);
  }
}
