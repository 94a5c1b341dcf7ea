package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.data.Division;
import dev.gradus.data.Fold;
import dev.gradus.data.Splits;
import dev.gradus.metrics.Metric;
import dev.gradus.select.Candidate;
import dev.gradus.select.Halving;
import dev.gradus.select.Judge;
import dev.gradus.select.SearchSpace;
import dev.gradus.select.Trial;
import dev.gradus.select.Tuning;
import dev.gradus.select.TuningResult;
import dev.gradus.store.JsonWriter;
import dev.gradus.train.Monitor;
import dev.gradus.train.TrainingPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gradus tune}: takes a source and a search space, gives the best of many ways to train, and its model. */
@Command(name = "tune", sortOptions = false,
    description = "Tries what the key search of the configuration file says, keeps the best, and trains it on all examples.")
final class TuneCommand implements Callable<Integer>, Checked, Searching {
  private static final int MOST_TRIALS = 10_000;
  /** What makes the loss of two trials two different figures. */
  private static final List<String> OF_THE_LOSS = List.of("loss", "label-smoothing");

  @Spec private CommandSpec spec;

  @picocli.CommandLine.Parameters(paramLabel = "SOURCE", arity = "0..1", description = "as for train")
  private String source;

  @Mixin private SourceOptions sources;

  @Option(names = "--trials", paramLabel = "N", defaultValue = "20",
      description = "how many, 1 to 10,000; the first is what the other options say (default: ${DEFAULT-VALUE})")
  private int trials;

  @Option(names = "--budget", paramLabel = "TIME", description = "after this time no trial begins and none goes on: 60s, 10m, 2h (default: none)")
  private String budget;

  @Option(names = "--halving", paramLabel = "ETA", defaultValue = "3",
      description = "train all for few epochs, and the best in ETA for ETA times as many, up to --epochs; 1 for all epochs at once (default: ${DEFAULT-VALUE})")
  private int halving;

  @Option(names = "--folds", paramLabel = "K", description = "judge by K folds, each trained, instead of one part for validation (default: one part)")
  private Integer folds;

  @Mixin private PlanOptions plans;

  @Option(names = "--validation", paramLabel = "WHAT",
      description = "a fraction, or another source (default: 0.1; for mnist the last 10,000 training examples)")
  private String validation;

  @NoInfluence
  @Option(names = "--jobs", paramLabel = "N", defaultValue = "auto",
      description = "trials at the same time, each on one thread: auto (one on each core), or 1 to 256; changes no figure (default: ${DEFAULT-VALUE})")
  private String jobs;

  @NoInfluence
  @Option(names = "--out", paramLabel = "FILE", description = "where the model goes (default: model.safetensors in the run folder)")
  private Path out;

  @NoInfluence
  @Option(names = "--run-dir", paramLabel = "DIR",
      description = "folder for configuration, trials and model; with the same search in it, go on (default: runs/<time>-<name>)")
  private Path runDir;

  @NoInfluence
  @Option(names = "--resume", paramLabel = "DIR", description = "go on with the search of this run folder, as its configuration says (default: a new search)")
  private Path resume;

  @NoInfluence
  @Option(names = "--json", fallbackValue = "true", description = "one JSON object per line on standard output")
  private boolean json;

  @Mixin private ConfigurationOptions configuration;

  private Optional<SearchSpace> space = Optional.empty();
  private Object written;

  @Override
  public void search(String file, Yaml.Mapping search) {
    space = Optional.of(new SpaceReader(file, List.copyOf(TrialOptions.untouched().settings().values())).read(search));
    written = SpaceReader.plain(search);
  }

  /** How many examples a trial learns from. */
  private int learned;

  @Override
  public Integer call() throws IOException {
    PrintWriter stdout = spec.commandLine().getOut();
    PrintWriter stderr = spec.commandLine().getErr();
    check();
    space.ifPresent(this::checkTrials);
    if (configuration.printed()) return ExitCode.DONE;
    configuration.require(source);
    if (space.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "nothing to search: --config FILE must name a file with the key search, such as "
          + "search: {lr: {min: 1e-4, max: 0.1, log: true}}");
    }
    Source opened = sources.open(source, stderr::println);
    try (RunFolder folder = TuneFolder.open(runDir, resume, source, out, stored())) {
      return search(opened, folder, stdout, stderr);
    }
  }

  private Integer search(Source opened, RunFolder folder, PrintWriter stdout, PrintWriter stderr) throws IOException {
    Refit refit = new Refit(spec, sources, opened, folder, stderr);
    TrialLog log = new TrialLog(folder, space.get(), plans.seed());
    Metric metric = plans.plan(1).monitor().metric();
    TuningResult result;
    try {
      result = result(opened, refit, log, metric, stderr);
    } catch (IOException | RuntimeException | Error e) {
      if (!Files.exists(folder.file(TrialLog.FILE))) folder.remove();
      throw e;
    }
    log.write(result.trials());
    if (result.best().isEmpty()) {
      stderr.println("gradus: none of the " + result.ranked().size() + " trials can be used; the first says: "
          + result.ranked().get(0).failure().orElse("nothing"));
      return ExitCode.FAILED;
    }
    report(stdout, result, log, metric);
    Trial best = result.best().get();
    Path model = refit.train(best.number(), log.values(best), Optional.ofNullable(validation), folds != null);
    reportModel(stdout, best, result, log, model, folder.file(BestConfiguration.FILE));
    return ExitCode.DONE;
  }

  private TuningResult result(Source opened, Refit refit, TrialLog log, Metric metric, PrintWriter stderr) throws IOException {
    TrainingPlan plan = plans.plan(1);
    Judge judge = judge(opened, refit, plan, stderr);
    Tuning tuning = new Tuning(space.get(), this::candidate, judge, metric).seed(plans.seed()).trials(trials).halving(new Halving(halving))
        .workers(Threads.jobs(jobs));
    if (budget != null) tuning.budget(Budget.parse(budget));
    List<Trial> known = log.read();
    if (!known.isEmpty()) stderr.println(known.size() + " trials were finished before");
    int all = tuning.rungs().stream().mapToInt(Halving.Rung::trials).sum();
    double work = tuning.rungs().stream().mapToDouble(rung -> (double) rung.trials() * rung.epochs()).sum();
    RunsProgress progress = new RunsProgress(stderr, "trials");
    List<Trial> done = new ArrayList<>();
    try {
      return tuning.known(known).listener(trial -> {
        log.append(trial);
        done.add(trial);
        double of = work - known.stream().mapToInt(Trial::epochs).sum();
        progress.done(known.size() + done.size(), Math.max(all, known.size() + done.size()), done.stream().mapToInt(Trial::epochs).sum(), of);
      }).run();
    } finally {
      progress.clear();
    }
  }

  private Judge judge(Source opened, Refit refit, TrainingPlan plan, PrintWriter stderr) throws IOException {
    Dataset all = opened.train();
    stderr.println(plans.network(all.preparedBy(plans.fit(all))));
    if (folds == null) {
      Split split = Split.rule(validation, sources, plan.seed(), stderr::println).of(opened, all);
      learned = split.train().size();
      stderr.println(String.format(Locale.ROOT, "%,d examples from %s, %s; %s", split.train().size(), source, split.describe(), all.schema()));
      return Judge.holdOut(new Fold(split.train(), split.validation().orElseThrow()));
    }
    learned = all.size() - all.size() / folds;
    Division division = Division.suited(all);
    Splits.notice(all, division, folds).ifPresent(notice -> stderr.println("notice: " + notice));
    stderr.println(String.format(Locale.ROOT, "%,d examples from %s, %s, %d %s", all.size(), source, all.schema(), folds, FoldsTable.words(division)));
    return Judge.folds(Splits.folds(all, division, folds, plan.seed()), CvCommand.USUALLY_ASIDE);
  }

  private Candidate candidate(Map<String, Object> values) {
    PlanOptions options = TrialOptions.of(spec, values).plans();
    return new Candidate(options::network, options.plan(1, learned));
  }

  @Override
  public void check() {
    plans.check();
    sources.check();
    if (source != null) sources.checkColumns(source);
    if (trials < 1 || trials > MOST_TRIALS) {
      throw new IllegalArgumentException("--trials " + trials + ": " + trials + " trials were asked for; 1 to " + MOST_TRIALS + " are possible");
    }
    if (halving < 1) throw new IllegalArgumentException("--halving " + halving + ": it must be at least 2, or 1 for none");
    if (folds != null && folds < 2) throw new IllegalArgumentException("--folds " + folds + ": " + folds + " folds were asked for; it must be at least 2");
    if (folds != null && validation != null) {
      throw new IllegalArgumentException("--folds " + folds + " and --validation " + validation + " are two ways to judge a trial; leave one of them out");
    }
    if ("none".equals(validation)) throw new IllegalArgumentException("--validation none leaves nothing to judge a trial by; give a fraction or a source");
    if (validation != null) Split.rule(validation, sources, 0, notice -> {});
    if (plans.plan(1).monitor().part().equals(Optional.of(Monitor.Part.TRAIN))) {
      throw new IllegalArgumentException("--monitor " + plans.plan(1).monitor() + ": a search is decided on validation examples; leave train_ out");
    }
    if (runDir != null && resume != null) {
      throw new IllegalArgumentException("--run-dir " + runDir + " and --resume " + resume + " are two folders for one search; leave one of them out");
    }
    Threads.jobs(jobs);
    if (budget != null) Budget.parse(budget);
  }

  /** A trial that cannot be is refused before the first one is trained. */
  private void checkTrials(SearchSpace searched) {
    if (halving > 1 && searched.dimensions().containsKey("epochs")) {
      throw new IllegalArgumentException("--halving " + halving + " decides how many epochs a trial has, and so does the key epochs of the search; leave "
          + "that out, or give --halving 1");
    }
    for (String name : OF_THE_LOSS) {
      if (!searched.dimensions().containsKey(name) || !plans.plan(1).monitor().metric().name().equals("loss")) continue;
      throw new IllegalArgumentException("--monitor loss decides, and \"" + name + "\" is searched, which changes what the loss is; monitor another "
          + "figure, such as accuracy or mae");
    }
    for (int trial = 1; trial < trials; trial++) {
      Map<String, Object> values = searched.values(plans.seed(), trial);
      try {
        TrialOptions.of(spec, values).plans().check();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("search: trial " + trial + " (" + TrialOptions.words(values) + "): " + e.getMessage(), e);
      }
    }
  }


  private Map<String, Object> stored() {
    Map<String, Object> stored = configuration.all();
    stored.remove("run-dir");
    stored.put(ConfigurationFile.SEARCH, written);
    stored.put(ConfigurationFile.VERSION, Version.text());
    return stored;
  }

  private void report(PrintWriter stdout, TuningResult result, TrialLog log, Metric metric) {
    if (json) result.trials().forEach(trial -> stdout.println(JsonWriter.write(log.event(trial))));
    if (!json) stdout.print(TrialsTable.text(result, log, metric));
    if (!json && !result.complete()) stdout.println("the time was over before all trials were finished");
    stdout.flush();
  }

  private void reportModel(PrintWriter stdout, Trial best, TuningResult result, TrialLog log, Path model, Path file) {
    if (json) {
      Map<String, Object> event = new LinkedHashMap<>(log.event(best));
      event.put("event", "done");
      event.put("complete", result.complete());
      event.put("model", model.toString());
      event.put("configuration", file.toString());
      stdout.println(JsonWriter.write(event));
    } else {
      stdout.println("best: trial " + best.number() + ", " + TrialOptions.words(log.values(best)));
      stdout.println("configuration: " + file);
      stdout.println("model: " + model);
    }
    stdout.flush();
  }
}
