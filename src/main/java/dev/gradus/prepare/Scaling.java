package dev.gradus.prepare;

/** How numbers are scaled: (x − shift) · factor, fitted on the training rows. A constant column becomes 0. */
public enum Scaling {
  /** (x − mean) / standard deviation, over n and not n − 1. */
  STANDARD,
  /** (x − min) / (max − min). */
  MINMAX,
  /** (x − median) / interquartile range. */
  ROBUST,
  /** x. */
  NONE
}
