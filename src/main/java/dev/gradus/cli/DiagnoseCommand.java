package dev.gradus.cli;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.diagnose.Diagnosis;
import dev.gradus.diagnose.EpochFigures;
import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.HealthJson;
import dev.gradus.diagnose.HealthProbe;
import dev.gradus.diagnose.Severity;
import dev.gradus.model.Model;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gradus diagnose}: takes the folder of a run, says what is wrong with it. */
@Command(name = "diagnose", sortOptions = false,
    description = "Looks at the layers, the epochs and the data of a run, and says what is wrong and what to do; exit code 3 when there is a fault.")
final class DiagnoseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @picocli.CommandLine.Parameters(paramLabel = "RUN-DIR", description = "folder of a run of gradus train; with --watch it has health.jsonl, which says the most")
  private Path folder;

  @Option(names = "--json", fallbackValue = "true", description = "one JSON object on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    RecordedRun run = RecordedRun.open(folder, out, err);
    List<Map<String, Object>> history = run.history();
    try (TrainingJob job = run.job(err::println)) {
      Optional<Model> model = run.model().isPresent() ? Optional.of(Model.load(run.model().get())) : Optional.empty();
      try {
        List<Health> looks = health(run, job, model, history);
        return tell(out, looks, findings(job, model, history, looks));
      } finally {
        model.ifPresent(Model::close);
      }
    }
  }

  private static List<Finding> findings(TrainingJob job, Optional<Model> model, List<Map<String, Object>> history, List<Health> looks) {
    Dataset train = job.split().train();
    Diagnosis diagnosis = new Diagnosis(job.network()).plan(job.plan()).health(looks).table(train).examples(prepared(job, model));
    diagnosis.history(epochs(history));
    model.ifPresent(trained -> diagnosis.model(trained.parameters()).kept(kept(trained).orElse(history.size())));
    return diagnosis.findings();
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
  private List<Health> health(RecordedRun run, TrainingJob job, Optional<Model> model, List<Map<String, Object>> history) throws IOException {
    List<Map<String, Object>> lines = run.lines(RunFolder.HEALTH);
    return lines.isEmpty() ? probed(run, job, model, epochs(history)) : recorded(lines);
  }

  private List<Health> recorded(List<Map<String, Object>> lines) throws IOException {
    List<Health> looks = new ArrayList<>();
    try {
      for (Map<String, Object> line : lines) looks.add(HealthJson.health(line));
    } catch (IllegalArgumentException e) {
      throw new FileSystemException(folder.toString(), null, RunFolder.HEALTH + " line " + (looks.size() + 1) + ": " + e.getMessage());
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

  private int tell(PrintWriter out, List<Health> health, List<Finding> findings) {
    if (json) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("findings", findings.stream().map(HealthJson::map).toList());
      facts.put("health", health.stream().map(HealthJson::map).toList());
      out.println(JsonWriter.write(facts));
    } else {
      if (!health.isEmpty()) FindingText.table(health.get(health.size() - 1)).forEach(out::println);
      findings.forEach(finding -> FindingText.lines(finding).forEach(out::println));
      if (findings.isEmpty()) out.println("nothing is wrong, as far as can be seen");
    }
    return findings.stream().anyMatch(finding -> finding.severity() == Severity.FAULT) ? ExitCode.FAILED : ExitCode.DONE;
  }
}
