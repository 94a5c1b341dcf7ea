package dev.gradus.cli;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.DataException;
import dev.gradus.data.DataMarks;
import dev.gradus.data.Dataset;
import dev.gradus.metrics.Evaluation;
import dev.gradus.model.Model;
import dev.gradus.net.Network;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Target;
import dev.gradus.store.JsonWriter;
import dev.gradus.store.Safetensors;
import dev.gradus.train.Cancellation;
import dev.gradus.train.CancelledException;
import dev.gradus.train.Change;
import dev.gradus.train.DivergedException;
import dev.gradus.train.NotEnoughMemoryException;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gradus train}: takes a source, gives a model. */
@Command(name = "train", sortOptions = false, description = "Trains a network and saves the model.")
final class TrainCommand implements Callable<Integer>, Checked {
  private static final double FAR = 10;

  @Spec private CommandSpec spec;

  @picocli.CommandLine.Parameters(paramLabel = "SOURCE", arity = "0..1",
      description = "a table: .csv or .tsv (.gz and .zst too), .parquet, .npy, .npz, several of them as a pattern such as \"a-*.csv\" or with commas, - for CSV from "
          + "standard input, jdbc:… with --query; or pictures: digits, mnist, or idx:DIR")
  private String source;

  @Mixin private SourceOptions sources;
  @Mixin private PlanOptions plans;

  @Option(names = "--validation", paramLabel = "WHAT",
      description = "a fraction, another source, or none (default: 0.1; for mnist the last 10,000 training examples)")
  private String validation;

  @Mixin private CalibrationOption calibration;

  @Option(names = "--init-from", paramLabel = "FILE", description = "start from W1, b1, … of a model or any safetensors file (default: none)")
  private Path initFrom;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "auto", description = "auto, or 1 to 256 (default: ${DEFAULT-VALUE})")
  private String threads;

  @NoInfluence
  @Option(names = "--test", fallbackValue = "true", description = "at the end, evaluate on the source's test examples")
  private boolean test;

  @NoInfluence
  @Option(names = "--out", paramLabel = "FILE", description = "where the model goes (default: model.safetensors in the run folder)")
  private Path out;

  @NoInfluence
  @Option(names = "--run-dir", paramLabel = "DIR", description = "folder for configuration, history, checkpoints, log and model (default: runs/<time>-<name>)")
  private Path runDir;

  @Mixin private CheckpointOptions checkpoints;

  @NoInfluence
  @Option(names = "--watch", fallbackValue = "true",
      description = "look at the layers while training, say what is wrong with them, and write health.jsonl; gradus diagnose says more afterwards")
  private boolean watch;

  @NoInfluence
  @Option(names = "--json", fallbackValue = "true", description = "one JSON object per line on standard output")
  private boolean json;

  @Mixin private ConfigurationOptions configuration;

  @Override
  public Integer call() throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    PrintWriter stderr = spec.commandLine().getErr();
    check();
    if (configuration.printed()) return ExitCode.DONE;
    configuration.require(source);
    Source opened = sources.open(source, stderr::println);
    Split.Rule rule = Split.rule(validation, sources, plans.seed(), stderr::println);
    refuseWhatCannotBe(opened);
    OutputFile.refuseToReplace("--out", out, source, validation, initFrom == null ? null : initFrom.toString());
    try (RunFolder folder = RunFolder.create(runDir, source, out, stored(configuration.all()))) {
      spec.commandLine().setErr(new RunLog(stderr, folder.path()));
      return run(opened, rule, folder, trainer -> {});
    }
  }

  /**
   * Goes on with a run whose options these are.
   *
   * @param checkpoint the newest, or none when none was written yet
   * @param otherOut where the model goes, or null for where the run says
   */
  Integer resume(RunFolder folder, Path otherOut, boolean asJson, Optional<Path> checkpoint, Change... allowed) throws IOException {
    check();
    json |= asJson;
    Source opened = sources.open(source, spec.commandLine().getErr()::println);
    Split.Rule rule = Split.rule(validation, sources, plans.seed(), spec.commandLine().getErr()::println);
    OutputFile.refuseToReplace("--out", otherOut, source, validation, initFrom == null ? null : initFrom.toString());
    RunFolder run = folder.withModel(otherOut != null ? otherOut : out);
    return run(opened, rule, run, trainer -> checkpoint.ifPresentOrElse(path -> trainer.resumeFrom(path, allowed), () -> run.resumed(List.of(), List.of())));
  }

  private Integer run(Source opened, Split.Rule rule, RunFolder folder, Consumer<Trainer> begin) throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    PrintWriter stderr = spec.commandLine().getErr();
    Cancellation wish = new Cancellation();
    try (TrainingJob job = job(opened, rule, folder); Signals signals = new Signals(wish, stderr::println);
        Watching watching = new Watching(watch, job, folder)) {
      TrainingPlan plan = job.plan();
      Progress progress = new Progress(stdout, stderr, plan.epochs(), plan.batch(), json);
      stderr.println(job.network());
      Dataset examples = job.split().train();
      int used = job.trainer().threads(examples.size());
      stderr.println(String.format(Locale.ROOT, "%,d examples from %s, %s; %s; %s", examples.size(), source, job.split().describe(),
          examples.schema(), used == 1 ? "1 thread" : used + " threads"));
      Gaps.notice(examples).ifPresent(stderr::println);
      Strangers.notices(examples, job.preparation()).forEach(stderr::println);
      if (!job.scalesTarget()) warnOfFarTarget(examples, stderr);
      begin.accept(job.trainer().cancellation(wish).checkpoints(checkpoints.in(folder.path())).callback(progress).callback(folder));
      watching.begin(job.trainer(), line -> {
        progress.clear();
        stderr.println(line);
      });
      try (TrainingResult result = job.trainer().train(examples)) {
        progress.clear();
        EndingText.of(result, plan).forEach(stderr::println);
        try (Model model = finished(result.model(), job.split(), stderr::println)) {
          Path saved = folder.save(model);
          report(stdout, result, job.test().map(model::evaluate), saved);
        }
        watching.end(result);
        EndingText.throwLostOutput(result);
        folder.throwIfGone();
      } catch (CancelledException e) {
        progress.clear();
        stderr.println("ended in epoch " + e.epoch() + " after step " + e.step() + "; gradus resume " + folder.path() + " goes on from there");
        return signals.code();
      } catch (DivergedException e) {
        watching.end(e);
        throw e;
      } catch (IllegalArgumentException | DataException | NotEnoughMemoryException e) {
        folder.removeUnlessBegun();
        throw e;
      }
    }
    return ExitCode.DONE;
  }

  @Override
  public void check() {
    plans.plan(Threads.parse(threads));
    calibration.check(validation);
    if (initFrom != null) plans.refuseInitialValues();
    if (source != null) sources.checkColumns(source);
    plans.check();
    sources.check();
    checkpoints.check(plans.plan(Threads.parse(threads)));
  }

  /** Without a word, a target far from 0 and 1 would give a model that is no use. */
  private void warnOfFarTarget(Dataset examples, PrintWriter stderr) {
    if (!(examples.schema().target() instanceof Target.Value)) return;
    double squares = 0;
    for (int i = 0; i < examples.size(); i++) squares += examples.value(i) * examples.value(i) / examples.size();
    if (squares <= FAR * FAR) return;
    stderr.println(String.format(Locale.ROOT, "notice: %s has values of the size of %.3g, and it is not scaled; "
        + "training will be slow or fail without --scale-target standard, or values near 0 and 1", sources.target, Math.sqrt(squares)));
  }

  private void refuseWhatCannotBe(Source opened) {
    if (test && !opened.hasTest()) {
      throw new IllegalArgumentException("--test: " + source + " has no test examples of its own; use gradus evaluate on another file");
    }
    if (source.equals("-") && "-".equals(validation)) {
      throw new IllegalArgumentException("--validation - and the source - are both standard input, which can be read once; give one as a file");
    }
  }

  /** Reads the data. When that cannot be used, there was no run. */
  private TrainingJob job(Source opened, Split.Rule rule, RunFolder folder) throws IOException {
    try {
      return job(opened, rule);
    } catch (IOException | RuntimeException | Error e) {
      folder.remove();
      throw e;
    }
  }

  private TrainingJob job(Source opened, Split.Rule rule) throws IOException {
    Dataset all = opened.train();
    Split split = rule.of(opened, all);
    TrainingPlan plan = plans.plan(Threads.parse(threads), split.train().size());
    Optional<Dataset> tests = test ? Optional.of(ModelSource.fitting(opened.test(), split.train().schema())) : Optional.empty();
    Preparation preparation = plans.fit(split.train());
    Network network = plans.network(split.train().preparedBy(preparation));
    calibration.check(network, split);
    Trainer trainer = new Trainer(network, plan).preparation(preparation).note("configuration", configuration.ofModel()).note("version", Version.text())
        .note(Verification.DATA, DataMarks.of(all).facts());
    if (Split.isSource(validation)) trainer.note(Verification.VALIDATION, DataMarks.of(split.validation().orElseThrow()).facts());
    split.validation().ifPresent(trainer::validation);
    Optional<Parameters> start = start(network, plan);
    start.ifPresent(trainer::startFrom);
    return new TrainingJob(plan, split, tests, preparation, network, trainer, start);
  }

  /** What is made of a trained model at the end. @return it, or a new one */
  Model finished(Model model, Split split, Consumer<String> notice) {
    return calibration.apply(model, split, notice);
  }

  /** The job that these options say, from their data read now; nothing is written, and nothing downloaded. @param notice told what is to be known about the source */
  TrainingJob job(Consumer<String> notice) throws IOException {
    check();
    sources.fetchNothing();
    Source opened = sources.open(source, notice);
    return job(opened, Split.rule(validation, sources, plans.seed(), notice));
  }

  private Optional<Parameters> start(Network network, TrainingPlan plan) throws IOException {
    if (initFrom == null) return Optional.empty();
    try (Safetensors file = Safetensors.open(initFrom)) {
      Parameters theta = Model.parameters(file, network, plan.type());
      InitialModel.notices(file, network).forEach(spec.commandLine().getErr()::println);
      return Optional.of(theta);
    }
  }

  private static Map<String, Object> stored(Map<String, Object> configuration) {
    Map<String, Object> stored = new LinkedHashMap<>(configuration);
    stored.put(ConfigurationFile.VERSION, Version.text());
    return stored;
  }

  private void report(PrintWriter stdout, TrainingResult result, Optional<Evaluation> tested, Path saved) {
    if (json) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("event", "done");
      event.put("epochs", result.history().size());
      tested.ifPresent(e -> e.figures().forEach((name, value) -> event.put("test_" + name, value)));
      event.put("model", saved.toString());
      stdout.println(JsonWriter.write(event));
    } else {
      tested.ifPresent(e -> stdout.println(String.format(Locale.ROOT, "test, %,d examples: %s", e.examples(), Figures.line(e))));
      stdout.println("model: " + saved);
    }
    stdout.flush();
  }
}
