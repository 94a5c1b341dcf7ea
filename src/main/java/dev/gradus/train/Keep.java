package dev.gradus.train;

/** Which parameters of a run become the model. */
public enum Keep {
  /** Those after the last epoch. */
  LAST,
  /** Those after the epoch with the best value of the monitored figure, the earliest of equals. */
  BEST
}
