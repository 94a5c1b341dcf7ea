/**
 * Takes a network, data and a plan, gives a model: the loop, and only the loop.
 */
package dev.gradus.train;
