package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.data.Division;
import dev.gradus.data.Fold;
import dev.gradus.data.Splits;
import dev.gradus.select.Candidate;
import dev.gradus.select.CrossValidation;
import dev.gradus.select.CrossValidationResult;
import dev.gradus.store.JsonWriter;
import dev.gradus.train.TrainingPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gradus cv}: takes a source, gives mean and spread of every figure over folds. */
@Command(name = "cv", sortOptions = false, description = "Trains on all parts of the data but one, evaluates on that one, and so for every part.")
final class CvCommand implements Callable<Integer>, Checked {
  static final double USUALLY_ASIDE = 0.1;

  @Spec private CommandSpec spec;

  @picocli.CommandLine.Parameters(paramLabel = "SOURCE", arity = "0..1", description = "as for train; of digits, mnist and idx:DIR the training examples")
  private String source;

  @Mixin private SourceOptions sources;

  @Option(names = "--folds", paramLabel = "K", defaultValue = "5",
      description = "parts: each class is divided evenly, --group keeps groups whole, --time trains on what was before (default: ${DEFAULT-VALUE})")
  private int folds;

  @Option(names = "--repeats", paramLabel = "N", defaultValue = "1", description = "times to divide anew (default: ${DEFAULT-VALUE})")
  private int repeats;

  @Mixin private PlanOptions plans;

  @Option(names = "--validation", paramLabel = "FRACTION",
      description = "of each training part, set aside for early stopping and the choice of the epoch, or none "
          + "(default: 0.1 with --patience, --keep best or a plateau schedule, else none)")
  private String validation;

  @NoInfluence
  @Option(names = "--jobs", paramLabel = "N", defaultValue = "auto",
      description = "folds at the same time, each on one thread: auto (one on each core), or 1 to 256; changes no figure (default: ${DEFAULT-VALUE})")
  private String jobs;

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
    Dataset all = sources.open(source, stderr::println).train();
    TrainingPlan plan = plans.plan(1, all.size() - all.size() / folds);
    Division division = Division.suited(all);
    List<Fold> parts = Splits.repeated(all, division, folds, repeats, plan.seed());
    Splits.notice(all, division, folds).ifPresent(notice -> stderr.println("notice: " + notice));
    stderr.println(plans.network(all.preparedBy(plans.fit(all))));
    stderr.println(String.format(Locale.ROOT, "%,d examples from %s, %s, %d %s%s", all.size(), source, all.schema(), folds, FoldsTable.words(division),
        repeats == 1 ? "" : ", " + repeats + " times"));
    CrossValidation cross = new CrossValidation(new Candidate(plans::network, plan)).workers(Threads.jobs(jobs));
    aside(plan).ifPresent(cross::aside);
    report(stdout, run(cross, parts, stderr));
    return ExitCode.DONE;
  }

  @Override
  public void check() {
    plans.check();
    sources.check();
    if (source != null) sources.checkColumns(source);
    if (folds < 2) throw new IllegalArgumentException("--folds " + folds + ": " + folds + " folds were asked for; it must be at least 2");
    if (repeats < 1) throw new IllegalArgumentException("--repeats " + repeats + ": " + repeats + " repetitions were asked for; it must be at least 1");
    if (repeats > 1 && sources.time != null) {
      throw new IllegalArgumentException("--repeats " + repeats + " and --time " + sources.time + ": folds in the order of time are the same every time; leave "
          + "one of them out");
    }
    Threads.jobs(jobs);
    aside(plans.plan(1));
  }

  private OptionalDouble aside(TrainingPlan plan) {
    if (validation == null) return plan.needsMonitor() ? OptionalDouble.of(USUALLY_ASIDE) : OptionalDouble.empty();
    if (validation.equals("none")) return OptionalDouble.empty();
    double fraction = Split.number(validation).orElse(Double.NaN);
    if (fraction > 0 && fraction < 1) return OptionalDouble.of(fraction);
    throw new IllegalArgumentException("--validation " + validation + " is no fraction; for gradus cv it must be above 0 and below 1, or none");
  }

  private CrossValidationResult run(CrossValidation cross, List<Fold> parts, PrintWriter stderr) {
    RunsProgress progress = new RunsProgress(stderr, "folds");
    AtomicInteger done = new AtomicInteger();
    try {
      return cross.listener(fold -> progress.done(done.incrementAndGet(), parts.size(), done.get(), parts.size())).run(parts);
    } finally {
      progress.clear();
    }
  }

  private void report(PrintWriter stdout, CrossValidationResult result) {
    FoldsTable table = new FoldsTable(result, folds);
    if (json) {
      result.folds().forEach(fold -> stdout.println(JsonWriter.write(table.event(fold))));
      stdout.println(JsonWriter.write(table.done()));
    } else {
      result.folds().forEach(fold -> stdout.println(table.line(fold)));
      stdout.print(table.text());
    }
    stdout.flush();
  }
}
