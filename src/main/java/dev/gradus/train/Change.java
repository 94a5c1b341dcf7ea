package dev.gradus.train;

/** What may be another than in the run that a checkpoint is of; it then continues to other bits. */
public enum Change {
  /** The examples of training or validation. */
  DATA,
  /** The plan. */
  SETTINGS
}
