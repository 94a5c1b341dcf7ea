/**
 * Takes sources (CSV, IDX, drawn digits), gives data sets and batches of columns.
 *
 * <p>Beside inputs and targets, {@link dev.gradus.data.Dataset} has the weights of examples, their groups and their order; {@link dev.gradus.data.Splits}
 * divides it by them, or by class.
 */
package dev.gradus.data;
