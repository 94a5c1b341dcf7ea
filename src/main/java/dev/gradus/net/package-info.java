/**
 * Takes nothing, gives the description of a network: layers, activations, normalisations, heads, initial values, and their formulas.
 *
 * <p>Each has a name, with numbers after colons, that is printed, stored and parsed back: {@code elu:1.0}, {@code huber:0.5}, {@code batch:0.00001:0.1}.
 *
 * <p>No array of parameters lives here and nothing of ND4J is known here: the formulas act on slices of plain Java arrays, and so
 * serve the engine, the plain-loop twin of the tests and a scorer without native code alike.
 */
package dev.gradus.net;
