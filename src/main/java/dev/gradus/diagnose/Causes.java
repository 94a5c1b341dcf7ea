package dev.gradus.diagnose;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Takes findings, tells which of them follow from others, so that what is said first is what to change first. */
final class Causes {
  /** With any of these there is little to be said about what was learned. */
  private static final Set<String> NO_LEARNING = Set.of(Finding.SATURATED, Finding.DEAD, Finding.SMALL_INPUTS, Finding.VANISHING_GRADIENT,
      Finding.EXPLODING_GRADIENT, Finding.RATE_TOO_HIGH, Finding.RATE_TOO_LOW, Finding.UNSCALED_INPUTS);

  /** What makes what, when it is worse than a notice. */
  private static final Map<String, Set<String>> OF = Map.of(
      Finding.RATE_TOO_LOW, Set.of(Finding.SATURATED, Finding.DEAD, Finding.SMALL_INPUTS, Finding.VANISHING_GRADIENT, Finding.EXPLODING_GRADIENT),
      Finding.RATE_TOO_HIGH, Set.of(Finding.EXPLODING_GRADIENT, Finding.UNSCALED_INPUTS),
      Finding.FAR_FROM_LN_K, Set.of(Finding.UNSCALED_INPUTS),
      Finding.EXPLODING_GRADIENT, Set.of(Finding.UNSCALED_INPUTS, Finding.SMALL_INPUTS),
      Finding.ONE_CLASS, NO_LEARNING,
      Finding.UNDERFITTING, NO_LEARNING);

  private Causes() {}

  /**
   * Whether another finding explains this one. A gradient that vanishes below a layer that is saturated or dead does so because of it, and large
   * inputs drive the first layer to where it is flat. Of a net whose weights a penalty takes away, nothing else is to be said than that it underfits.
   */
  static boolean explain(Finding finding, List<Finding> all, Set<String> faults, boolean heldDown) {
    if (heldDown && faults.contains(Finding.UNDERFITTING)) return NO_LEARNING.contains(finding.fault());
    if (finding.fault().equals(Finding.VANISHING_GRADIENT)) {
      return all.stream().anyMatch(other -> other.severity() == Severity.FAULT
          && (other.fault().equals(Finding.SATURATED) || other.fault().equals(Finding.DEAD)));
    }
    boolean first = finding.layer().equals(OptionalInt.of(1));
    if (first && (finding.fault().equals(Finding.SATURATED) || finding.fault().equals(Finding.DEAD))) return faults.contains(Finding.UNSCALED_INPUTS);
    return OF.getOrDefault(finding.fault(), Set.of()).stream().anyMatch(faults::contains);
  }
}
