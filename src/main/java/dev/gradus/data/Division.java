package dev.gradus.data;

import dev.gradus.prepare.Target;

/** What decides on which side of a split an example comes. */
public enum Division {
  /** Chance alone. */
  RANDOM,
  /** Chance within each class, so that every part has the classes in the shares of the whole. */
  STRATIFIED,
  /** Chance by group: examples of one group stay together. */
  GROUPED,
  /** Time: what is validated on comes after what is learned from. */
  ORDERED;

  /**
   * What goes with a data set: its groups, its order, else its classes, else chance.
   *
   * @throws IllegalArgumentException when it has both groups and an order
   */
  public static Division suited(Dataset data) {
    if (data.grouped() && data.ordered()) {
      throw new IllegalArgumentException(data.source() + " has both groups and an order; say which of them divides it");
    }
    if (data.grouped()) return GROUPED;
    if (data.ordered()) return ORDERED;
    return data.schema().target() instanceof Target.Classes ? STRATIFIED : RANDOM;
  }

  /** Refuses data that cannot be divided so. @throws IllegalArgumentException saying what is missing */
  void check(Dataset data) {
    if (this == STRATIFIED && !(data.schema().target() instanceof Target.Classes)) {
      throw new IllegalArgumentException("a stratified division of " + data.source() + " was asked for; it needs classes, and the target is "
          + data.schema().target());
    }
    if (this == GROUPED && !data.grouped()) {
      throw new IllegalArgumentException("a division of " + data.source() + " by group was asked for, and its examples have no groups");
    }
    if (this == ORDERED && !data.ordered()) {
      throw new IllegalArgumentException("a division of " + data.source() + " by time was asked for, and its examples have no order");
    }
  }
}
