package dev.gradus.cli;

import dev.gradus.metrics.ConfusionMatrix;
import dev.gradus.metrics.Evaluation;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/** Takes an evaluation, gives text for people. */
final class Figures {
  private static final int MOST_CLASSES = 30;

  private Figures() {}

  /** In one line: {@code loss 0.0712, accuracy 97.95 %}. */
  static String line(Evaluation evaluation) {
    StringJoiner line = new StringJoiner(", ");
    for (Map.Entry<String, Double> figure : evaluation.figures().entrySet()) {
      line.add(figure.getKey().equals("accuracy")
          ? String.format(Locale.ROOT, "accuracy %.2f %%", 100 * figure.getValue())
          : String.format(Locale.ROOT, "%s %.5g", figure.getKey(), figure.getValue()));
    }
    return line.toString();
  }

  /** Per class: precision, recall, F1, and the confusion matrix. */
  static String table(ConfusionMatrix confusion) {
    int classes = confusion.labels().size();
    int width = 8;
    for (String label : confusion.labels()) width = Math.max(width, Math.min(24, label.length()));
    StringBuilder text = new StringBuilder(String.format("%n%-" + width + "s  precision     recall         F1   examples%n", "class"));
    for (int c = 0; c < classes; c++) {
      text.append(String.format(Locale.ROOT, "%-" + width + "s %10s %10s %10s %10.0f%n", cut(confusion.labels().get(c), width),
          share(confusion.precision(c)), share(confusion.recall(c)), share(confusion.f1(c)), confusion.actual(c)));
    }
    if (classes > MOST_CLASSES) return text.toString();
    text.append(String.format("%nactual \\ predicted%n%-" + width + "s", ""));
    for (int p = 0; p < classes; p++) text.append(String.format(" %7s", cut(confusion.labels().get(p), 7)));
    for (int a = 0; a < classes; a++) {
      text.append(String.format("%n%-" + width + "s", cut(confusion.labels().get(a), width)));
      for (int p = 0; p < classes; p++) text.append(String.format(Locale.ROOT, " %7.0f", confusion.count(a, p)));
    }
    return text.append(System.lineSeparator()).toString();
  }

  private static String share(OptionalDouble share) {
    return share.isPresent() ? String.format(Locale.ROOT, "%.2f %%", 100 * share.getAsDouble()) : "–";
  }

  /** Text from data as it may stand in a table on a terminal: control characters, line ends and escapes among them, become a mark. */
  static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  private static String cut(String label, int width) {
    String shown = plain(label);
    return shown.length() <= width ? shown : shown.substring(0, width - 1) + "…";
  }
}
