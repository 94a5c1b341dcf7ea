package dev.gradus.diagnose;

import java.util.Comparator;
import java.util.List;

/**
 * Too much learned, or too little.
 *
 * <p><b>Overfitting</b>: in the last fifth of the epochs the validation loss is always above the least it was by {@value #GAIN_LOST} of that (of its magnitude,
 * where a loss can be negative), the generalisation loss GL of Prechelt ("Early stopping — but when?", 1998, section 2; his rules use 1 to 5 %), by at least
 * {@value #OF_BASELINE} of the constant answer's, while the training loss fell on below that. A notice when the best epoch was kept. And when, after
 * {@value #FEWEST_EPOCHS} epochs or more, the validation loss of the model is not below that of the constant answer for the training examples, and its training loss is.
 *
 * <p><b>Underfitting</b>: after {@value #FEWEST_EPOCHS} epochs or more the training loss is still at least {@value #UNEXPLAINED} of that of the best constant
 * answer for the same examples (Goodfellow, Bengio, Courville, "Deep learning", 2016, section 5.2: the training error itself is not low).
 */
final class FitRules {
  static final double GAIN_LOST = 0.2;
  static final double OF_BASELINE = 0.05;
  static final double UNEXPLAINED = 0.9;
  static final int FEWEST_EPOCHS = 5;

  private FitRules() {}

  static List<Finding> over(Known run) {
    List<EpochFigures> history = run.history().stream().filter(epoch -> epoch.validationLoss().isPresent()).toList();
    if (!run.ended() || history.size() < 2 || run.diverged().isPresent()) return List.of();
    EpochFigures best = history.stream().min(Comparator.comparingDouble(epoch -> epoch.validationLoss().getAsDouble())).orElseThrow();
    EpochFigures last = history.get(history.size() - 1);
    double least = best.validationLoss().getAsDouble();
    double now = history.stream().skip(history.size() - Math.max(2, history.size() / 5))
        .mapToDouble(epoch -> epoch.validationLoss().getAsDouble()).min().orElseThrow();
    double scale = run.baseline().orElse(history.get(0).validationLoss().getAsDouble());
    boolean lost = now > least && now - least >= GAIN_LOST * Math.abs(least) && now - least >= OF_BASELINE * Math.abs(scale);
    if (!lost || last.trainLoss() >= best.trainLoss() || last.trainLoss() >= run.baseline().orElse(Double.POSITIVE_INFINITY)) return useless(run, history);
    boolean kept = run.kept().isPresent() && run.kept().getAsInt() <= best.epoch();
    return List.of(Finding.of(kept ? Severity.NOTICE : Severity.WARNING, Finding.OVERFITTING, "the validation loss was least in epoch " + best.epoch() + ", "
        + Words.number(least) + ", and is at least " + Words.number(now) + " at the end, while the training loss fell from "
        + Words.number(best.trainLoss()) + " to "
        + Words.number(last.trainLoss()) + (kept ? "; the model is that of epoch " + run.kept().getAsInt() : ""),
        "--patience 5 keeps the best epoch; more data, --dropout 0.2, --l2 1e-4, or fewer units"));
  }

  /** What was learned, where it is no better than a constant answer on other examples. */
  private static List<Finding> useless(Known run, List<EpochFigures> history) {
    EpochFigures kept = history.stream().filter(epoch -> run.kept().isPresent() && epoch.epoch() == run.kept().getAsInt()).findFirst()
        .orElse(history.get(history.size() - 1));
    double constant = run.baseline().orElse(Double.POSITIVE_INFINITY);
    double loss = kept.validationLoss().getAsDouble();
    if (history.size() < FEWEST_EPOCHS || constant <= 0 || loss < constant || kept.trainLoss() >= constant) return List.of();
    return List.of(Finding.of(Severity.WARNING, Finding.OVERFITTING, "the validation loss of the model is " + Words.number(loss)
        + ", no better than the " + Words.number(constant) + " of one answer for all examples, while its training loss is " + Words.number(kept.trainLoss()),
        "more data, columns that say more about the target, --dropout 0.2, --l2 1e-4, or fewer units"));
  }

  static List<Finding> under(Known run) {
    if (!run.ended() || run.history().size() < FEWEST_EPOCHS || run.unexplained().orElse(0) < UNEXPLAINED || run.diverged().isPresent()) return List.of();
    return List.of(Finding.of(Severity.WARNING, Finding.UNDERFITTING, "the training loss is " + Words.number(run.trainLoss().getAsDouble())
        + " after " + run.history().size() + " epochs, and one answer for all examples has " + Words.number(run.constantLoss().getAsDouble()),
        underRemedy(run)));
  }

  private static String underRemedy(Known run) {
    boolean held = run.plan().isPresent() && (run.plan().get().regularization().l1() > 0 || run.plan().get().regularization().l2() > 0);
    return (held ? "a smaller --l1 or --l2, " : "")
        + (run.network().hidden().isEmpty() ? "a hidden layer, such as --hidden 32" : "more units or layers with --hidden")
        + ", more --epochs, or columns that say more about the target";
  }
}
