package dev.gradus.optim;

import java.util.List;
import java.util.Map;

/**
 * Classic momentum, in PyTorch's form: v ← μ v + g, θ ← θ − η v (Polyak 1964, with the rate outside the velocity, so that a schedule acts on
 * the velocity too).
 */
public record Momentum(double rate, double momentum) implements Optimizer {
  public Momentum {
    Checks.rate(rate);
    Checks.decay("a momentum", momentum);
  }

  @Override
  public String name() {
    return "momentum";
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return Map.of("momentum", momentum);
  }

  @Override
  public Gradient gradient() {
    return Gradient.INTO_VELOCITY;
  }

  @Override
  public List<String> state() {
    return List.of("velocity");
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float eta = (float) rate;
    float mu = (float) momentum;
    float[] velocity = state[0];
    for (int i = 0; i < n; i++) {
      float v = Denormals.flush(mu * velocity[i] + g[i]);
      velocity[i] = v;
      theta[i] -= eta * v;
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] velocity = state[0];
    for (int i = 0; i < n; i++) {
      velocity[i] = momentum * velocity[i] + g[i];
      theta[i] -= rate * velocity[i];
    }
  }

  @Override
  public void updateAccumulated(float[] theta, float[] velocity, int n, double rate) {
    float eta = (float) rate;
    float mu = (float) momentum;
    for (int i = 0; i < n; i++) {
      float v = velocity[i];
      theta[i] -= eta * v;
      velocity[i] = Denormals.flush(mu * v);
    }
  }

  @Override
  public void updateAccumulated(double[] theta, double[] velocity, int n, double rate) {
    for (int i = 0; i < n; i++) {
      theta[i] -= rate * velocity[i];
      velocity[i] *= momentum;
    }
  }
}
