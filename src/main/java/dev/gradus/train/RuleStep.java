package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.data.Batch;
import dev.gradus.kernel.Ledger;
import dev.gradus.kernel.Team;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Updater;

/** A step of an update rule: the gradient goes where the rule has the least left to do. */
final class RuleStep implements Step {
  private final Backprop backprop;
  private final Parameters into;
  private final Updater updater;

  RuleStep(Backprop backprop, Optimizer rule, Clipping clipping, Team team) {
    this.backprop = backprop;
    Optimizer.Gradient place = clipping.gradient(rule);
    into = place == Optimizer.Gradient.INTO_THETA ? backprop.theta() : backprop.gradient();
    if (place == Optimizer.Gradient.INTO_VELOCITY) into.flatMatrix().fill(() -> 0);
    updater = Updater.accumulating(rule, clipping, backprop.theta().flatMatrix(), into.flatMatrix(), team);
  }

  @Override
  public double make(Batch batch, double rate) {
    double loss = backprop.lossAndGradient(batch.X(), batch.Y(), batch.w(), batch.m(), into, updater.alpha(rate), updater.beta());
    if (Double.isFinite(loss)) updater.update(rate);
    return loss;
  }

  @Override
  public long count() {
    return updater.steps();
  }

  @Override
  public void state(Ledger ledger) {
    updater.state(ledger);
  }

  @Override
  public boolean converged() {
    return false;
  }

  @Override
  public void close() {
    updater.close();
  }
}
