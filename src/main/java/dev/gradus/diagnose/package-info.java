/**
 * Takes a network, its parameters and data, gives a verdict on their health: the check of analytic against numeric gradients, and the figures of a table with
 * what is conspicuous in them.
 */
package dev.gradus.diagnose;
