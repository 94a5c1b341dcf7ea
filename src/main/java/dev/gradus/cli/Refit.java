package dev.gradus.cli;

import dev.gradus.data.DataMarks;
import dev.gradus.data.Dataset;
import dev.gradus.net.Network;
import dev.gradus.prepare.Preparation;
import dev.gradus.train.Callback;
import dev.gradus.train.DivergedException;
import dev.gradus.train.EpochRecord;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes the values of the best trial, gives its model: trained as {@code gradus train} does with {@code best.yaml}, for all epochs and on all cores. Where
 * validation examples decide something in a run they are set aside as in the search; otherwise all examples are trained on.
 */
final class Refit {
  private final CommandSpec command;
  private final SourceOptions sources;
  private final Source source;
  private final RunFolder folder;
  private final PrintWriter stderr;

  Refit(CommandSpec command, SourceOptions sources, Source source, RunFolder folder, PrintWriter stderr) {
    this.command = command;
    this.sources = sources;
    this.source = source;
    this.folder = folder;
    this.stderr = stderr;
  }

  /**
   * Trains and saves.
   *
   * @param validation of the search
   * @param byFolds whether trials were judged by folds
   * @return where the model is
   */
  Path train(int trial, Map<String, Object> values, Optional<String> validation, boolean byFolds) throws IOException {
    TrialOptions options = TrialOptions.of(command, values);
    TrainingPlan unsized = options.plans().plan(0);
    boolean separate = validation.isPresent() && Split.number(validation.get()).isEmpty();
    Optional<String> asided = byFolds ? Optional.of(Double.toString(CvCommand.USUALLY_ASIDE)) : validation;
    Optional<String> used = unsized.needsMonitor() || separate ? asided : Optional.of("none");
    folder.write(BestConfiguration.FILE, BestConfiguration.text(command, options, used, "trial " + trial + " of gradus tune: " + TrialOptions.words(values)));
    Dataset all = source.train();
    Split split = split(all, used, unsized.seed());
    Dataset examples = split.train();
    TrainingPlan plan = options.plans().plan(0, examples.size());
    RunsProgress line = new RunsProgress(stderr, "epochs");
    Callback progress = new Callback() {
      @Override
      public void epoch(EpochRecord record) {
        line.done(record.epoch(), plan.epochs(), record.epoch(), plan.epochs());
      }
    };
    Preparation preparation = options.plans().fit(examples);
    Network network = options.plans().network(examples.preparedBy(preparation));
    Trainer trainer = new Trainer(network, plan).preparation(preparation).callback(folder).callback(progress)
        .note("configuration", BestConfiguration.note(folder.file(BestConfiguration.FILE))).note("version", Version.text())
        .note(Verification.DATA, DataMarks.of(all).facts());
    split.validation().ifPresent(trainer::validation);
    stderr.println("training trial " + trial + " on " + examples.size() + " examples, " + split.describe());
    try (TrainingResult result = trainer.train(examples)) {
      line.clear();
      EndingText.of(result, plan).forEach(stderr::println);
      Path saved = folder.save(result.model());
      EndingText.throwLostOutput(result);
      return saved;
    } catch (DivergedException e) {
      throw e.in("the best trial, " + trial + ", trained on all examples");
    } finally {
      line.clear();
    }
  }

  private Split split(Dataset all, Optional<String> validation, long seed) throws IOException {
    if (validation.equals(Optional.of("none"))) return new Split(all, Optional.empty());
    return Split.rule(validation.orElse(null), sources, seed, stderr::println).of(source, all);
  }
}
