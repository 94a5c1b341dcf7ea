package dev.gradus.train;

/** What a run does when its loss or a parameter is no finite number any more. */
public enum Divergence {
  /** Ends with a {@link DivergedException}. */
  FAIL,
  /** Ends with the parameters after the last epoch that was sound, as a model; fails when there is none. */
  STOP,
  /** Goes back to the beginning of the epoch and goes on with half the rate, at most three times; fails then. */
  RESTORE
}
