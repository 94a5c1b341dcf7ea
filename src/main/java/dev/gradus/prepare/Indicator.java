package dev.gradus.prepare;

/** Whether a column of numbers has a second input, 1 where the value is missing and else 0. */
public enum Indicator {
  /** When training had missing values in it, and others. */
  AUTO,
  /** In any case. */
  ALWAYS,
  /** In no case. */
  NEVER
}
