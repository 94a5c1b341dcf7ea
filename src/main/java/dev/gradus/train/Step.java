package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.data.Batch;
import dev.gradus.kernel.Team;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Updater;

/** Takes a batch, gives its loss and makes one step on θ: the gradient goes where the rule has the least left to do. */
public final class Step implements AutoCloseable {
  private final Backprop backprop;
  private final Parameters into;
  private final Updater updater;

  /**
   * Steps of a rule on the engine's θ; the engine and the team stay the caller's. From now on the engine's gradient is the rule's to write: for momentum it holds
   * the velocity, and is set to zero here.
   */
  public Step(Backprop backprop, Optimizer rule, Team team) {
    this.backprop = backprop;
    into = rule.gradient() == Optimizer.Gradient.INTO_THETA ? backprop.theta() : backprop.gradient();
    if (rule.gradient() == Optimizer.Gradient.INTO_VELOCITY) into.flat().assign(0);
    updater = Updater.accumulating(rule, backprop.theta().flatMatrix(), into.flatMatrix(), team);
  }

  /**
   * One step.
   *
   * @param rate η of this step, after the schedule
   * @return the loss before the step; when it is not a finite number, no step was made
   */
  public double make(Batch batch, double rate) {
    double loss = backprop.lossAndGradient(batch.X(), batch.Y(), batch.w(), batch.m(), into, updater.alpha(rate), updater.beta());
    if (Double.isFinite(loss)) updater.update(rate);
    return loss;
  }

  /** How many steps were made. */
  public long count() {
    return updater.steps();
  }

  /** Frees the rule's state; a second call does nothing. */
  @Override
  public void close() {
    updater.close();
  }
}
