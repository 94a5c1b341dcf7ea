/**
 * Takes data and ways to train, gives how good each of them is, and the best: cross-validation and tuning.
 */
package dev.gradus.select;
