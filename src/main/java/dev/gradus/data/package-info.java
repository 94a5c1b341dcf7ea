/**
 * Takes sources (CSV, NumPy, IDX, databases, Parquet, records of a program, drawn digits), gives data sets and batches of columns.
 *
 * <p>A {@link dev.gradus.data.TableSource} is read as a {@link dev.gradus.data.Table} of typed columns, in memory or in a file that a
 * {@link dev.gradus.data.TableCache} keeps. Its raw values are never changed: a {@link dev.gradus.data.Dataset} prepares them as they are read, and
 * {@link dev.gradus.data.EpochOrder} says in which order.
 *
 * <p>Beside inputs and targets, {@link dev.gradus.data.Dataset} has the weights of examples, their groups and their order; {@link dev.gradus.data.Splits}
 * divides it by them, or by class.
 */
package dev.gradus.data;
