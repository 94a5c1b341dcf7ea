package dev.gradus.optim;

import java.util.List;
import java.util.Map;

/** Nesterov's momentum, in PyTorch's form: v ← μ v + g, θ ← θ − η (g + μ v) (Sutskever, Martens, Dahl, Hinton, ICML 2013, section 2). */
public record Nesterov(double rate, double momentum) implements Optimizer {
  public Nesterov {
    Checks.rate(rate);
    Checks.decay("a momentum", momentum);
  }

  @Override
  public String name() {
    return "nesterov";
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return Map.of("momentum", momentum);
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
      theta[i] -= eta * (g[i] + mu * v);
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] velocity = state[0];
    for (int i = 0; i < n; i++) {
      velocity[i] = momentum * velocity[i] + g[i];
      theta[i] -= rate * (g[i] + momentum * velocity[i]);
    }
  }
}
