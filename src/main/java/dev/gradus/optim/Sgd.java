package dev.gradus.optim;

import java.util.List;
import java.util.Map;

/** Stochastic gradient descent: θ ← θ − η g. */
public record Sgd(double rate) implements Optimizer {
  public Sgd {
    Checks.rate(rate);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return Map.of();
  }

  @Override
  public Gradient gradient() {
    return Gradient.INTO_THETA;
  }

  @Override
  public List<String> state() {
    return List.of();
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float eta = (float) rate;
    for (int i = 0; i < n; i++) theta[i] -= eta * g[i];
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    for (int i = 0; i < n; i++) theta[i] -= rate * g[i];
  }
}
