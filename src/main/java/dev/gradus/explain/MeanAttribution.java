package dev.gradus.explain;

/**
 * What a column contributes to the answers for several rows, by their weights w.
 *
 * @param column its name
 * @param mean Σ w c / Σ w of the contributions c
 * @param magnitude Σ w |c| / Σ w
 */
public record MeanAttribution(String column, double mean, double magnitude) {}
