/**
 * Takes a network, data and a plan, gives a model: the loop, and only the loop.
 *
 * <p>{@link dev.gradus.train.Trainer} makes epochs until one of the {@linkplain dev.gradus.train.Ending endings} and keeps the last or the best;
 * {@link dev.gradus.train.IncrementalFit} makes one pass over each data set as it comes; {@link dev.gradus.train.RateRangeTest} tries rates. They
 * share what a step is, and callbacks see what happens but cannot break it.
 */
package dev.gradus.train;
