package dev.gradus.metrics;

/** How the figures of several classes or labels become one. */
public enum Average {
  /**
   * The mean over classes, each counting the same. Of single-label classes those count that are there or are predicted; a class whose figure is not defined
   * counts as 0, as scikit-learn's does with {@code zero_division=0}.
   */
  MACRO,

  /** One figure from the sums of true positives, predicted and actual over all classes; of single-label classes each such figure is the accuracy. */
  MICRO,

  /** The mean over classes, each counting as much as its examples weigh; a class whose figure is not defined counts as 0. */
  WEIGHTED
}
