package dev.gradus.optim;

import java.util.List;

/**
 * AdaDelta: s ← ρ s + (1 − ρ) g², δ = √(d + ε) / √(s + ε) · g, d ← ρ d + (1 − ρ) δ², θ ← θ − η δ (Zeiler, "ADADELTA: an adaptive learning rate method", 2012,
 * algorithm 1, where η is 1).
 */
public record AdaDelta(double rate, double rho, double epsilon) implements Optimizer {
  public AdaDelta {
    Checks.rate(rate);
    Checks.decay("a ρ", rho);
    Checks.above0("an ε", epsilon);
  }

  @Override
  public String name() {
    return "adadelta";
  }

  @Override
  public List<String> state() {
    return List.of("mean square of gradients", "mean square of steps");
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
      float delta = (float) Math.sqrt(steps[i] + e) / (float) Math.sqrt(s + e) * g[i];
      squares[i] = s;
      steps[i] = Denormals.flush(r * steps[i] + c * delta * delta);
      theta[i] -= eta * delta;
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] squares = state[0];
    double[] steps = state[1];
    for (int i = 0; i < n; i++) {
      squares[i] = rho * squares[i] + (1 - rho) * g[i] * g[i];
      double delta = Math.sqrt(steps[i] + epsilon) / Math.sqrt(squares[i] + epsilon) * g[i];
      steps[i] = rho * steps[i] + (1 - rho) * delta * delta;
      theta[i] -= rate * delta;
    }
  }
}
