package dev.gradus.cli;

import dev.gradus.backprop.Parameters;
import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.HealthJson;
import dev.gradus.diagnose.Severity;
import dev.gradus.model.Model;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  @picocli.CommandLine.Parameters(paramLabel = "RUN-DIR",
      description = "folder of a run of gradus train; with --watch it has health.jsonl, which says the most")
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
        List<String> changes = model.map(trained -> new Verification(trained).data(job.trainer().notes())).orElse(List.of());
        if (!changes.isEmpty()) err.println("notice: the data are not those of the run any more: " + Figures.plain(String.join("; ", changes)));
        if (model.isEmpty()) {
          err.println("notice: the run has no model yet, or it was moved away: nothing can be said of its answers" + (history.isEmpty() ? ", and no epoch has ended" : ""));
        }
        RecordedHealth health = RecordedHealth.of(run, job, model, history, line -> err.println("notice: " + Figures.plain(line)));
        return tell(out, health.looks(), health.findings());
      } finally {
        model.ifPresent(Model::close);
      }
    }
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
