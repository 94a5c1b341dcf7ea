package dev.gradus.cli;

import dev.gradus.metrics.ScoreCurve;
import dev.gradus.metrics.Threshold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/** Takes the curve of the second of two classes, gives what thresholds in steps of 0.05 and the best ones would do, as text or for JSON. */
final class ThresholdTable {
  private static final int STEPS = 20;

  private final ScoreCurve curve;
  private final TreeSet<Double> thresholds = new TreeSet<>();
  private OptionalDouble bestF1 = OptionalDouble.empty();
  private OptionalDouble youden = OptionalDouble.empty();

  ThresholdTable(ScoreCurve curve) {
    this.curve = curve;
    for (int i = 1; i < STEPS; i++) thresholds.add((double) i / STEPS);
    curve.bestF1().ifPresent(best -> bestF1 = OptionalDouble.of(best.threshold()));
    curve.youden().ifPresent(best -> youden = OptionalDouble.of(best.threshold()));
    bestF1.ifPresent(thresholds::add);
    youden.ifPresent(thresholds::add);
  }

  /** @param positive the name of the class that is predicted from the threshold on */
  String text(String positive) {
    StringBuilder text = new StringBuilder(String.format("%n\"%s\" when its output is at least%n", Figures.plain(positive)));
    text.append(String.format("%-10s %10s %10s %10s %11s %10s%n", "threshold", "precision", "recall", "F1", "specificity", "predicted"));
    for (double threshold : thresholds) {
      Threshold t = curve.at(threshold);
      String line = String.format(Locale.ROOT, "%-10.4f %10s %10s %10s %11s %10s  %s", threshold, Figures.share(t.precision()),
          Figures.share(t.recall()), Figures.share(t.f1()), Figures.share(t.specificity()), Figures.share(t.share()), String.join(", ", marks(threshold)));
      text.append(line.stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  /** Rows for JSON: without what is not defined. */
  List<Object> rows() {
    List<Object> rows = new ArrayList<>();
    for (double threshold : thresholds) {
      Threshold t = curve.at(threshold);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("threshold", threshold);
      t.precision().ifPresent(value -> row.put("precision", value));
      t.recall().ifPresent(value -> row.put("recall", value));
      t.f1().ifPresent(value -> row.put("f1", value));
      t.specificity().ifPresent(value -> row.put("specificity", value));
      t.share().ifPresent(value -> row.put("predicted", value));
      if (!marks(threshold).isEmpty()) row.put("best", marks(threshold));
      rows.add(row);
    }
    return rows;
  }

  private List<String> marks(double threshold) {
    List<String> marks = new ArrayList<>();
    if (bestF1.equals(OptionalDouble.of(threshold))) marks.add("F1");
    if (youden.equals(OptionalDouble.of(threshold))) marks.add("Youden");
    return marks;
  }
}
