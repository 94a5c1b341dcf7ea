/**
 * Takes sources (CSV, IDX, drawn digits), gives data sets and batches of columns.
 */
package dev.gradus.data;
