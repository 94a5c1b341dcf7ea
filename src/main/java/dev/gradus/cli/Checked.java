package dev.gradus.cli;

/** A command that can say whether its options are right before it reads anything. */
interface Checked {
  /** Refuses what no data could make right; changes nothing. @throws IllegalArgumentException saying what and why */
  void check();
}
