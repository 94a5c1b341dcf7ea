/**
 * Takes a network, its parameters and data, gives a verdict on their health: the check of analytic against numeric gradients, the figures of a table with
 * what is conspicuous in them, and of a run what its layers are like, what is wrong, and what to do.
 */
package dev.gradus.diagnose;
