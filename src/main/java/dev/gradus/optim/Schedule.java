package dev.gradus.optim;

import java.util.List;

/**
 * Takes a {@link Position} of a run, gives the factor on the learning rate. Implementations are immutable functions of the position, so that a resumed run needs
 * no state of them.
 *
 * <p>A name says whether the factor changes from epoch to epoch or from step to step. In the equations t is the number of epochs or of steps before this one,
 * T that of the whole run. Names and values are written {@code name:value:value}; values in brackets may be left out.
 *
 * <table>
 * <caption>The schedules</caption>
 * <tr><td>{@code constant}</td><td>1</td></tr>
 * <tr><td>{@code step-epochs:N:FACTOR}</td><td>FACTOR^⌊t / N⌋</td></tr>
 * <tr><td>{@code exponential-epochs:γ}, {@code exponential-steps:γ}</td><td>γᵗ</td></tr>
 * <tr><td>{@code polynomial-epochs[:POWER[:END]]}, {@code polynomial-steps…}</td><td>END + (1 − END) (1 − t / T)^POWER; 1 and 0</td></tr>
 * <tr><td>{@code cosine-epochs}, {@code cosine-steps}</td><td>(1 + cos(π t / T)) / 2</td></tr>
 * <tr><td>{@code cosine-epochs:PERIOD[:MULT[:END]]}, {@code cosine-steps…}</td>
 *     <td>from 1 to END in PERIOD, then again, each time MULT as long; 1 and 0</td></tr>
 * <tr><td>{@code one-cycle-steps[:PEAK_SHARE[:DIV[:FINAL_DIV]]]}</td>
 *     <td>up from 1 / DIV to 1 in PEAK_SHARE of the run, down to 1 / (DIV FINAL_DIV); 0.3, 25, 10000</td></tr>
 * <tr><td>{@code plateau-epochs[:FACTOR[:PATIENCE[:MIN_CHANGE]]]}</td>
 *     <td>times FACTOR after more than PATIENCE epochs without a better value; 0.1, 10, 0.0001</td></tr>
 * <tr><td>{@code warm-up-steps:N[:START]+…}, {@code warm-up-epochs…}</td><td>START + (1 − START) t / N while t &lt; N, then what follows; 1/3</td></tr>
 * </table>
 *
 * <p>They equal PyTorch's StepLR, ExponentialLR, PolynomialLR, CosineAnnealingLR, CosineAnnealingWarmRestarts, OneCycleLR (without a cycle of the momentum),
 * ReduceLROnPlateau (without its bound of 10⁻⁸ on a change) and LinearLR followed by another in a SequentialLR.
 */
@FunctionalInterface
public interface Schedule {
  /** The factor on η at a position. */
  double factor(Position at);

  /** Whether the trainer must {@link Position#monitor} a value after each epoch. */
  default boolean needsMonitor() {
    return false;
  }

  /** The schedule of a printed form, as in the table. @throws IllegalArgumentException when it is unknown or a value is out of range */
  static Schedule named(String name) {
    return Schedules.named(name);
  }

  /** The printed forms that {@link #named} knows. */
  static List<String> forms() {
    return Schedules.FORMS;
  }

  /** Always 1. */
  static Schedule constant() {
    return Schedules.Constant.ALWAYS;
  }

  /** The rate is multiplied by {@code factor} after every {@code epochs} epochs. */
  static Schedule stepEpochs(long epochs, double factor) {
    return new Schedules.Step(epochs, factor);
  }

  /** γ to the power of the epochs before. */
  static Schedule exponentialEpochs(double gamma) {
    return new Schedules.Exponential(Unit.EPOCHS, gamma);
  }

  /** γ to the power of the steps before. */
  static Schedule exponentialSteps(double gamma) {
    return new Schedules.Exponential(Unit.STEPS, gamma);
  }

  /** From 1 to {@code end} over the run, as a power of what is left of it, epoch by epoch. */
  static Schedule polynomialEpochs(double power, double end) {
    return new Schedules.Polynomial(Unit.EPOCHS, power, end);
  }

  /** From 1 to {@code end} over the run, as a power of what is left of it, step by step. */
  static Schedule polynomialSteps(double power, double end) {
    return new Schedules.Polynomial(Unit.STEPS, power, end);
  }

  /** Half a cosine over the whole run, epoch by epoch. */
  static Schedule cosineEpochs() {
    return new Schedules.Cosine(Unit.EPOCHS);
  }

  /** Half a cosine over the whole run, step by step. */
  static Schedule cosineSteps() {
    return new Schedules.Cosine(Unit.STEPS);
  }

  /** Half cosines from 1 to {@code end}, the first {@code period} epochs long, each {@code multiplier} times as long as the one before. */
  static Schedule cosineEpochs(long period, long multiplier, double end) {
    return new Schedules.CosineRestarts(Unit.EPOCHS, period, multiplier, end);
  }

  /** Half cosines from 1 to {@code end}, the first {@code period} steps long, each {@code multiplier} times as long as the one before. */
  static Schedule cosineSteps(long period, long multiplier, double end) {
    return new Schedules.CosineRestarts(Unit.STEPS, period, multiplier, end);
  }

  /** One rise from 1 / {@code division} to the rate itself and one fall to 1 / ({@code division} · {@code finalDivision}) (Smith and Topin 2018). */
  static Schedule oneCycleSteps(double peakShare, double division, double finalDivision) {
    return new Schedules.OneCycle(peakShare, division, finalDivision);
  }

  /** Times {@code factor} whenever more than {@code patience} epochs in a row brought no value better than the best by a share of {@code minChange}. */
  static Schedule plateauEpochs(double factor, long patience, double minChange) {
    return new Schedules.Plateau(factor, patience, minChange);
  }

  /**
   * A line from {@code start} to 1 over the first {@code steps} steps, and then another schedule, which sees the steps after them, and a run that is so much
   * shorter; the numbers of epochs stay as they are.
   */
  static Schedule warmUpSteps(long steps, double start, Schedule rest) {
    return new Schedules.WarmUp(Unit.STEPS, steps, start, rest);
  }

  /** The same over epochs: what follows sees the epochs after them, with their steps and monitored values. */
  static Schedule warmUpEpochs(long epochs, double start, Schedule rest) {
    return new Schedules.WarmUp(Unit.EPOCHS, epochs, start, rest);
  }

  /** What a schedule counts. */
  enum Unit {
    EPOCHS, STEPS;

    /** How many were before this one. */
    long before(Position at) {
      return (this == EPOCHS ? at.epoch() : at.step()) - 1;
    }

    /** How many the run is to have. */
    long length(Position at) {
      return this == EPOCHS ? at.epochs() : at.steps();
    }

    @Override
    public String toString() {
      return this == EPOCHS ? "epochs" : "steps";
    }
  }
}
