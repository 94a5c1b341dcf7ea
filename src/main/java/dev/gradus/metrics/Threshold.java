package dev.gradus.metrics;

import java.util.OptionalDouble;

/**
 * What follows when the examples whose score is at least a threshold are predicted as positive.
 *
 * @param threshold the least score of a positive prediction
 * @param precision TP / (TP + FP); not defined when nothing is predicted as positive
 * @param recall TP / (TP + FN); not defined when nothing is positive
 * @param f1 2 TP / (2 TP + FP + FN)
 * @param specificity TN / (TN + FP); not defined when everything is positive
 * @param share of the examples, how many are predicted as positive
 */
public record Threshold(
    double threshold, OptionalDouble precision, OptionalDouble recall, OptionalDouble f1, OptionalDouble specificity, OptionalDouble share) {}
