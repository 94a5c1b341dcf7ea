package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.data.Batch;
import dev.gradus.kernel.Team;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.LineSearchMinimizer;

/** A step of L-BFGS: a direction, and a line search along it that evaluates the loss of the batch several times. */
final class LineSearchStep implements Step {
  private final Backprop backprop;
  private final LineSearchMinimizer minimizer;
  private long count;

  LineSearchStep(Backprop backprop, LBfgs method, Team team) {
    this.backprop = backprop;
    minimizer = new LineSearchMinimizer(method, backprop.theta().flatMatrix(), backprop.gradient().flatMatrix(), team);
  }

  /** The rate is 1 and not used. */
  @Override
  public double make(Batch batch, double rate) {
    double loss = minimizer.iterate(() -> backprop.lossAndGradient(batch.X(), batch.Y(), batch.w(), batch.m()));
    if (Double.isFinite(loss)) count++;
    return loss;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public boolean converged() {
    return minimizer.converged();
  }

  @Override
  public void close() {
    minimizer.close();
  }
}
