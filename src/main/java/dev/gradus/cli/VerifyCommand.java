package dev.gradus.cli;

import dev.gradus.model.Model;
import dev.gradus.store.JsonWriter;
import dev.gradus.train.Callback;
import dev.gradus.train.EpochRecord;
import dev.gradus.train.Trace;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gradus verify}: takes a model and its data, trains it once more, says whether it has the same bits. */
@Command(name = "verify", sortOptions = false,
    description = "Trains a model once more, with the options it was trained with, and compares bits; exit code 3 when data or bits are others.")
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "a model of gradus train")
  private Path file;

  @Option(names = "--data", paramLabel = "SOURCE", description = "what it was trained on, as for train (default: the source that the model names)")
  private String data;

  @Option(names = "--query", paramLabel = "SQL", description = "what is asked of a database, for --data jdbc:… (default: none)")
  private String query;

  @Option(names = "--validation-data", paramLabel = "SOURCE", description = "what it was validated on, if that was a source (default: the one that the model names)")
  private String validation;

  @Option(names = "--json", fallbackValue = "true", description = "one JSON object on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (Model model = Model.load(file)) {
      Verification verification = new Verification(model);
      if (verification.isCheckpoint()) {
        throw new IllegalArgumentException(file + " is a checkpoint, made on the way of a run; only a model that a run ended with can be trained once more");
      }
      verification.check(file.toString());
      Map<String, Object> options = options(verification);
      TrainCommand train = RecordedOptions.in(options, RecordedOptions.untold(spec.commandLine().getOut(), err));
      try (TrainingJob job = train.job(err::println)) {
        Map<String, Object> now = job.trainer().notes();
        List<String> changes = verification.data(now);
        if (!changes.isEmpty()) return tell(new Answer(changes, List.of(), List.of(), false, Optional.empty()));
        err.println("data: " + Figures.plain(options.get("source").toString()));
        if (!verification.knowsData()) err.println("notice: the model has no digests of its data, so that only its bits can be compared");
        RunsProgress line = new RunsProgress(err, "epochs");
        try (TrainingResult result = job.trainer().callback(progress(line, job.plan().epochs())).train(job.split().train()); Model again = train.finished(result.model(), job.split(), err::println)) {
          line.clear();
          Map<String, Object> made = again.provenance();
          return tell(new Answer(List.of(), verification.machine(made), verification.tensors(again), verification.isTraced(), verification.parting(again)));
        }
      }
    }
  }

  private Map<String, Object> options(Verification verification) {
    Map<String, Object> options = verification.options();
    if (query != null && data == null) throw new IllegalArgumentException("--query goes with --data jdbc:…; give both, or leave it out");
    if (data == null) Verification.requireFile("--data", options.get("source"));
    if (validation == null) Verification.requireFile("--validation-data", options.get("validation"));
    options.remove("query");
    if (data != null) options.put("source", data);
    if (query != null) options.put("query", query);
    if (validation == null) return options;
    if (!Split.isSource(Objects.toString(options.get("validation"), null))) {
      throw new IllegalArgumentException("--validation-data " + validation + ": the model was not validated on a source of its own; leave it out");
    }
    options.put("validation", validation);
    return options;
  }

  private static Callback progress(RunsProgress line, int epochs) {
    return new Callback() {
      @Override
      public void epoch(EpochRecord record) {
        line.done(record.epoch(), epochs, record.epoch(), epochs);
      }
    };
  }

  /** What was found: in the data, the machine, the tensors, and where the runs part. */
  private record Answer(List<String> data, List<String> machine, List<String> tensors, boolean traced, Optional<Trace.Range> parting) {
    boolean same() {
      return data.isEmpty() && tensors.isEmpty() && parting.isEmpty();
    }

    Map<String, Object> json() {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("same_bits", same());
      facts.put("same_data", data.isEmpty());
      if (!data.isEmpty()) facts.put("data", data);
      if (!machine.isEmpty()) facts.put("machine", machine);
      if (!tensors.isEmpty()) facts.put("tensors", tensors);
      parting.ifPresent(range -> facts.put("first_other_step", List.of(range.from(), range.to())));
      return facts;
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>();
      if (!data.isEmpty()) lines.add("other data: " + String.join("; ", data) + ". It was not trained again.");
      machine.forEach(other -> lines.add("notice: " + other));
      if (same()) lines.add("same bits: these data and options give this model");
      if (data.isEmpty() && !same()) {
        lines.add("other bits; " + parting.map(range -> "the first loss that differs is that of " + range).orElse(traced ? "the losses of all steps are the same" : "the model has no trace of its steps"));
        tensors.forEach(other -> lines.add("  " + other));
      }
      return lines;
    }
  }

  private int tell(Answer answer) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(JsonWriter.write(answer.json()));
    } else {
      answer.lines().forEach(line -> out.println(Figures.plain(line)));
    }
    return answer.same() ? ExitCode.DONE : ExitCode.FAILED;
  }
}
