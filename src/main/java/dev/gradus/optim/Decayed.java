package dev.gradus.optim;

import java.util.List;
import java.util.Map;

/** A rule with a decay of weights before it, on the same stretch while it is in the cache: g ← g + λθ or θ ← θ − ηλθ. */
record Decayed(Optimizer rule, WeightDecay decay) implements Optimizer {
  @Override
  public String name() {
    return rule instanceof Adam && decay instanceof WeightDecay.Decoupled ? "adamw" : rule.name();
  }

  @Override
  public double rate() {
    return rule.rate();
  }

  @Override
  public Map<String, Double> hyperParameters() {
    return rule.hyperParameters();
  }

  @Override
  public Optimizer with(WeightDecay decay) {
    return rule.with(decay);
  }

  @Override
  public List<String> state() {
    return rule.state();
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    if (decay instanceof WeightDecay.Coupled coupled) {
      float lambda = (float) coupled.lambda();
      for (int i = 0; i < n; i++) g[i] += lambda * theta[i];
    } else if (decay instanceof WeightDecay.Decoupled decoupled) {
      float keep = (float) (1 - rate * decoupled.lambda());
      for (int i = 0; i < n; i++) theta[i] *= keep;
    }
    rule.update(theta, g, state, n, rate, step);
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    if (decay instanceof WeightDecay.Coupled coupled) {
      double lambda = coupled.lambda();
      for (int i = 0; i < n; i++) g[i] += lambda * theta[i];
    } else if (decay instanceof WeightDecay.Decoupled decoupled) {
      double keep = 1 - rate * decoupled.lambda();
      for (int i = 0; i < n; i++) theta[i] *= keep;
    }
    rule.update(theta, g, state, n, rate, step);
  }

  @Override
  public String toString() {
    return rule + " with decay " + decay;
  }
}
