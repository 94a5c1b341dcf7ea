package dev.gradus.optim;

import java.util.List;
import java.util.Map;

/**
 * AdaDelta: s ← ρ s + (1 − ρ) g², δ = √(u + ε) / √(s + ε) · g, u ← ρ u + (1 − ρ) δ², θ ← θ − η δ (Zeiler 2012, algorithm 1, which has no η; PyTorch's is 1).
 */
public record Adadelta(double rate, double rho, double epsilon) implements Optimizer {
  public Adadelta {
    Checks.rate(rate);
    Checks.decay("a ρ", rho);
    Checks.above0("an ε", epsilon);
  }

  @Override
  public String name() {
    return "adadelta";
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return Map.of("rho", rho, "epsilon", epsilon);
  }

  @Override
  public List<String> state() {
    return List.of("mean of squared gradients", "mean of squared steps");
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] squares = state[0];
    float[] steps = state[1];
    float r = (float) rho;
    float c = (float) (1 - rho);
    float eta = (float) rate;
    float e = (float) epsilon;
    for (int i = 0; i < n; i++) {
      float s = Denormals.flush(r * squares[i] + c * g[i] * g[i]);
      float d = (float) Math.sqrt((steps[i] + e) / (s + e)) * g[i];
      squares[i] = s;
      steps[i] = Denormals.flush(r * steps[i] + c * d * d);
      theta[i] -= eta * d;
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] squares = state[0];
    double[] steps = state[1];
    for (int i = 0; i < n; i++) {
      squares[i] = rho * squares[i] + (1 - rho) * g[i] * g[i];
      double d = Math.sqrt(steps[i] + epsilon) / Math.sqrt(squares[i] + epsilon) * g[i];
      steps[i] = rho * steps[i] + (1 - rho) * d * d;
      theta[i] -= rate * d;
    }
  }
}
