/**
 * Takes a network, its parameters and data, gives a verdict on its health: here the check of analytic against numeric gradients.
 */
package dev.gradus.diagnose;
