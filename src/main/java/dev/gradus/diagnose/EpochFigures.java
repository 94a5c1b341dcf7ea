package dev.gradus.diagnose;

import dev.gradus.metrics.Evaluation;
import dev.gradus.train.EpochRecord;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What the history of a run says of an epoch, as far as a diagnosis needs it.
 *
 * @param epoch its number, from 1
 * @param steps how many steps were made by its end
 * @param trainLoss the mean loss of the training examples, each as it was before its step, with penalties
 * @param validationLoss after the epoch, without penalties, when there are validation examples
 */
public record EpochFigures(int epoch, long steps, double trainLoss, OptionalDouble validationLoss) {
  public EpochFigures {
    if (epoch < 1) throw new IllegalArgumentException("an epoch " + epoch + " was given; it must be at least 1");
    if (steps < 0) throw new IllegalArgumentException(steps + " steps were given; it must be at least 0");
    if (!Double.isFinite(trainLoss)) throw new IllegalArgumentException("a loss of " + trainLoss + " was given; it must be a finite number");
  }

  /** From the record of an epoch. */
  public static EpochFigures of(EpochRecord record) {
    OptionalDouble validation = record.validation().map(Evaluation::loss).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    return new EpochFigures(record.epoch(), record.steps(), record.trainLoss(), validation);
  }

  /** From a parsed line of {@code history.jsonl}. @throws IllegalArgumentException when it is none, saying what is missing */
  public static EpochFigures of(Map<?, ?> line) {
    OptionalDouble validation = line.containsKey("validation_loss") ? OptionalDouble.of(number(line, "validation_loss")) : OptionalDouble.empty();
    return new EpochFigures((int) number(line, "epoch"), (long) number(line, "steps"), number(line, "train_loss"), validation);
  }

  private static double number(Map<?, ?> line, String name) {
    if (line.get(name) instanceof Number number) return number.doubleValue();
    throw new IllegalArgumentException("\"" + name + "\" of an epoch is " + line.get(name) + "; it must be a number");
  }
}
