/**
 * Takes the gradient g, gives a step on the parameters θ: update rules with their state, and schedules of the learning rate.
 */
package dev.gradus.optim;
