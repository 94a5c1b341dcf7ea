package dev.gradus.optim;

import java.util.ArrayList;
import java.util.List;

/**
 * RMSProp: s ← α s + (1 − α) g², d = g / (√s + ε), θ ← θ − η d (Tieleman and Hinton, "Neural networks for machine learning", lecture 6.5, 2012; the place of ε is
 * PyTorch's, other libraries have it under the root).
 *
 * <p>Centred, the root is that of the variance s − a² with a ← α a + (1 − α) g (Graves, "Generating sequences with recurrent neural networks", 2013, equation 38). With
 * momentum μ the step is θ ← θ − η v, v ← μ v + d.
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
  public List<String> state() {
    List<String> state = new ArrayList<>(List.of("mean square"));
    if (centered) state.add("mean gradient");
    if (momentum > 0) state.add("velocity");
    return state;
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    float[] squares = state[0];
    float a = (float) alpha;
    float c = (float) (1 - alpha);
    float e = (float) epsilon;
    for (int i = 0; i < n; i++) squares[i] = Denormals.flush(a * squares[i] + c * g[i] * g[i]);
    if (centered) {
      float[] mean = state[1];
      for (int i = 0; i < n; i++) {
        float average = Denormals.flush(a * mean[i] + c * g[i]);
        mean[i] = average;
        g[i] /= (float) Math.sqrt(Math.max(squares[i] - average * average, 0)) + e;
      }
    } else {
      for (int i = 0; i < n; i++) g[i] /= (float) Math.sqrt(squares[i]) + e;
    }
    float eta = (float) rate;
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
    for (int i = 0; i < n; i++) squares[i] = alpha * squares[i] + (1 - alpha) * g[i] * g[i];
    if (centered) {
      double[] mean = state[1];
      for (int i = 0; i < n; i++) {
        mean[i] = alpha * mean[i] + (1 - alpha) * g[i];
        g[i] /= Math.sqrt(Math.max(squares[i] - mean[i] * mean[i], 0)) + epsilon;
      }
    } else {
      for (int i = 0; i < n; i++) g[i] /= Math.sqrt(squares[i]) + epsilon;
    }
    if (momentum > 0) {
      double[] velocity = state[centered ? 2 : 1];
      for (int i = 0; i < n; i++) {
        velocity[i] = momentum * velocity[i] + g[i];
        theta[i] -= rate * velocity[i];
      }
    } else {
      for (int i = 0; i < n; i++) theta[i] -= rate * g[i];
    }
  }
}
