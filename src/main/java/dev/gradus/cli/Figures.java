package dev.gradus.cli;

import dev.gradus.metrics.ConfusionMatrix;
import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.MultiLabelFigures;
import dev.gradus.report.PlainText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.StringJoiner;

/** Takes an evaluation, gives text for people. */
final class Figures {
  private static final int MOST_CLASSES = 30;
  private static final Set<String> LINE = Set.of("loss", "accuracy", "hamming_loss", "r2", "rmse", "mse", "mae", "pinball");
  private static final Set<String> SHARES = Set.of("accuracy", "balanced_accuracy", "precision", "recall", "f1", "specificity", "precision_macro",
      "recall_macro", "f1_macro", "f1_micro", "precision_weighted", "recall_weighted", "f1_weighted", "top_2_accuracy", "top_3_accuracy", "top_5_accuracy",
      "hamming_loss", "mape");

  private Figures() {}

  /** The most important in one line: {@code loss 0.0712, accuracy 97.95 %}. */
  static String line(Evaluation evaluation) {
    return line(evaluation.figures());
  }

  /** The most important of some figures in one line. */
  static String line(Map<String, Double> figures) {
    StringJoiner line = new StringJoiner(", ");
    figures.forEach((name, value) -> {
      if (LINE.contains(name)) line.add(name + " " + (name.equals("accuracy") ? percent(value) : String.format(Locale.ROOT, "%.5g", value)));
    });
    return line.toString();
  }

  /** All in lines of three, shares in percent: what is not defined is left out. */
  static String all(Evaluation evaluation) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (Map.Entry<String, Double> figure : evaluation.figures().entrySet()) {
      String value = SHARES.contains(figure.getKey()) ? percent(figure.getValue()) : String.format(Locale.ROOT, "%.5g", figure.getValue());
      text.append(String.format(count % 3 == 0 ? "%n" : "   ")).append(String.format("%-22s %10s", figure.getKey(), value));
      count++;
    }
    return text.append(System.lineSeparator()).toString();
  }

  /** Per label: precision, recall and F1. */
  static String table(MultiLabelFigures labels) {
    int width = width(labels.labels());
    StringBuilder text = new StringBuilder(heading("label", width));
    for (int j = 0; j < labels.labels().size(); j++) {
      text.append(row(labels.labels().get(j), width, labels.precision(j), labels.recall(j), labels.f1(j), labels.actual(j)));
    }
    return text.toString();
  }

  /** Per class: precision, recall, F1, and the confusion matrix. */
  static String table(ConfusionMatrix confusion) {
    int classes = confusion.labels().size();
    int width = width(confusion.labels());
    StringBuilder text = new StringBuilder(heading("class", width));
    for (int c = 0; c < classes; c++) {
      text.append(row(confusion.labels().get(c), width, confusion.precision(c), confusion.recall(c), confusion.f1(c), confusion.actual(c)));
    }
    if (classes > MOST_CLASSES) return text.toString();
    text.append(String.format("%nactual \\ predicted%n%-" + width + "s", ""));
    for (int p = 0; p < classes; p++) text.append(String.format(" %7s", cut(confusion.labels().get(p), 7)));
    for (int a = 0; a < classes; a++) {
      text.append(String.format("%n%-" + width + "s", cut(confusion.labels().get(a), width)));
      for (int p = 0; p < classes; p++) text.append(String.format(" %7s", number(confusion.count(a, p))));
    }
    return text.append(System.lineSeparator()).toString();
  }

  /** Per class, for JSON: the figures that are defined, and how much its examples weigh. */
  static Map<String, Object> classes(ConfusionMatrix confusion) {
    Map<String, Object> classes = new LinkedHashMap<>();
    for (int c = 0; c < confusion.labels().size(); c++) {
      classes.put(confusion.labels().get(c), each(confusion.precision(c), confusion.recall(c), confusion.f1(c), confusion.actual(c)));
    }
    return classes;
  }

  /** Per label, as {@link #classes}. */
  static Map<String, Object> labels(MultiLabelFigures labels) {
    Map<String, Object> each = new LinkedHashMap<>();
    for (int j = 0; j < labels.labels().size(); j++) {
      each.put(labels.labels().get(j), each(labels.precision(j), labels.recall(j), labels.f1(j), labels.actual(j)));
    }
    return each;
  }

  private static Map<String, Object> each(OptionalDouble precision, OptionalDouble recall, OptionalDouble f1, double examples) {
    Map<String, Object> figures = new LinkedHashMap<>();
    precision.ifPresent(value -> figures.put("precision", value));
    recall.ifPresent(value -> figures.put("recall", value));
    f1.ifPresent(value -> figures.put("f1", value));
    figures.put("examples", examples);
    return figures;
  }

  /** A figure from a file, as people write it: whole numbers without decimals, others with five digits; anything else as it is. */
  static Object number(Object value) {
    if (!(value instanceof Double number)) return value;
    return number == Math.rint(number) && Math.abs(number) < 1e15 ? (Object) Long.toString(number.longValue()) : String.format(Locale.ROOT, "%.5g", number);
  }

  private static int width(List<String> labels) {
    int width = 8;
    for (String label : labels) width = Math.max(width, Math.min(24, label.length()));
    return width;
  }

  private static String heading(String what, int width) {
    return String.format("%n%-" + width + "s  precision     recall         F1   examples%n", what);
  }

  private static String row(String label, int width, OptionalDouble precision, OptionalDouble recall, OptionalDouble f1, double examples) {
    return String.format(Locale.ROOT, "%-" + width + "s %10s %10s %10s %10s%n", cut(label, width), share(precision), share(recall), share(f1),
        number(examples));
  }

  static String share(OptionalDouble share) {
    return share.isPresent() ? percent(share.getAsDouble()) : "–";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** A count without decimals; with weights that are no whole numbers, with a few. */
  private static String number(double number) {
    return number == Math.rint(number) ? String.format(Locale.ROOT, "%.0f", number) : String.format(Locale.ROOT, "%.2f", number);
  }

  /** Text from data as it may stand in a table on a terminal: control characters, line ends and escapes among them, become a mark, those that turn the direction a number. */
  static String plain(String text) {
    return PlainText.of(text);
  }

  private static String cut(String label, int width) {
    String shown = plain(label);
    return shown.length() <= width ? shown : shown.substring(0, width - 1) + "…";
  }
}
