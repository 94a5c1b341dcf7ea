/**
 * Takes a model and examples, gives reasons for its answers: how much each column matters to its figures, what each column contributes to one answer, and how
 * the answer depends on a column on average.
 */
package dev.gradus.explain;
