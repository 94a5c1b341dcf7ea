/**
 * Takes a trained network and gives what you keep: predictions, evaluations, a file.
 */
package dev.gradus.model;
