/**
 * Takes a batch of columns, gives the loss and its gradient: the forward and backward pass over one flat vector of parameters.
 *
 * <p>{@link dev.gradus.backprop.Backprop} is the heart of the project: BP1 to BP4, a line each.
 */
package dev.gradus.backprop;
