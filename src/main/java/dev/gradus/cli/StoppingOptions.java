package dev.gradus.cli;

import dev.gradus.train.Divergence;
import dev.gradus.train.EarlyStopping;
import dev.gradus.train.Keep;
import dev.gradus.train.Monitor;
import dev.gradus.train.TrainingPlan;
import picocli.CommandLine.Option;

/** Takes the options about the end of a run and the choice of its best epoch, gives them to a plan. */
final class StoppingOptions {
  @Option(names = "--monitor", paramLabel = "FIGURE", defaultValue = "loss",
      description = "what decides which epoch is best: loss, accuracy, roc_auc, r2, …; of the validation examples where there are some, or say train_loss "
          + "(default: ${DEFAULT-VALUE})")
  String monitor;

  @Option(names = "--patience", paramLabel = "EPOCHS", description = "end after so many epochs without gain, and keep the best (default: run all epochs)")
  Integer patience;

  @Option(names = "--min-gain", paramLabel = "AMOUNT", description = "what counts as gain, for --patience (default: any)")
  Double minGain;

  @Option(names = "--keep", paramLabel = "EPOCH", description = "which epoch's parameters become the model: last or best (default: best with --patience, else last)")
  Keep keep;

  @Option(names = "--on-divergence", paramLabel = "WHAT", defaultValue = "fail",
      description = "when a loss or weight is no finite number any more: fail (code 3), stop with the model of the epoch before, or restore that and go on with half "
          + "the rate, at most three times (default: ${DEFAULT-VALUE})")
  Divergence divergence;

  TrainingPlan.Builder applyTo(TrainingPlan.Builder plan) {
    if (minGain != null && patience == null) throw new IllegalArgumentException("--min-gain goes with --patience; give both, or leave it out");
    plan.monitor(Monitor.named(monitor)).divergence(divergence);
    if (patience != null) plan.stopping(new EarlyStopping(patience, minGain == null ? 0 : minGain));
    if (keep != null) plan.keep(keep);
    return plan;
  }
}
