package dev.gradus.optim;

import java.util.List;

/** An update rule after weight decay, in the same pass over memory. AdamW is Adam with decoupled decay. */
public record Decayed(Optimizer rule, WeightDecay decay) implements Optimizer {
  public Decayed {
    if (rule instanceof Decayed) throw new IllegalArgumentException("weight decay was asked for twice, in " + rule + " and by " + decay + "; a rule has one");
  }

  @Override
  public String name() {
    return rule instanceof Adam && decay instanceof WeightDecay.Decoupled ? "adamw" : rule.name();
  }

  @Override
  public double rate() {
    return rule.rate();
  }

  @Override
  public List<String> state() {
    return rule.state();
  }

  @Override
  public void update(float[] theta, float[] g, float[][] state, int n, double rate, long step) {
    decay.apply(theta, g, n, rate);
    rule.update(theta, g, state, n, rate, step);
  }

  @Override
  public void update(double[] theta, double[] g, double[][] state, int n, double rate, long step) {
    decay.apply(theta, g, n, rate);
    rule.update(theta, g, state, n, rate, step);
  }
}
