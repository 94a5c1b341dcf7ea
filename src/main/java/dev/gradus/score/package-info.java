/**
 * Takes a model file and rows, gives predictions, in plain Java: no ND4J, no native memory, nothing to install. With packages net, prepare and store it is a
 * jar of its own, with the classifier {@code scorer}.
 *
 * <p>{@link dev.gradus.score.Scorer} computes in double with the formulas of net and prepare, and needs nothing but the module java.base.
 */
package dev.gradus.score;
