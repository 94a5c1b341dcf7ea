package dev.gradus.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * RMSProp: s ← α s + (1 − α) g², d = g / (√s + ε), θ ← θ − η d (Tieleman and Hinton 2012, lecture 6e). As in PyTorch ε is outside the root. When centered, a
 * ← α a + (1 − α) g and s − a² stands in the place of s (Graves 2013, section 4.2, with ε under the root there). With momentum, v ← μ v + d and θ ← θ − η v,
 * with the rate outside the velocity.
 *
 * @param momentum μ; 0 is no momentum
 */
public record RmsProp(double rate, double alpha, double epsilon, double momentum, boolean centered) implements Optimizer {
  public RmsProp {
    Checks.rate(rate);
    Checks.decay("an α", alpha);
    Checks.above0("an ε", epsilon);
    Checks.decay("a momentum", momentum);
  }

  @Override
  public String name() {
    return "rmsprop";
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return Map.of("alpha", alpha, "epsilon", epsilon, "momentum", momentum, "centered", centered ? 1.0 : 0.0);
  }

  @Override
  public List<String> state() {
    List<String> names = new ArrayList<>(List.of("mean of squares"));
    if (centered) names.add("mean");
    if (momentum > 0) names.add("velocity");
    return List.copyOf(names);
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] squares = state[0];
    float a = (float) alpha;
    float c = (float) (1 - alpha);
    float e = (float) epsilon;
    float eta = (float) rate;
    for (int i = 0; i < n; i++) squares[i] = Denormals.flush(a * squares[i] + c * g[i] * g[i]);
    if (centered) {
      float[] mean = state[1];
      for (int i = 0; i < n; i++) {
        float m = Denormals.flush(a * mean[i] + c * g[i]);
        mean[i] = m;
        g[i] /= (float) Math.sqrt(Math.max(squares[i] - m * m, 0)) + e;
      }
    } else {
      for (int i = 0; i < n; i++) g[i] /= (float) Math.sqrt(squares[i]) + e;
    }
    if (momentum > 0) {
      float[] velocity = state[centered ? 2 : 1];
      float mu = (float) momentum;
      for (int i = 0; i < n; i++) {
        float v = Denormals.flush(mu * velocity[i] + g[i]);
        velocity[i] = v;
        theta[i] -= eta * v;
      }
    } else {
      for (int i = 0; i < n; i++) theta[i] -= eta * g[i];
    }
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    double[] squares = state[0];
    for (int i = 0; i < n; i++) {
      squares[i] = alpha * squares[i] + (1 - alpha) * g[i] * g[i];
      double variance = squares[i];
      if (centered) {
        double[] mean = state[1];
        mean[i] = alpha * mean[i] + (1 - alpha) * g[i];
        variance = Math.max(variance - mean[i] * mean[i], 0);
      }
      double d = g[i] / (Math.sqrt(variance) + epsilon);
      if (momentum > 0) {
        double[] velocity = state[centered ? 2 : 1];
        velocity[i] = momentum * velocity[i] + d;
        d = velocity[i];
      }
      theta[i] -= rate * d;
    }
  }
}
