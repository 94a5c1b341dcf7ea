/**
 * Takes the gradient g, gives a step on the parameters θ: update rules with their state, decay of weights, clipping, averages, and schedules of the
 * learning rate. L-BFGS takes a function of θ instead, which it looks at several times.
 *
 * <p>Defaults are in one table, {@link dev.gradus.optim.Method#kinds}. Nothing here knows of layers: θ is one vector.
 */
package dev.gradus.optim;
