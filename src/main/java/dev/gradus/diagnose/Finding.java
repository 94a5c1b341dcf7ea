package dev.gradus.diagnose;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * One thing that is wrong, or might be: what, where, how it shows, what to do.
 *
 * @param severity how much it says against the run
 * @param fault one of {@link #FAULTS}
 * @param layer l, when it is about one
 * @param evidence a sentence with the figures it was found by
 * @param remedy what to do about it, with the option of the command line that does
 * @param rows numbers of training examples in their source, from 1, when it is about some; the worst first
 */
public record Finding(Severity severity, String fault, OptionalInt layer, String evidence, String remedy, List<Integer> rows) {
  public static final String SATURATED = "saturated";
  public static final String DEAD = "dead";
  public static final String SMALL_INPUTS = "small inputs";
  public static final String VANISHING_GRADIENT = "vanishing gradient";
  public static final String EXPLODING_GRADIENT = "exploding gradient";
  public static final String RATE_TOO_HIGH = "rate too high";
  public static final String RATE_TOO_LOW = "rate too low";
  public static final String UNSCALED_INPUTS = "unscaled inputs";
  public static final String FAR_FROM_LN_K = "far from ln k";
  public static final String ONE_CLASS = "one class predicted";
  public static final String OVERFITTING = "overfitting";
  public static final String UNDERFITTING = "underfitting";
  public static final String SUSPICIOUS_LABELS = "suspicious labels";
  public static final String LEAKING_COLUMN = "leaking column";

  /** Every fault there is a word for. */
  public static final List<String> FAULTS = List.of(SATURATED, DEAD, SMALL_INPUTS, VANISHING_GRADIENT, EXPLODING_GRADIENT, RATE_TOO_HIGH, RATE_TOO_LOW,
      UNSCALED_INPUTS, FAR_FROM_LN_K, ONE_CLASS, OVERFITTING, UNDERFITTING, SUSPICIOUS_LABELS, LEAKING_COLUMN);

  public Finding {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(remedy, "remedy");
    if (!FAULTS.contains(fault)) throw new IllegalArgumentException("a fault \"" + fault + "\" was given; it must be one of " + FAULTS);
    if (layer.isPresent() && layer.getAsInt() < 1) throw new IllegalArgumentException("a layer " + layer.getAsInt() + " was given; it must be at least 1");
    rows = List.copyOf(rows);
    for (int row : rows) {
      if (row < 1) throw new IllegalArgumentException("a row " + row + " was given; it must be at least 1");
    }
  }

  /** One about the run as a whole. */
  static Finding of(Severity severity, String fault, String evidence, String remedy) {
    return new Finding(severity, fault, OptionalInt.empty(), evidence, remedy, List.of());
  }

  /** One about a layer. */
  static Finding of(Severity severity, String fault, int layer, String evidence, String remedy) {
    return new Finding(severity, fault, OptionalInt.of(layer), evidence, remedy, List.of());
  }

  /** One line: severity, fault, layer, evidence, remedy. */
  @Override
  public String toString() {
    String where = layer.isPresent() ? ", layer " + layer.getAsInt() : "";
    return severity.name().toLowerCase(Locale.ROOT) + ": " + fault + where + ": " + evidence + "; " + remedy;
  }
}
