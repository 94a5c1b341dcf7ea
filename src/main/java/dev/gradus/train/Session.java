package dev.gradus.train;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Ledger;
import dev.gradus.kernel.Snapshot;
import dev.gradus.store.ModelFileException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a run and its data, gives epochs until one of the endings: from the beginning, or from where a checkpoint ends; with checkpoints on the way, and an end
 * after the next step when that is asked for.
 *
 * <p>It writes θ, which stays the caller's. One thread at a time.
 */
final class Session implements AutoCloseable {
  private static final int MOST_RESTORED = 3;

  private final TrainingPlan plan;
  private final Parameters theta;
  private final Dataset train;
  private final Optional<Dataset> validation;
  private final Listeners listeners;
  private final Cancellation cancellation;
  private final Run run;
  private final Batches batches;
  private final Best best;
  private final List<EpochRecord> history = new ArrayList<>();
  private Optional<CheckpointWriter> writer = Optional.empty();
  private Optional<Snapshot> sound = Optional.empty();
  private int restored;

  Session(TrainingPlan plan, Parameters theta, Dataset train, Optional<Dataset> validation, Listeners listeners, Cancellation cancellation, Threads threads) {
    this.plan = plan;
    this.theta = theta;
    this.train = train;
    this.validation = validation;
    this.listeners = listeners;
    this.cancellation = cancellation;
    run = new Run(theta, plan, Run.capacity(plan, train.size()), threads);
    batches = run.batches(train);
    best = new Best(plan.monitor(), plan.keep() == Keep.BEST);
  }

  /** Goes on from a checkpoint, into whose network θ fits. @throws ModelFileException when its state and its history are not of one run */
  void resume(CheckpointFile from) {
    from.parameters(theta);
    state(from.state());
    history.addAll(from.history());
    long last = history.isEmpty() ? 0 : history.get(history.size() - 1).steps();
    if (run.epochs() != history.size() || run.steps() < last || best.epoch() > history.size() || best.withoutGain() > history.size()) {
      throw new ModelFileException(from.name(), "its state is that after " + run.epochs() + " epochs and " + run.steps() + " steps, the best of them number "
          + best.epoch() + " and " + best.withoutGain() + " since the last gain, and its history has " + history.size() + " epochs and " + last + " steps");
    }
    listeners.resumed(List.copyOf(history), Resumption.otherMachine(from));
  }

  /** Has checkpoints written from now on. */
  void checkpoints(CheckpointWriter to) {
    writer = Optional.of(to);
  }

  /** Notes the state beside θ, or brings it back. */
  void state(Ledger ledger) {
    run.state(ledger.part("run"), train, batches);
    best.state(ledger.part("best"), theta);
    restored = (int) ledger.count("restored", restored, MOST_RESTORED);
  }

  /** All epochs that are left; θ is what the last one gives. */
  Ending run() {
    listeners.begins(theta, train);
    Optional<Ending> ending = ending();
    while (ending.isEmpty()) {
      noteSoundState();
      try {
        epoch();
        ending = ending();
      } catch (DivergedException e) {
        ending = diverged(e);
      }
    }
    run.averages().swap();
    return ending.get();
  }

  private void epoch() {
    EpochRecord record = run.epoch(train, batches, validation, listeners, this::afterStep);
    history.add(record);
    if (plan.comparesEpochs()) run.averages().with(() -> best.offer(record, theta, minGain()));
    listeners.epoch(record);
    boolean isBest = best.epoch() == record.epoch();
    writer.filter(w -> w.isDue(run.steps(), true) || isBest && w.keepsBest()).ifPresent(w -> checkpoint(record.epoch(), run.steps()));
  }

  private boolean afterStep(int epoch, long step) {
    if (cancellation.isCancelled() || Thread.currentThread().isInterrupted()) throw cancelled(epoch, step);
    if (writer.isEmpty() || !writer.get().isDue(step, false)) return false;
    run.checkParameters(batches);
    checkpoint(epoch, step);
    return true;
  }

  /** An interrupt that comes while the file is written breaks that off. */
  private void checkpoint(int epoch, long step) {
    try {
      writer.orElseThrow().write(this);
    } catch (CheckpointException e) {
      if (!(e.getCause() instanceof ClosedByInterruptException)) throw e;
      throw cancelled(epoch, step);
    }
  }

  /** A file cannot be written by a thread that is interrupted; it is again when that is done. */
  private CancelledException cancelled(int epoch, long step) {
    boolean interrupted = Thread.interrupted();
    try {
      run.checkParameters(batches);
      Optional<Path> checkpoint = writer.map(w -> w.write(this));
      return new CancelledException(epoch, step, checkpoint);
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private Optional<Ending> ending() {
    if (history.isEmpty()) return Optional.empty();
    if (plan.stopping().isPresent() && best.withoutGain() >= plan.stopping().get().patience()) return Optional.of(Ending.NO_GAIN);
    if (run.converged()) return Optional.of(Ending.CONVERGED);
    if (history.size() >= plan.epochs()) return Optional.of(Ending.LAST_EPOCH);
    return listeners.wantsEnd() ? Optional.of(Ending.ASKED) : Optional.empty();
  }

  private void noteSoundState() {
    if (plan.divergence() == Divergence.FAIL) return;
    if (sound.isEmpty()) sound = Optional.of(new Snapshot());
    Ledger ledger = sound.get().noting();
    theta.state(ledger.part("parameters"));
    state(ledger);
  }

  private Optional<Ending> diverged(DivergedException e) {
    if (plan.divergence() == Divergence.FAIL || plan.divergence() == Divergence.STOP && history.isEmpty() || restored == MOST_RESTORED) throw e;
    Ledger ledger = sound.orElseThrow().bringingBack();
    theta.state(ledger.part("parameters"));
    int before = restored;
    state(ledger);
    if (plan.divergence() == Divergence.STOP) {
      listeners.diverged(e, Divergence.STOP);
      return Optional.of(Ending.DIVERGED);
    }
    restored = before + 1;
    run.halveRate();
    listeners.diverged(e, Divergence.RESTORE);
    return Optional.empty();
  }

  private double minGain() {
    return plan.stopping().map(EarlyStopping::minGain).orElse(0.0);
  }

  Parameters theta() {
    return theta;
  }

  /** The epochs so far. */
  List<EpochRecord> history() {
    return history;
  }

  Best best() {
    return best;
  }

  long steps() {
    return run.steps();
  }

  /** Marks of all steps, for the provenance. */
  Trace trace() {
    return run.trace();
  }

  /** How many steps were made up to the end of the best epoch; empty when no epochs are compared. */
  Optional<Long> stepsOfBest() {
    return best.epoch() == 0 ? Optional.empty() : Optional.of(history.get(best.epoch() - 1).steps());
  }

  @Override
  public void close() {
    sound.ifPresent(Snapshot::close);
    best.close();
    batches.close();
    run.close();
  }
}
