package dev.gradus.explain;

/**
 * How much worse the model is when a column's cells are shuffled among the rows: mean and deviation of the loss's (or a figure's) rise over the repeats.
 *
 * @param column its name
 * @param mean Σ e / R over the R repeats; about 0 or below for a column that the model does not need
 * @param deviation √(Σ (e − mean)² / (R − 1)), 0 of one repeat
 */
public record Importance(String column, double mean, double deviation) {}
