package dev.gradus.train;

import dev.gradus.metrics.Evaluation;
import java.util.Optional;

/**
 * What an epoch gave.
 *
 * @param epoch its number, from 1
 * @param steps how many steps were made so far
 * @param trainLoss the mean of the batches' losses, penalty included, each as it was before its step
 * @param validation the evaluation on the validation examples, if there are any
 * @param seconds from the shuffle to the last update, gathering included, validation excluded
 * @param examplesPerSecond training examples over these seconds
 */
public record EpochRecord(int epoch, long steps, double trainLoss, Optional<Evaluation> validation, double seconds, double examplesPerSecond) {}
