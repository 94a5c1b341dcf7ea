package dev.gradus.train;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes data sets one after another, as they come, and goes on learning from each: one pass over the examples of every call, with the rule's state, the averages
 * and the schedule kept in between.
 *
 * <p>Inputs are prepared, and classes numbered, once and for all: as in the model that the trainer continues from, or else as the first data set says. A class that
 * was not among them is refused.
 *
 * <p>A schedule over the whole run (polynomial, one-cycle, cosine without a period) takes as its length the plan's epochs times the batches of the first data
 * set, and stays at its end after that; for data that keeps coming take one of the others.
 *
 * <pre>{@code
 * try (IncrementalFit fit = new Trainer(network, plan).incremental()) {
 *   for (Dataset day : days) fit.fit(day);
 *   Model model = fit.model();
 * }
 * }</pre>
 */
public final class IncrementalFit implements AutoCloseable {
  private final Trainer trainer;
  private final TrainingPlan plan;
  private final Parameters theta;
  private final Run run;
  private final Listeners listeners;
  private Optional<Schema> schema = Optional.empty();
  private Optional<Preparation> preparation = Optional.empty();
  private long examples;
  private boolean closed;

  IncrementalFit(Trainer trainer, TrainingPlan plan, Parameters theta) {
    this.trainer = trainer;
    this.plan = plan;
    this.theta = theta;
    this.listeners = trainer.listeners();
    this.run = new Run(theta, plan, plan.batch());
  }

  /**
   * Learns from every example of a data set once, in batches of the plan.
   *
   * @param more with raw inputs
   * @return the record of this pass
   * @throws DivergedException when a loss or a parameter is not finite any more
   */
  public EpochRecord fit(Dataset more) {
    requireOpen();
    Dataset known = schema.map(more::as).orElseGet(() -> trainer.known(more));
    trainer.checkTargets(known);
    Preparation fitted = preparation.orElseGet(() -> trainer.fitted(known));
    Dataset train = known.weightedBy(plan.classWeights(), known).preparedBy(fitted);
    trainer.checkFit(train);
    schema = Optional.of(known.schema());
    preparation = Optional.of(fitted);
    try (Batches batches = run.batches(train)) {
      listeners.begins(theta, train);
      EpochRecord record = run.epoch(train, batches, Optional.empty(), listeners, Run.Pause.NONE);
      listeners.epoch(record);
      examples += train.size();
      return record;
    }
  }

  /** A model as of now, with parameters of its own, the caller's to close. @throws IllegalStateException before the first pass */
  public Model model() {
    requireOpen();
    Preparation fitted = preparation.orElseThrow(() -> new IllegalStateException("nothing was learned yet: call fit first"));
    Parameters copy = run.averages().with(() -> theta.copy());
    return new Model(copy, schema.orElseThrow(), fitted, Map.of("examples", examples, "plan", plan.toString()));
  }

  /** What callbacks threw so far; each was not called again. */
  public List<RuntimeException> failures() {
    return List.copyOf(listeners.failures());
  }

  /** Frees θ and the engine; models that were taken stay. A second call does nothing. */
  @Override
  public void close() {
    if (closed) return;
    closed = true;
    run.close();
    theta.close();
  }

  private void requireOpen() {
    if (closed) throw new IllegalStateException("this fit is closed");
  }
}
