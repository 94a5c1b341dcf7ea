package dev.gradus.cli;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.HealthJson;
import dev.gradus.diagnose.HealthWatch;
import dev.gradus.store.JsonWriter;
import dev.gradus.train.Callback;
import dev.gradus.train.Divergence;
import dev.gradus.train.DivergedException;
import dev.gradus.train.EpochRecord;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * {@code --watch}: takes a run, gives {@code health.jsonl} in its folder, and a line for every finding as it arises. Without the option it does nothing. What is
 * thrown ends the watch and not the run, and a watch that ended judges no more.
 */
final class Watching implements Callback, AutoCloseable {
  private final Optional<HealthWatch> watch;
  private final RunFolder folder;
  private final List<Health> before;
  private Consumer<String> tell = line -> {};
  private Optional<String> ended = Optional.empty();
  private int epoch;
  private boolean told;
  private boolean resumed;

  /**
   * A watch, or none.
   *
   * @throws DataException with file and line, when what an earlier part of the run saw cannot be read
   */
  Watching(boolean asked, TrainingJob job, RunFolder folder) throws IOException {
    this.folder = folder;
    before = asked ? JsonLines.of(folder.file(RunFolder.HEALTH), HealthJson::health) : List.of();
    watch = asked ? Optional.of(new HealthWatch(job.plan()).preparation(job.preparation())) : Optional.empty();
    watch.ifPresent(it -> it.onHealth(this::write).onFinding(this::print));
  }

  /** @param lines told each finding */
  void begin(Trainer trainer, Consumer<String> lines) {
    if (watch.isEmpty()) return;
    tell = lines;
    trainer.callback(this);
  }

  /** Leaves the looks in the file that the checkpoint's epochs have; the others will be taken again. */
  @Override
  public void resumed(List<EpochRecord> epochs, List<String> others) {
    resumed = true;
    epoch = epochs.size();
    guarded(it -> {
      List<Health> kept = before.stream().filter(health -> health.epoch() <= epochs.size()).toList();
      folder.write(RunFolder.HEALTH, kept.stream().map(health -> JsonWriter.write(HealthJson.map(health)) + "\n").collect(Collectors.joining()));
      it.earlier(kept).resumed(epochs, others);
    });
  }

  @Override
  public void begins(Parameters theta, Dataset prepared) {
    guarded(it -> {
      if (!resumed && !before.isEmpty()) folder.write(RunFolder.HEALTH, "");
      it.begins(theta, prepared);
    });
  }

  @Override
  public void step(int epoch, int batch, int batches, double loss) {
    this.epoch = epoch;
    try {
      watch.orElseThrow().step(epoch, batch, batches, loss);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public void epoch(EpochRecord record) {
    guarded(it -> it.epoch(record));
  }

  @Override
  public void diverged(DivergedException what, Divergence reaction) {
    guarded(it -> it.diverged(what, reaction));
  }

  private void guarded(Consumer<HealthWatch> call) {
    try {
      watch.ifPresent(call);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  private RuntimeException ended(RuntimeException e) {
    ended = Optional.of("the watch ended in epoch " + epoch + ": " + e.getMessage());
    return e;
  }

  private void write(Health health) {
    folder.append(RunFolder.HEALTH, JsonWriter.write(HealthJson.map(health)));
  }

  private void print(Finding finding) {
    told = true;
    FindingText.lines(finding).forEach(tell);
  }

  /** What can only be said at the end. */
  void end(TrainingResult result) {
    if (ended.isPresent()) {
      tell.accept(ended.get());
      return;
    }
    watch.ifPresent(it -> it.findings(result.kept()));
    if (watch.isPresent() && !told) tell.accept("the watch found nothing wrong");
  }

  /** What made it run away. */
  void end(DivergedException e) {
    ended.ifPresentOrElse(tell, () -> watch.ifPresent(it -> it.findings(e)));
  }

  @Override
  public void close() {
    watch.ifPresent(HealthWatch::close);
  }
}
