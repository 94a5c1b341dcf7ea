package dev.gradus.cli;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.diagnose.Diagnosis;
import dev.gradus.diagnose.EpochFigures;
import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.HealthJson;
import dev.gradus.diagnose.HealthProbe;
import dev.gradus.model.Model;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of the health of a recorded run.
 *
 * @param looks at its layers, in the order of the epochs
 * @param findings the worst first
 */
record RecordedHealth(List<Health> looks, List<Finding> findings) {
  private static final Pattern DIVERGED = Pattern.compile("epoch \\d+, step \\d+, layer (\\d{1,5}): .* finite number");

  /** @param model of the run, when it has ended, or of its newest checkpoint */
  static RecordedHealth of(RecordedRun run, TrainingJob job, Optional<Model> model, List<Map<String, Object>> history) throws IOException {
    List<Health> looks = looks(run, job, model, history);
    OptionalInt diverged = run.model().isEmpty() ? diverged(run) : OptionalInt.empty();
    return new RecordedHealth(looks, findings(job, model, history, looks, diverged));
  }

  /** What is known when the examples cannot be read any more: what was seen while it ran, and the epochs. */
  static RecordedHealth withoutExamples(RecordedRun run, Model model, List<Map<String, Object>> history) throws IOException {
    List<Health> looks = recorded(run, run.lines(RunFolder.HEALTH));
    Diagnosis diagnosis = new Diagnosis(model.network()).health(looks).history(epochs(history)).kept(kept(model).orElse(history.size()));
    return new RecordedHealth(looks, diagnosis.findings());
  }

  private static List<Finding> findings(TrainingJob job, Optional<Model> model, List<Map<String, Object>> history, List<Health> looks,
      OptionalInt diverged) {
    Dataset train = job.split().train();
    Diagnosis diagnosis = new Diagnosis(job.network()).plan(job.plan()).health(looks).table(train)
        .preparation(model.map(Model::preparation).orElse(job.preparation())).examples(prepared(job, model));
    diagnosis.history(epochs(history));
    model.ifPresent(trained -> diagnosis.model(trained.parameters()).kept(kept(trained).orElse(history.size())));
    diverged.ifPresent(diagnosis::diverged);
    return diagnosis.findings();
  }

  /** The layer in which numbers were not finite any more, which the log of a run says last. */
  private static OptionalInt diverged(RecordedRun run) throws IOException {
    Path log = run.folder().resolve(RunLog.FILE);
    if (!Files.exists(log)) return OptionalInt.empty();
    List<String> lines = Files.readAllLines(log);
    Matcher matcher = DIVERGED.matcher(lines.isEmpty() ? "" : lines.get(lines.size() - 1));
    return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
  }

  private static List<EpochFigures> epochs(List<Map<String, Object>> history) {
    return history.stream().map(EpochFigures::of).toList();
  }

  private static OptionalInt kept(Model model) {
    return model.provenance().get("kept_epoch") instanceof Number epoch ? OptionalInt.of(epoch.intValue()) : OptionalInt.empty();
  }

  private static Dataset prepared(TrainingJob job, Optional<Model> model) {
    return job.split().train().preparedBy(model.map(Model::preparation).orElse(job.preparation()));
  }

  /** What was seen while it ran, or else what can be seen of its beginning, its checkpoints and its model. */
  private static List<Health> looks(RecordedRun run, TrainingJob job, Optional<Model> model, List<Map<String, Object>> history) throws IOException {
    List<Map<String, Object>> lines = run.lines(RunFolder.HEALTH);
    return lines.isEmpty() ? probed(run, job, model, epochs(history)) : recorded(run, lines);
  }

  private static List<Health> recorded(RecordedRun run, List<Map<String, Object>> lines) throws IOException {
    List<Health> looks = new ArrayList<>();
    try {
      for (Map<String, Object> line : lines) looks.add(HealthJson.health(line));
    } catch (IllegalArgumentException e) {
      throw new FileSystemException(run.folder().toString(), null, RunFolder.HEALTH + " line " + (looks.size() + 1) + ": " + e.getMessage());
    }
    return looks;
  }

  private static List<Health> probed(RecordedRun run, TrainingJob job, Optional<Model> model, List<EpochFigures> epochs) throws IOException {
    List<Health> looks = new ArrayList<>();
    Dataset prepared = prepared(job, model);
    try (Parameters theta = job.trainer().initial(); HealthProbe probe = new HealthProbe(theta, job.plan().regularization(), prepared)) {
      probe.look(0, 0).ifPresent(looks::add);
      List<Path> checkpoints = new ArrayList<>(run.checkpoints());
      Collections.reverse(checkpoints);
      for (Path checkpoint : checkpoints) {
        long steps = Long.parseLong(checkpoint.getFileName().toString().replaceAll("\\D", ""));
        int epoch = (int) epochs.stream().filter(e -> e.steps() <= steps).count();
        try (Model then = Model.load(checkpoint)) {
          theta.assign(then.parameters());
        }
        if (epoch > 0) probe.look(epoch, steps).ifPresent(looks::add);
      }
      if (model.isEmpty() || epochs.isEmpty()) return looks;
      EpochFigures kept = epochs.get(Math.min(epochs.size(), kept(model.get()).orElse(epochs.size())) - 1);
      looks.removeIf(look -> look.epoch() >= kept.epoch());
      theta.assign(model.get().parameters());
      probe.look(kept.epoch(), kept.steps()).ifPresent(looks::add);
    }
    return looks;
  }
}
