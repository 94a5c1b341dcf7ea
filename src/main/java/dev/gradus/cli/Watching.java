package dev.gradus.cli;

import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.HealthJson;
import dev.gradus.diagnose.HealthWatch;
import dev.gradus.store.Json;
import dev.gradus.store.JsonWriter;
import dev.gradus.train.Callback;
import dev.gradus.train.DivergedException;
import dev.gradus.train.EpochRecord;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@code --watch}: takes a run, gives {@code health.jsonl} in its folder, and a line for every finding as it arises. Without the option it does nothing. */
final class Watching implements Callback, AutoCloseable {
  private final Optional<HealthWatch> watch;
  private final RunFolder folder;
  private Consumer<String> tell = line -> {};
  private boolean told;

  Watching(boolean asked, TrainingJob job, RunFolder folder) {
    this.folder = folder;
    watch = asked ? Optional.of(new HealthWatch(job.plan()).preparation(job.preparation())) : Optional.empty();
    watch.ifPresent(it -> it.onHealth(this::write).onFinding(this::print));
  }

  /** @param lines told each finding */
  void begin(Trainer trainer, Consumer<String> lines) {
    if (watch.isEmpty()) return;
    tell = lines;
    trainer.callback(this).callback(watch.get());
  }

  /** Leaves the looks in the file that the checkpoint's epochs have; the others will be taken again. */
  @Override
  public void resumed(List<EpochRecord> epochs, List<String> others) {
    List<Health> kept = new ArrayList<>();
    try {
      Path file = folder.file(RunFolder.HEALTH);
      String text = Files.exists(file) ? Files.readString(file) : "";
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
        if (line.isBlank()) continue;
        Health health = HealthJson.health(Json.parse(line));
        if (health.epoch() <= epochs.size()) kept.add(health);
      }
    } catch (IOException e) {
      throw new CannotWriteException(folder.file(RunFolder.HEALTH), "--run-dir", e);
    }
    folder.write(RunFolder.HEALTH, kept.stream().map(health -> JsonWriter.write(HealthJson.map(health)) + "\n").collect(Collectors.joining()));
    watch.orElseThrow().earlier(kept);
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
    watch.ifPresent(it -> it.findings(result.kept()));
    if (watch.isPresent() && !told) tell.accept("the watch found nothing wrong");
  }

  /** What made it run away. */
  void end(DivergedException e) {
    watch.ifPresent(it -> it.findings(e));
  }

  @Override
  public void close() {
    watch.ifPresent(HealthWatch::close);
  }
}
