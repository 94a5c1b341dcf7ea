/**
 * Takes nothing, gives the description of a network: layers, activations, heads, initial values, and their formulas.
 *
 * <p>No array of parameters lives here and nothing of ND4J is known here: the formulas act on slices of plain Java arrays, and so
 * serve the engine, the plain-loop twin of the tests and a scorer without native code alike.
 */
package dev.gradus.net;
