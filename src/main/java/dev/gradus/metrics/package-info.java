/**
 * Takes predictions and targets, gives figures of classes, probabilities, rankings, labels and values. Plain Java. Figures are scikit-learn's, with weights
 * everywhere; what is not defined is empty, never NaN.
 */
package dev.gradus.metrics;
