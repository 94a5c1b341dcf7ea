package dev.gradus.optim;

import dev.gradus.kernel.Ledger;
import java.util.Arrays;

/**
 * Takes what the trainer says about its progress, gives a {@link Schedule} the position in the run. One object serves a whole run: it is moved on before each
 * step, which allocates nothing. One thread at a time.
 */
public final class Position {
  private final long epochs;
  private final long steps;
  private long epoch = 1;
  private long step = 1;
  private long skippedEpochs;
  private long skippedSteps;
  private double[] monitored = new double[16];
  private int count;

  /**
   * The first step of a run.
   *
   * @param epochs how many the run is to have, at least 1
   * @param steps how many the run is to have in all, at least 1
   */
  public Position(long epochs, long steps) {
    Checks.atLeast1("a run with a number of epochs", epochs);
    Checks.atLeast1("a run with a number of steps", steps);
    this.epochs = epochs;
    this.steps = steps;
  }

  /**
   * Moves on, or back.
   *
   * @param epoch the number of the epoch, from 1
   * @param step the number of the step in the whole run, from 1
   */
  public Position at(long epoch, long step) {
    Checks.atLeast1("an epoch", epoch);
    Checks.atLeast1("a step", step);
    this.epoch = epoch;
    this.step = step;
    return this;
  }

  /** Adds the value of the next epoch that has ended, of which a smaller one is better: the negative of an accuracy. NaN is no improvement. */
  public void monitor(double value) {
    if (count == monitored.length) monitored = Arrays.copyOf(monitored, 2 * count);
    monitored[count++] = value;
  }

  /** Notes the monitored values, or brings them back; where the run is, is told by {@link #at}. */
  public void state(Ledger ledger) {
    monitored = ledger.series("monitored", Arrays.copyOf(monitored, count));
    count = monitored.length;
    if (count == 0) monitored = new double[16];
  }

  /** The number of the epoch, from 1. */
  public long epoch() {
    return epoch - skippedEpochs;
  }

  /** How many epochs the run is to have. */
  public long epochs() {
    return Math.max(1, epochs - skippedEpochs);
  }

  /** The number of the step in the whole run, from 1. */
  public long step() {
    return step - skippedSteps;
  }

  /** How many steps the run is to have. */
  public long steps() {
    return Math.max(1, steps - skippedSteps);
  }

  /** How many epochs before this one have a monitored value. */
  public int monitored() {
    return (int) Math.max(0, Math.min(count, epoch - 1) - skippedEpochs);
  }

  /** The value of epoch {@code i}, from 1 to {@link #monitored()}. */
  public double monitored(int i) {
    return monitored[(int) (i - 1 + skippedEpochs)];
  }

  /** The factor of a schedule that sees neither the first epochs nor the first steps of the run. */
  double factorAfter(long epochs, long steps, Schedule rest) {
    skippedEpochs += epochs;
    skippedSteps += steps;
    try {
      return rest.factor(this);
    } finally {
      skippedEpochs -= epochs;
      skippedSteps -= steps;
    }
  }
}
