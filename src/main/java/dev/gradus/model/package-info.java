/**
 * Takes a trained network and gives what you keep: predictions, evaluations, a file; and, on request, probabilities that are
 * {@linkplain dev.gradus.model.Calibration calibrated}.
 */
package dev.gradus.model;
