package dev.gradus.train;

import dev.gradus.backprop.Backprop;
import dev.gradus.data.Batch;
import dev.gradus.kernel.Ledger;
import dev.gradus.kernel.Team;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;

/** Takes a batch, gives its loss and makes one step on the engine's θ. It has the state of the method; one thread at a time. */
public sealed interface Step extends AutoCloseable permits RuleStep, LineSearchStep {
  /**
   * The steps of a method; the engine and the team stay the caller's. From now on the engine's gradient is the method's to write: for momentum it holds the
   * velocity, and is set to zero here.
   */
  static Step of(Backprop backprop, Method method, Clipping clipping, Team team) {
    if (method instanceof LBfgs lbfgs) return new LineSearchStep(backprop, lbfgs, team);
    return new RuleStep(backprop, (Optimizer) method, clipping, team);
  }

  /**
   * One step.
   *
   * @param rate η of this step, after the schedule
   * @return the loss before the step, of L-BFGS after it; when it is not a finite number, no step was made
   */
  double make(Batch batch, double rate);

  /** How many steps were made. */
  long count();

  /** True when the method has found that there is nothing left to improve. */
  boolean converged();

  /** Notes the state of the method, or brings it back; θ is noted by its owner. */
  void state(Ledger ledger);

  /** Frees the state; a second call does nothing. */
  @Override
  void close();
}
