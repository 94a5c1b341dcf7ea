/**
 * Takes flat native memory, gives arithmetic on it: BLAS products, tiles staged through small arrays, random draws.
 *
 * <p>The only package that knows JavaCPP and BLAS. Everything here acts on {@link dev.gradus.kernel.Matrix matrices} in
 * column order, so that one column is one example and the first {@code m} columns are a prefix of the memory.
 */
package dev.gradus.kernel;
