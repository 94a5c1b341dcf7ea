package dev.gradus.diagnose;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A rate that does not suit. Smith, "A disciplined approach to neural network hyper-parameters" (2018, arXiv 1803.09820), section 4: at a rate that is too high
 * the loss jumps or grows, at one that is too low it falls as slowly at the end as at the beginning. Bengio, "Practical recommendations" (2012, arXiv
 * 1206.5533), section 3.1.1: when the loss grows, try a third.
 *
 * <p><b>Too high</b>: a number was not finite any more; or the training loss ends at {@value #WORSE} of a constant answer's or more, and either a tenth above that of
 * the start, or with a median of ‖ΔW‖/‖W‖ over a step above a tenth of {@value #LARGE_STEP} and without a fall in nine of ten epochs; both are faults. A
 * warning when the training loss jumped, that is rose by {@value #JUMP} of its magnitude and {@value #OF_BASELINE} of the constant answer's (of that of the first
 * epoch, where this is not known), in a quarter of the epochs, at least two; or when that median is above {@value #LARGE_STEP} and the loss jumped once, and
 * without a jump a notice (about 10⁻³ is usual, according to the notes of Stanford's course CS231n).
 *
 * <p><b>Too low</b>: over all steps no W can have changed by more than {@value #HARDLY_MOVED} of itself (steps × median of ‖ΔW‖/‖W‖), or, where no ratio is
 * known, the loss fell in nine of ten epochs, by less than {@value #LITTLE} in all, and in their second half at least half as fast as in the first; and at least
 * {@value #UNEXPLAINED} of the constant answer's loss for the same examples is known to be left. A fault when a ratio is known and less than {@value #LITTLE}
 * of the loss of the start is gone. Nothing is said of L-BFGS, which finds the length of its steps itself.
 */
final class RateRules {
  static final double WORSE = 1.1;
  static final double JUMP = 0.1;
  static final double OF_BASELINE = 0.05;
  static final double LARGE_STEP = 0.1;
  static final double HARDLY_MOVED = 0.1;
  static final double LITTLE = 0.1;
  static final double UNEXPLAINED = 0.5;

  private static final int FEWEST_EPOCHS = 3;

  private RateRules() {}

  static List<Finding> tooHigh(Known run) {
    if (run.findsItsSteps()) return List.of();
    String remedy = "a third of the rate: " + run.rateOption(1 / 3.0) + "; gradus lr-find shows which rates work";
    if (run.diverged().isPresent()) {
      return List.of(finding(Severity.FAULT, run.diverged(), "the run ended with numbers that are not finite any more", remedy));
    }
    OptionalInt fastest = run.fastestLayer();
    double ratio = fastest.isPresent() ? run.updateRatio(fastest.getAsInt()).getAsDouble() : 0;
    String steps = ratio >= LARGE_STEP / 100 ? "a step changes W" + fastest.getAsInt() + " by " + Words.percent(ratio) + " of its size" : "";
    List<EpochFigures> history = run.history();
    double last = history.isEmpty() ? 0 : history.get(history.size() - 1).trainLoss();
    if (run.ended() && run.baseline().isPresent() && last >= WORSE * run.baseline().getAsDouble()
        && (last - start(run) > (WORSE - 1) * Math.abs(start(run)) || ratio > LARGE_STEP / 10 && !falling(history))) {
      return List.of(finding(Severity.FAULT, fastest, "the training loss ends at " + Words.number(last) + ", and one answer for all examples has "
          + Words.number(run.baseline().getAsDouble()) + (steps.isEmpty() ? "" : "; " + steps), remedy));
    }
    int rises = rises(run);
    if (rises >= Math.max(2, history.size() / 4)) {
      return List.of(finding(Severity.WARNING, fastest, "the training loss jumped up in " + rises + " of " + history.size() + " epochs"
          + (steps.isEmpty() ? "" : "; " + steps), remedy));
    }
    if (ratio > LARGE_STEP) return List.of(finding(rises > 0 ? Severity.WARNING : Severity.NOTICE, fastest, steps + ", where 0.1 % is usual", remedy));
    return List.of();
  }

  private static Finding finding(Severity severity, OptionalInt layer, String evidence, String remedy) {
    return new Finding(severity, Finding.RATE_TOO_HIGH, layer, evidence, remedy, List.of());
  }

  /** The loss before the first step, or else that of the first epoch. */
  private static double start(Known run) {
    return run.health().stream().filter(look -> look.epoch() == 0).mapToDouble(Health::loss).findFirst().orElse(run.history().get(0).trainLoss());
  }

  private static int rises(Known run) {
    List<EpochFigures> history = run.history();
    if (history.isEmpty()) return 0;
    double scale = Math.abs(run.baseline().orElse(history.get(0).trainLoss()));
    int rises = 0;
    for (int e = 1; e < history.size(); e++) {
      double rise = history.get(e).trainLoss() - history.get(e - 1).trainLoss();
      if (rise > JUMP * Math.abs(history.get(e - 1).trainLoss()) && rise > OF_BASELINE * scale) rises++;
    }
    return rises;
  }

  /** Whether the loss fell in nine of ten epochs. */
  private static boolean falling(List<EpochFigures> history) {
    int falls = 0;
    for (int e = 1; e < history.size(); e++) falls += history.get(e).trainLoss() < history.get(e - 1).trainLoss() ? 1 : 0;
    return history.size() >= FEWEST_EPOCHS && falls >= 0.9 * (history.size() - 1);
  }

  static List<Finding> tooLow(Known run) {
    List<EpochFigures> history = run.history();
    if (!run.ended() || history.isEmpty() || run.findsItsSteps() || run.unexplained().orElse(0) < UNEXPLAINED || run.diverged().isPresent()) return List.of();
    double fall = (start(run) - run.trainLoss().getAsDouble()) / Math.abs(start(run));
    OptionalInt fastest = run.fastestLayer();
    String remedy = "ten times the rate: " + run.rateOption(10) + ", or more --epochs; gradus lr-find shows which rates work";
    String gone = Words.percent(Math.max(0, fall)) + " of the loss at the start is gone after " + Words.count(history.size()) + " epochs";
    if (fastest.isPresent()) {
      double ratio = run.updateRatio(fastest.getAsInt()).getAsDouble();
      double moved = ratio * history.get(history.size() - 1).steps();
      if (moved >= HARDLY_MOVED) return List.of();
      return List.of(new Finding(fall < LITTLE ? Severity.FAULT : Severity.WARNING, Finding.RATE_TOO_LOW, fastest, "a step changes W" + fastest.getAsInt()
          + ", which changes most, by " + Words.number(ratio)
          + " of its size, all steps together by at most " + Words.percent(moved) + "; " + gone, remedy, List.of()));
    }
    if (!falling(history) || fall >= LITTLE || slowing(history)) return List.of();
    return List.of(new Finding(Severity.WARNING, Finding.RATE_TOO_LOW, OptionalInt.empty(), gone + ", and it still falls as it did", remedy, List.of()));
  }

  /** Whether the loss falls less than half as fast in the second half of the epochs as in the first. */
  private static boolean slowing(List<EpochFigures> history) {
    int middle = history.size() / 2;
    double early = history.get(0).trainLoss() - history.get(middle).trainLoss();
    double late = history.get(middle).trainLoss() - history.get(history.size() - 1).trainLoss();
    return late < 0.5 * early;
  }
}
