package dev.gradus.cli;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.metrics.Evaluation;
import dev.gradus.model.Model;
import dev.gradus.net.Network;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Target;
import dev.gradus.store.Json;
import dev.gradus.store.Safetensors;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gradus train}: takes a source, gives a model. */
@Command(name = "train", sortOptions = false, description = "Trains a network and saves the model.")
final class TrainCommand implements Callable<Integer> {
  private static final double FAR = 10;

  /** The type of the parameters, as the command line names it. */
  enum Precision {
    FLOAT(DataType.FLOAT),
    DOUBLE(DataType.DOUBLE);

    final DataType type;

    Precision(DataType type) {
      this.type = type;
    }
  }

  @Spec private CommandSpec spec;

  @picocli.CommandLine.Parameters(paramLabel = "SOURCE",
      description = "a .csv or .tsv file (.gz too), - for standard input, digits, mnist, or idx:DIR")
  private String source;

  @Mixin private SourceOptions sources;
  @Mixin private NetworkOptions networks;
  @Mixin private OptimizerOptions optimizers;

  @Option(names = "--batch", paramLabel = "N", defaultValue = "32", description = "examples in a mini-batch (default: ${DEFAULT-VALUE})")
  private int batch;

  @Option(names = "--epochs", paramLabel = "N", defaultValue = "20", description = "times every example is seen (default: ${DEFAULT-VALUE})")
  private int epochs;

  @Option(names = "--l2", paramLabel = "LAMBDA", defaultValue = "0", description = "penalty λ/2·‖W‖² (default: ${DEFAULT-VALUE})")
  private double l2;

  @Option(names = "--prepare", paramLabel = "KIND", defaultValue = "standard",
      description = "scaling of columns: standard, minmax, none (default: ${DEFAULT-VALUE})")
  private Scaling.Kind prepare;

  @Option(names = "--validation", paramLabel = "WHAT",
      description = "a fraction, another source, or none (default: 0.1; for mnist the last 10,000 training examples)")
  private String validation;

  @Option(names = "--shuffle", negatable = true, defaultValue = "true", fallbackValue = "true",
      description = "examples in another order in every epoch, or with --no-shuffle in that of the source (default: shuffled)")
  private boolean shuffle;

  @Option(names = "--init-from", paramLabel = "FILE", description = "start from W1, b1, … of a model or any safetensors file")
  private Path initFrom;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0",
      description = "of initial weights, order and split; the same seed and --threads give the same model (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--dtype", paramLabel = "TYPE", defaultValue = "float", description = "float or double (default: ${DEFAULT-VALUE})")
  private Precision dtype;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "auto", description = "auto, or 1 to 256 (default: ${DEFAULT-VALUE})")
  private String threads;

  @Option(names = "--test", description = "at the end, evaluate on the source's test examples")
  private boolean test;

  @Option(names = "--out", paramLabel = "FILE", description = "where the model goes (default: model.safetensors in the run folder)")
  private Path out;

  @Option(names = "--run-dir", paramLabel = "DIR", description = "folder for configuration, history and model (default: runs/<time>-<name>)")
  private Path runDir;

  @Option(names = "--json", description = "one JSON object per line on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    PrintWriter stderr = spec.commandLine().getErr();
    TrainingPlan plan = plan();
    sources.checkColumns(source);
    networks.check();
    Source opened = sources.open(source, stderr::println);
    Split.Rule rule = Split.rule(validation, sources, seed, stderr::println);
    refuseWhatCannotBe(opened);
    OutputFile.refuseToReplace(out, source, validation, initFrom == null ? null : initFrom.toString());
    RunFolder folder = RunFolder.create(runDir, source, out, configuration(plan));
    try (Job job = job(opened, rule, plan, folder)) {
      Progress progress = new Progress(stdout, stderr, plan.epochs(), plan.batch(), json);
      stderr.println(job.network());
      Dataset examples = job.split().train();
      int used = job.trainer().threads(examples.size());
      stderr.println(String.format(Locale.ROOT, "%,d examples from %s, %s; %s; %s", examples.size(), source, job.split().describe(),
          examples.schema(), used == 1 ? "1 thread" : used + " threads"));
      warnOfFarTarget(examples, stderr);
      try (TrainingResult result = job.trainer().callback(progress).callback(folder).train(examples)) {
        progress.clear();
        Path saved = folder.save(result.model());
        report(stdout, result, job.test().map(result.model()::evaluate), saved);
      }
    }
    return ExitCode.DONE;
  }

  /** Without a word, a target far from 0 and 1 would give a model that is no use. */
  private void warnOfFarTarget(Dataset examples, PrintWriter stderr) {
    if (!(examples.schema().target() instanceof Target.Value)) return;
    double squares = 0;
    for (int i = 0; i < examples.size(); i++) squares += examples.value(i) * examples.value(i) / examples.size();
    if (squares <= FAR * FAR) return;
    stderr.println(String.format(Locale.ROOT, "notice: %s has values of the size of %.3g, and a regression target is not scaled; "
        + "training will be slow or fail unless you bring it near 0 and 1 (another unit, or values less their mean)", sources.target, Math.sqrt(squares)));
  }

  private TrainingPlan plan() {
    return TrainingPlan.builder().optimizer(optimizers.optimizer()).schedule(optimizers.schedule()).batch(batch).epochs(epochs).shuffle(shuffle)
        .l2(l2).initializer(networks.initializer()).scaling(prepare).seed(seed).type(dtype.type)
        .threads(Threads.parse(threads)).build();
  }

  private void refuseWhatCannotBe(Source opened) {
    if (test && !opened.hasTest()) {
      throw new IllegalArgumentException("--test: " + source + " has no test examples of its own; use gradus evaluate on another file");
    }
    if (source.equals("-") && "-".equals(validation)) {
      throw new IllegalArgumentException("--validation - and the source - are both standard input, which can be read once; give one as a file");
    }
  }

  /** All that a run needs, read and checked. */
  private record Job(Split split, Optional<Dataset> test, Network network, Trainer trainer, Optional<Parameters> start)
      implements AutoCloseable {
    @Override
    public void close() {
      start.ifPresent(Parameters::close);
    }
  }

  /** Reads the data. When that cannot be used, there was no run. */
  private Job job(Source opened, Split.Rule rule, TrainingPlan plan, RunFolder folder) throws IOException {
    try {
      Split split = rule.of(opened, opened.train());
      Optional<Dataset> tests = test ? Optional.of(ModelSource.fitting(opened.test(), split.train().schema())) : Optional.empty();
      Network network = networks.network(split.train());
      Trainer trainer = new Trainer(network, plan);
      split.validation().ifPresent(trainer::validation);
      Optional<Parameters> start = start(network);
      start.ifPresent(trainer::startFrom);
      return new Job(split, tests, network, trainer, start);
    } catch (IOException | RuntimeException | Error e) {
      folder.remove();
      throw e;
    }
  }

  private Optional<Parameters> start(Network network) throws IOException {
    if (initFrom == null) return Optional.empty();
    try (Safetensors file = Safetensors.open(initFrom)) {
      return Optional.of(Model.parameters(file, network, dtype.type));
    }
  }

  private Map<String, Object> configuration(TrainingPlan plan) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("source", source);
    put(configuration, "target", sources.target);
    if (!sources.features.isEmpty()) configuration.put("features", sources.features);
    if (!sources.ignore.isEmpty()) configuration.put("ignore", sources.ignore);
    put(configuration, "weight", sources.weight);
    put(configuration, "group", sources.group);
    put(configuration, "time", sources.time);
    configuration.put("task", sources.task.name().toLowerCase(Locale.ROOT));
    put(configuration, "data-dir", sources.dataDir);
    configuration.put("hidden", networks.hidden);
    configuration.put("activation", networks.activation);
    put(configuration, "loss", networks.loss);
    put(configuration, "output", networks.output);
    configuration.put("init", plan.initializer().name());
    put(configuration, "init-from", initFrom);
    configuration.put("dropout", networks.dropout);
    configuration.put("optimizer", plan.optimizer().toString());
    configuration.put("schedule", plan.schedule().toString());
    configuration.put("batch", plan.batch());
    configuration.put("epochs", plan.epochs());
    configuration.put("l2", plan.l2());
    configuration.put("prepare", plan.scaling().name().toLowerCase(Locale.ROOT));
    put(configuration, "validation", validation);
    configuration.put("shuffle", plan.shuffle());
    configuration.put("seed", Long.toString(plan.seed()));
    configuration.put("dtype", dtype.name().toLowerCase(Locale.ROOT));
    configuration.put("threads", threads);
    configuration.put("version", Version.text());
    return configuration;
  }

  private static void put(Map<String, Object> configuration, String name, Object value) {
    if (value != null) configuration.put(name, value.toString());
  }

  private void report(PrintWriter stdout, TrainingResult result, Optional<Evaluation> tested, Path saved) {
    if (json) {
      Map<String, Object> event = new LinkedHashMap<>();
      event.put("event", "done");
      event.put("epochs", result.history().size());
      tested.ifPresent(e -> e.figures().forEach((name, value) -> event.put("test_" + name, value)));
      event.put("model", saved.toString());
      stdout.println(Json.write(event));
    } else {
      tested.ifPresent(e -> stdout.println(String.format(Locale.ROOT, "test, %,d examples: %s", e.examples(), Figures.line(e))));
      stdout.println("model: " + saved);
    }
    stdout.flush();
  }
}
