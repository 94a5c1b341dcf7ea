package dev.gradus.cli;

import dev.gradus.prepare.Target;
import dev.gradus.train.EarlyStopping;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Takes what a run gave, gives lines for people: why it ended, which epoch is kept, and what went wrong beside it. */
final class EndingText {
  private static final double FAR_ABOVE = 10;

  private EndingText() {}

  /** Throws what could not be written while the run went on, now that the model is safe. */
  static void throwLostOutput(TrainingResult result) {
    for (RuntimeException failure : result.failures()) {
      if (failure instanceof CannotWriteException) throw failure;
    }
  }

  static List<String> of(TrainingResult result, TrainingPlan plan) {
    int last = result.history().size();
    String kept = result.kept() == last ? "" : String.format(Locale.ROOT, "; the model is that of epoch %d, the best by %s", result.kept(), plan.monitor());
    List<String> lines = new ArrayList<>();
    switch (result.ending()) {
      case NO_GAIN -> lines.add(String.format(Locale.ROOT, "ended after epoch %d, %d epochs without gain%s", last,
          plan.stopping().map(EarlyStopping::patience).orElseThrow(), kept));
      case CONVERGED -> lines.add("ended after epoch " + last + ": nothing is left to improve" + kept);
      case ASKED -> lines.add("ended after epoch " + last + ", as asked" + kept);
      case DIVERGED -> lines.add("ended after epoch " + last + ": the next one did not stay finite; the model is that of epoch " + result.kept());
      case LAST_EPOCH -> {
        if (last > plan.epochs()) lines.add(String.format("nothing was trained: the run has %d epochs already, and --epochs says %d", last, plan.epochs()));
        if (!kept.isEmpty()) lines.add("all " + last + " epochs were made" + kept);
      }
    }
    double first = result.history().get(0).trainLoss();
    double end = result.keptEpoch().trainLoss();
    if (end > 0 && end > FAR_ABOVE * Math.max(first, 1e-6)) {
      lines.add(String.format(Locale.ROOT, "notice: the training loss was %.4g in the first epoch and is %.4g in that of the model: it has not learned; lower --lr, or "
          + "clip the gradient (--clip-norm 1)", first, end));
    } else if (result.model().schema().target() instanceof Target.Classes classes && end > FAR_ABOVE * Math.log(classes.labels().size())) {
      lines.add(String.format(Locale.ROOT, "notice: the training loss of the model is %.4g, and that of one that gives every class the same probability %.4g: it has not "
          + "learned; lower --lr, or clip the gradient (--clip-norm 1)", end, Math.log(classes.labels().size())));
    }
    if (plan.comparesEpochs() && result.history().stream().allMatch(epoch -> plan.monitor().of(epoch).isEmpty())) {
      lines.add("notice: " + plan.monitor() + " was not defined in any epoch; the last epoch is kept");
    }
    for (RuntimeException failure : result.failures()) lines.add("notice: " + failure.getMessage() + "; the run went on without it");
    return lines;
  }
}
