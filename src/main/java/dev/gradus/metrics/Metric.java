package dev.gradus.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A figure that an evaluation may have: its name, which way it should go and what it says.
 *
 * @param name as in {@link Evaluation#figures}
 * @param largerIsBetter false when smaller is
 * @param description in a few words, for people
 */
public record Metric(String name, boolean largerIsBetter, String description) {
  private static final boolean LARGER = true;
  private static final boolean SMALLER = false;
  private static final Set<String> OF_VALUES =
      Set.of("r2", "rmse", "mse", "mae", "mape", "median_absolute_error", "max_error", "explained_variance", "pinball",
          "coverage");
  private static final Map<String, Metric> KNOWN = new LinkedHashMap<>();

  static {
    add("loss", SMALLER, "mean of the head's cost, without penalty");
    add("accuracy", LARGER, "share of examples predicted rightly; of several labels, all of them");
    add("balanced_accuracy", LARGER, "mean recall of the classes that are there");
    add("precision", LARGER, "of the second of two classes: its share of what is predicted as it");
    add("recall", LARGER, "of the second of two classes: the share of it that is found");
    add("f1", LARGER, "of the second of two classes: harmonic mean of precision and recall");
    add("specificity", LARGER, "of the first of two classes: the share of it that is found");
    add("precision_macro", LARGER, "mean precision of the classes");
    add("recall_macro", LARGER, "mean recall of the classes");
    add("f1_macro", LARGER, "mean F1 of the classes or labels");
    add("f1_micro", LARGER, "F1 of all decisions together; the accuracy, for classes");
    add("precision_weighted", LARGER, "mean precision of the classes, by their examples");
    add("recall_weighted", LARGER, "mean recall of the classes, by their examples");
    add("f1_weighted", LARGER, "mean F1 of the classes or labels, by their examples");
    add("mcc", LARGER, "Matthews' correlation of actual and predicted class");
    add("kappa", LARGER, "Cohen's kappa: agreement beyond chance");
    add("log_loss", SMALLER, "mean of −log of the true class's probability");
    add("brier", SMALLER, "mean squared error of the probabilities: of the second of two classes, summed over more");
    add("ece", SMALLER, "expected calibration error, 15 bins");
    add("top_2_accuracy", LARGER, "share of examples whose class is among the two likeliest");
    add("top_3_accuracy", LARGER, "share of examples whose class is among the three likeliest");
    add("top_5_accuracy", LARGER, "share of examples whose class is among the five likeliest");
    add("roc_auc", LARGER, "area under the ROC curve; of more than two classes or labels the mean, each against the rest");
    add("roc_auc_weighted", LARGER, "areas under the ROC curves of more than two classes, by their examples");
    add("pr_auc", LARGER, "average precision; of more than two classes or labels the mean, each against the rest");
    add("hamming_loss", SMALLER, "share of wrong labels");
    add("r2", LARGER, "share of the target's variance that is explained, 1 − squared errors / squared deviations");
    add("rmse", SMALLER, "root of the mean squared error");
    add("mse", SMALLER, "mean squared error");
    add("mae", SMALLER, "mean absolute error");
    add("mape", SMALLER, "mean absolute error as a share of the target; absent when a target is 0");
    add("median_absolute_error", SMALLER, "median of the absolute errors");
    add("max_error", SMALLER, "largest absolute error");
    add("explained_variance", LARGER, "R² when the mean error is taken off");
    add("pinball", SMALLER, "mean pinball loss at the quantile of the model's loss; of several quantiles the mean");
    add("coverage", LARGER, "share of targets between the lowest and the highest output, of a loss of several quantiles");
  }

  private static void add(String name, boolean largerIsBetter, String description) {
    KNOWN.put(name, new Metric(name, largerIsBetter, description));
  }

  /** Whether it is a figure of models that predict values, or else of those that predict classes or labels. */
  public boolean fits(boolean values) {
    return name.equals("loss") || OF_VALUES.contains(name) == values;
  }

  /** All figures, in the order of evaluations. */
  public static List<Metric> all() {
    return List.copyOf(KNOWN.values());
  }

  /** The figure of a name. @throws IllegalArgumentException when there is none, naming those that are known */
  public static Metric named(String name) {
    Metric metric = KNOWN.get(name);
    if (metric != null) return metric;
    String meant = NearMiss.of(name, KNOWN.keySet()).map(near -> "did you mean \"" + near + "\"? ").orElse("");
    throw new IllegalArgumentException("there is no figure \"" + name + "\"; " + meant + "known are " + String.join(", ", KNOWN.keySet()));
  }

  /** Whether {@code value} is better than {@code other} by more than {@code gain}, which is at least 0. */
  public boolean isBetter(double value, double other, double gain) {
    return largerIsBetter ? value > other + gain : value < other - gain;
  }
}
