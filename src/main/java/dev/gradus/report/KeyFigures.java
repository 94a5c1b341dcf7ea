package dev.gradus.report;

import dev.gradus.metrics.ConfusionMatrix;
import dev.gradus.metrics.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes an evaluation, gives the three to five figures that say most of it. */
final class KeyFigures {
  /** A figure, its text, and what to compare it with. */
  record Figure(String name, String value, String note) {}

  private static final double Z = 1.959964;

  private KeyFigures() {}

  static List<Figure> of(Evaluation evaluation) {
    List<Figure> figures = new ArrayList<>();
    if (evaluation instanceof Evaluation.OfClasses of) {
      classes(of, figures);
    } else if (evaluation instanceof Evaluation.OfValues) {
      add(figures, evaluation, "r2", "1 is perfect, 0 is no better than always the mean");
      add(figures, evaluation, "rmse", "root mean squared error, in the unit of the target");
      add(figures, evaluation, "mae", "in the unit of the target");
      add(figures, evaluation, "median_absolute_error", "half of the errors are smaller");
    } else {
      add(figures, evaluation, "accuracy", "all labels of an example right");
      add(figures, evaluation, "hamming_loss", "of all labels wrong");
      add(figures, evaluation, "f1_macro", "mean over the labels");
      add(figures, evaluation, "roc_auc", "mean over the labels; 0.5 is chance");
    }
    add(figures, evaluation, "loss", "mean cost of an example");
    return figures;
  }

  private static void classes(Evaluation.OfClasses of, List<Figure> figures) {
    ConfusionMatrix confusion = of.confusion();
    Map<String, Double> all = of.figures();
    if (all.containsKey("accuracy")) {
      double right = all.get("accuracy");
      boolean counted = confusion.total() == of.examples();
      figures.add(new Figure("accuracy", Numbers.percent(right), counted ? interval(right, of.examples()) : "by the weights of the examples"));
      double most = 0;
      for (int c = 0; c < confusion.labels().size(); c++) most = Math.max(most, confusion.actual(c));
      double wrong = confusion.total() * (1 - right);
      String compared = "of " + Numbers.count(confusion.total()) + "; naming always the largest class: " + Numbers.count(confusion.total() - most);
      if (counted) figures.add(new Figure("wrong", Numbers.count(Math.rint(wrong)), compared));
    }
    add(figures, of, "roc_auc", "1 is perfect, 0.5 is chance");
    if (all.containsKey("ece")) figures.add(new Figure("calibration error", Numbers.digits(all.get("ece")), "confidence less accuracy, in the mean"));
  }

  /** Wilson, "Probable inference", JASA 22, 1927. */
  private static String interval(double p, double n) {
    double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return "95 % interval " + Numbers.decimals(100 * Math.max(0, middle - half), 1) + " to " + Numbers.decimals(100 * Math.min(1, middle + half), 1) + " %";
  }

  private static void add(List<Figure> figures, Evaluation evaluation, String name, String note) {
    Double value = evaluation.figures().get(name);
    if (value != null) figures.add(new Figure(Numbers.name(name), Numbers.figure(name, value), note));
  }
}
