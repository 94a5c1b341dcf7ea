package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.data.Batch;
import dev.gradus.kernel.Ledger;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.LBfgsSearch;

/** A step of L-BFGS: a direction, and a line search along it that evaluates the loss of the batch several times. */
final class LineSearchStep implements Step {
  private final Backprop backprop;
  private final LBfgsSearch search;
  private Batch batch;
  private long count;
  private boolean converged;

  LineSearchStep(Backprop backprop, LBfgs method, Team team) {
    this.backprop = backprop;
    search = new LBfgsSearch(method, this::objective, backprop.theta().flatMatrix(), backprop.gradient().flatMatrix(), team);
  }

  private double objective(Matrix theta, Matrix gradient) {
    return backprop.lossAndGradient(batch.X(), batch.Y(), batch.w(), batch.m());
  }

  /** The rate is 1 and not used. */
  @Override
  public double make(Batch batch, double rate) {
    this.batch = batch;
    LBfgsSearch.Iteration iteration = search.iterate();
    converged = iteration.converged();
    count++;
    return iteration.loss();
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public void state(Ledger ledger) {
    search.state(ledger);
    count = ledger.count("steps", count, Ledger.MOST);
    converged = ledger.flag("converged", converged);
  }

  @Override
  public boolean converged() {
    return converged;
  }

  @Override
  public void close() {
    search.close();
  }
}
