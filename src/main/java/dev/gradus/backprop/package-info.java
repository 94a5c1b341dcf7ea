/**
 * Takes a batch of columns, gives the loss and its gradient: the forward and backward pass over one flat vector of parameters.
 *
 * <p>{@link dev.gradus.backprop.Backprop} is the heart of the project: BP1 to BP4, a line each. A layer is affine → normalise → activate → drop, and a
 * stage that is absent costs nothing. Running statistics of batch normalisation stand beside θ in {@link dev.gradus.backprop.Parameters}, and are not learnt.
 */
package dev.gradus.backprop;
