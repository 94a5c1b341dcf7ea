package dev.gradus.train;

import dev.gradus.metrics.Evaluation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an epoch gave.
 *
 * @param epoch its number, from 1
 * @param steps how many steps were made so far
 * @param rate η of its last step, after the schedule
 * @param train figures of the training examples by name, the loss first: each example counted as it was before the step that used it, with dropout and noise,
 *     the loss with its penalties
 * @param validation the evaluation on the validation examples, if there are any
 * @param seconds from the shuffle to the last update, gathering included, validation excluded
 * @param examplesPerSecond training examples over these seconds
 */
public record EpochRecord(int epoch, long steps, double rate, Map<String, Double> train, Optional<Evaluation> validation, double seconds,
    double examplesPerSecond) {
  public EpochRecord {
    train = Collections.unmodifiableMap(new LinkedHashMap<>(train));
  }

  /** The mean of the batches' losses, penalties included, each as it was before its step. */
  public double trainLoss() {
    return train.get("loss");
  }
}
