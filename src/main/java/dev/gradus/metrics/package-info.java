/**
 * Takes predictions and targets, gives figures: accuracy, confusion, errors. Plain Java. What is not defined is empty, never NaN.
 */
package dev.gradus.metrics;
