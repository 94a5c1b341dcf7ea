package dev.gradus.cli;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.diagnose.Diagnosis;
import dev.gradus.diagnose.EpochFigures;
import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.HealthProbe;
import dev.gradus.model.Model;
import dev.gradus.store.ModelFileException;
import dev.gradus.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
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

  /**
   * What is known with the examples, or without them, when they do not fit the model any more.
   *
   * @param model of the run, when it has one; a report takes that of the newest checkpoint
   * @param notice told when the examples do not fit
   * @throws ModelFileException when the model, or a checkpoint that is looked at, is not this run's
   */
  static RecordedHealth of(RecordedRun run, TrainingJob job, Optional<Model> model, List<Map<String, Object>> history, Consumer<String> notice) throws IOException {
    if (model.isPresent()) requireOwn(run, job, model.get());
    Dataset prepared;
    try {
      prepared = prepared(job, model);
    } catch (DataException e) {
      notice.accept("The examples are left out, as they do not fit the model any more: " + e.getMessage());
      return withoutExamples(run, model.orElseThrow(() -> e), history);
    }
    List<EpochFigures> epochs = epochs(history);
    List<Health> recorded = looks(run, job.network().depth());
    List<Health> looks = recorded.isEmpty() ? probed(run, job, model, prepared, epochs) : recorded;
    Diagnosis diagnosis = new Diagnosis(job.network()).plan(job.plan()).health(looks).history(epochs).table(job.split().train())
        .preparation(model.map(Model::preparation).orElse(job.preparation())).examples(prepared);
    model.ifPresent(trained -> diagnosis.model(trained.parameters()).kept(kept(trained, epochs)));
    if (run.model().isEmpty()) diverged(run).ifPresent(diagnosis::diverged);
    return new RecordedHealth(looks, diagnosis.findings());
  }

  /** What is known when the examples cannot be read any more: what was seen while it ran, and the epochs. */
  static RecordedHealth withoutExamples(RecordedRun run, Model model, List<Map<String, Object>> history) throws IOException {
    List<Health> looks = looks(run, model.network().depth());
    List<EpochFigures> epochs = epochs(history);
    return new RecordedHealth(looks, new Diagnosis(model.network()).health(looks).history(epochs).kept(kept(model, epochs)).findings());
  }

  /** Checks that a model is of the network of the run; nothing is checked when the data are others by now. @throws ModelFileException when it is not */
  static void requireOwn(RecordedRun run, TrainingJob job, Model model) throws IOException {
    if (!new Verification(model).data(job.trainer().notes()).isEmpty()) return;
    run.requireOwn(run.model().orElse(run.folder()), model.network(), job.network());
  }

  /** Prepared by the model, and with its classes in their order. @throws DataException when they are of another shape than it needs */
  private static Dataset prepared(TrainingJob job, Optional<Model> model) {
    Dataset train = job.split().train();
    if (model.isEmpty()) return job.trainer().prepared(train);
    Dataset prepared = new Trainer(job.network(), job.plan()).continueFrom(model.get()).prepared(train);
    if (model.get().network().equals(job.network())) return prepared;
    throw new DataException(train.source(), "the network for the data that are there now is " + job.network() + ", and that of the model " + model.get().network());
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

  /** The number of the epoch that the model says it is of, if there is such an epoch, and else the last or first one. */
  private static int kept(Model model, List<EpochFigures> epochs) {
    int said = model.provenance().get("kept_epoch") instanceof Number epoch ? epoch.intValue() : epochs.size();
    return Math.max(1, Math.min(epochs.size(), said));
  }

  /** What was seen while it ran. @throws DataException when it is of a network with another number of layers */
  private static List<Health> looks(RecordedRun run, int depth) throws IOException {
    List<Health> looks = run.looks();
    for (Health look : looks) {
      if (look.depth() == depth) continue;
      throw new DataException(run.folder().resolve(RunFolder.HEALTH).toString(), "it tells of " + look.depth() + " layers, and the network has " + depth);
    }
    return looks;
  }

  /** What can be seen of its beginning, its checkpoints and its model. */
  private static List<Health> probed(RecordedRun run, TrainingJob job, Optional<Model> model, Dataset prepared, List<EpochFigures> epochs) throws IOException {
    List<Health> looks = new ArrayList<>();
    try (Parameters theta = job.trainer().initial(); HealthProbe probe = new HealthProbe(theta, job.plan().regularization(), prepared)) {
      probe.look(0, 0).ifPresent(looks::add);
      List<Path> checkpoints = new ArrayList<>(run.checkpoints());
      Collections.reverse(checkpoints);
      for (Path checkpoint : checkpoints) {
        long steps = Long.parseLong(checkpoint.getFileName().toString().replaceAll("\\D", ""));
        int epoch = (int) epochs.stream().filter(e -> e.steps() <= steps).count();
        try (Model then = Model.load(checkpoint)) {
          run.requireOwn(checkpoint, then.network(), job.network());
          theta.assign(then.parameters());
        }
        if (epoch > 0) probe.look(epoch, steps).ifPresent(looks::add);
      }
      if (model.isEmpty() || epochs.isEmpty()) return looks;
      EpochFigures kept = epochs.get(kept(model.get(), epochs) - 1);
      looks.removeIf(look -> look.epoch() >= kept.epoch());
      theta.assign(model.get().parameters());
      probe.look(kept.epoch(), kept.steps()).ifPresent(looks::add);
    }
    return looks;
  }
}
