package dev.gradus.data;

/** A data set in two parts: examples to learn from, and others to see what was learned. */
public record Fold(Dataset train, Dataset validation) {}
