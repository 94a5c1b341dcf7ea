package dev.gradus.cli;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.metrics.Evaluation;
import dev.gradus.model.Model;
import dev.gradus.net.Network;
import dev.gradus.prepare.Scaling;
import dev.gradus.store.Json;
import dev.gradus.store.Safetensors;
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
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gradus train}: takes a source, gives a model. */
@Command(name = "train", sortOptions = false, description = "Trains a network and saves the model.")
final class TrainCommand implements Callable<Integer> {
  private static final double DEFAULT_FRACTION = 0.1;

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

  @Option(names = "--no-shuffle", negatable = true, defaultValue = "true", fallbackValue = "true",
      description = "examples in the order of the source, in every epoch (default: shuffled)")
  private boolean shuffle;

  @Option(names = "--init-from", paramLabel = "FILE", description = "start from W1, b1, … of a model or any safetensors file")
  private Path initFrom;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "0",
      description = "of initial weights, order and split; the same seed gives the same model (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--dtype", paramLabel = "TYPE", defaultValue = "float", description = "float or double (default: ${DEFAULT-VALUE})")
  private Precision dtype;

  @Option(names = "--threads", paramLabel = "N", defaultValue = "auto", description = "auto or a number (default: ${DEFAULT-VALUE})")
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
    Source opened = sources.open(source, stderr::println);
    if (test && !opened.hasTest()) {
      throw new IllegalArgumentException("--test: " + source + " has no test examples of its own; use gradus evaluate on another file");
    }
    Dataset all = opened.train();
    Split split = split(opened, all, stderr);
    Network network = networks.network(split.train());
    Trainer trainer = new Trainer(network, plan);
    RunFolder folder = RunFolder.create(runDir, source, out);
    folder.writeConfiguration(configuration(network, plan));
    split.validation().ifPresent(trainer::validation);
    Progress progress = new Progress(stdout, stderr, plan.epochs(), plan.batch(), json);
    trainer.callback(progress).callback(folder);
    int used = Threads.apply(threads, network, plan);
    stderr.println(network);
    stderr.println(String.format(Locale.ROOT, "%,d examples from %s, %s; %s; %s", split.train().size(), source, split.describe(), all.schema(),
        used == 1 ? "1 thread" : used + " threads"));
    try (TrainingResult result = train(trainer, network, split.train())) {
      progress.clear();
      Path saved = folder.save(result.model());
      Optional<Evaluation> tested = test ? Optional.of(result.model().evaluate(opened.test())) : Optional.empty();
      report(stdout, result, tested, saved);
    }
    return ExitCode.DONE;
  }

  private TrainingPlan plan() {
    return TrainingPlan.builder().optimizer(optimizers.optimizer()).schedule(optimizers.schedule()).batch(batch).epochs(epochs).shuffle(shuffle)
        .l2(l2).initializer(networks.initializer()).scaling(prepare).seed(seed).type(dtype.type).build();
  }

  private TrainingResult train(Trainer trainer, Network network, Dataset examples) throws IOException {
    if (initFrom == null) return trainer.train(examples);
    try (Safetensors file = Safetensors.open(initFrom); Parameters theta = Model.parameters(file, network, dtype.type)) {
      return trainer.startFrom(theta).train(examples);
    }
  }

  private record Split(Dataset train, Optional<Dataset> validation) {
    String describe() {
      return validation.map(v -> String.format(Locale.ROOT, "%,d for validation", v.size())).orElse("none for validation");
    }
  }

  private Split split(Source opened, Dataset all, PrintWriter stderr) throws IOException {
    if (validation == null && opened.lastForValidation().isPresent()) {
      int last = opened.lastForValidation().get();
      if (all.size() > last) return new Split(all.range(0, all.size() - last), Optional.of(all.range(all.size() - last, all.size())));
    }
    String what = validation == null ? Double.toString(DEFAULT_FRACTION) : validation;
    if (what.equals("none")) return new Split(all, Optional.empty());
    if (!what.matches("[-+.0-9eE]+")) return new Split(all, Optional.of(sources.open(what, stderr::println).train()));
    double fraction;
    try {
      fraction = Double.parseDouble(what);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--validation \"" + what + "\" is neither a fraction, a source nor none");
    }
    List<Dataset> parts = all.split(fraction, seed);
    return new Split(parts.get(0), Optional.of(parts.get(1)));
  }

  private Map<String, Object> configuration(Network network, TrainingPlan plan) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("source", source);
    configuration.put("network", network.toString());
    configuration.put("optimizer", plan.optimizer().toString());
    configuration.put("schedule", plan.schedule().toString());
    configuration.put("batch", plan.batch());
    configuration.put("epochs", plan.epochs());
    configuration.put("shuffle", plan.shuffle());
    configuration.put("l2", plan.l2());
    configuration.put("initializer", initFrom == null ? plan.initializer().name() : initFrom.toString());
    configuration.put("prepare", plan.scaling().name().toLowerCase(Locale.ROOT));
    configuration.put("validation", validation == null ? "default" : validation);
    configuration.put("seed", Long.toString(plan.seed()));
    configuration.put("dtype", dtype.name().toLowerCase(Locale.ROOT));
    configuration.put("threads", threads);
    configuration.put("version", Version.text());
    return configuration;
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
