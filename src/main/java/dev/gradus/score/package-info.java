/**
 * Takes a model file and rows, gives predictions, in plain Java: no ND4J, no native memory, nothing to install. With packages net, prepare and store it is a
 * jar of its own, with the classifier {@code scorer}.
 */
package dev.gradus.score;
