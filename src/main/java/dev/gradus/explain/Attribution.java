package dev.gradus.explain;

/**
 * What a column contributes to an answer.
 *
 * @param column its name
 * @param cell what the row has there, as text
 * @param contribution Σ of the integrated gradients of the inputs that the column becomes, in the unit of the answer
 */
public record Attribution(String column, String cell, double contribution) {}
