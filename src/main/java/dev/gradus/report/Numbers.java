package dev.gradus.report;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Takes figures, gives their text for people: a comma between thousands, a point before decimals, a true minus. */
final class Numbers {
  private static final String NOT_FINITE = "not finite";
  private static final Set<String> SHARES = Set.of("accuracy", "balanced_accuracy", "precision", "recall", "f1", "specificity", "precision_macro",
      "recall_macro", "f1_macro", "f1_micro", "precision_weighted", "recall_weighted", "f1_weighted", "top_2_accuracy", "top_3_accuracy", "top_5_accuracy",
      "hamming_loss", "mape", "coverage");
  private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("r2", "R²"), Map.entry("rmse", "RMSE"), Map.entry("mse", "MSE"),
      Map.entry("mae", "mean absolute error"), Map.entry("mape", "mean absolute percentage error"), Map.entry("f1", "F1"), Map.entry("f1_macro", "F1, macro"),
      Map.entry("f1_micro", "F1, micro"), Map.entry("f1_weighted", "F1, weighted"), Map.entry("precision_macro", "precision, macro"),
      Map.entry("precision_weighted", "precision, weighted"), Map.entry("recall_macro", "recall, macro"), Map.entry("recall_weighted", "recall, weighted"),
      Map.entry("mcc", "Matthews’ correlation"), Map.entry("kappa", "Cohen’s κ"), Map.entry("ece", "expected calibration error"),
      Map.entry("brier", "Brier score"), Map.entry("roc_auc", "area under ROC"), Map.entry("roc_auc_weighted", "area under ROC, weighted"),
      Map.entry("pr_auc", "average precision"), Map.entry("hamming_loss", "Hamming loss"), Map.entry("max_error", "largest error"));

  private Numbers() {}

  /** A figure by its name: a share in percent, others with four digits that count. */
  static String figure(String name, double value) {
    return SHARES.contains(name) ? percent(value) : digits(value);
  }

  /** The name of a figure in words. */
  static String name(String figure) {
    return NAMES.getOrDefault(figure, figure.replace('_', ' '));
  }

  /** A share in percent with two decimals. */
  static String percent(double share) {
    return minus(String.format(Locale.ROOT, "%.2f %%", 100 * share));
  }

  static String percent(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : "–";
  }

  /** A share in percent without needless decimals: at least one digit that counts. */
  static String shortPercent(double share) {
    double percent = 100 * share;
    if (percent == 0) return "0 %";
    return minus(String.format(Locale.ROOT, percent >= 9.95 || percent == Math.rint(percent) ? "%.0f %%" : percent >= 0.095 ? "%.1f %%" : "%.2f %%", percent));
  }

  /** A number with four digits that count. */
  static String digits(double value) {
    if (value == 0) return "0";
    if (!Double.isFinite(value)) return NOT_FINITE;
    if (value == Math.rint(value) && Math.abs(value) < 1e7) return count(value);
    double size = Math.abs(value);
    if (size < 1e-4 || size >= 1e7) return power(value);
    int whole = (int) Math.floor(Math.log10(size)) + 1;
    return minus(String.format(Locale.ROOT, "%,." + Math.max(0, 4 - Math.max(whole, whole <= 0 ? whole : 1)) + "f", value));
  }

  static String digits(OptionalDouble value) {
    return value.isPresent() ? digits(value.getAsDouble()) : "–";
  }

  /** A number as a factor and a power of ten. */
  private static String power(double value) {
    int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
    return minus(String.format(Locale.ROOT, "%.2f", value / Math.pow(10, exponent))) + " · " + powerOfTen(exponent);
  }

  /** 10ⁿ. */
  static String powerOfTen(int exponent) {
    StringBuilder text = new StringBuilder("10");
    for (char c : Integer.toString(exponent).toCharArray()) text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    return text.toString();
  }

  /** A count; with weights that are no whole numbers, one decimal. */
  static String count(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1000) return minus(Integer.toString((int) value));
    return minus(String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.1f", value));
  }

  /** A number with so many decimals, such as a tick mark. */
  static String decimals(double value, int decimals) {
    if (!Double.isFinite(value)) return NOT_FINITE;
    return minus(String.format(Locale.ROOT, "%,." + decimals + "f", value == 0 ? 0.0 : value));
  }

  /** A count and its noun: 1 epoch, 2 epochs. */
  static String counted(double n, String noun) {
    return count(n) + " " + noun + (n == 1 ? "" : "s");
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }

  /** A time for people. */
  static String seconds(double seconds) {
    if (seconds < 10) return String.format(Locale.ROOT, "%.1f\u00a0s", seconds);
    long s = Math.round(seconds);
    if (s < 60) return s + "\u00a0s";
    return s < 3600 ? s / 60 + "\u00a0min " + s % 60 + "\u00a0s" : s / 3600 + "\u00a0h " + s / 60 % 60 + "\u00a0min";
  }
}
