package dev.gradus.cli;

import dev.gradus.explain.Answer;
import dev.gradus.explain.Attribution;
import dev.gradus.explain.Attributions;
import dev.gradus.explain.Importance;
import dev.gradus.explain.MeanAttribution;
import dev.gradus.explain.MeanAttributions;
import dev.gradus.explain.PartialDependence;
import dev.gradus.explain.PermutationImportance;
import dev.gradus.store.JsonWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Takes explanations, prints them: tables with bars for people, or an object of JSON. */
final class ExplanationText {
  private static final int BAR = 24;
  private static final int HALF = 12;
  private static final int MOST_LINES = 40;

  private final PrintWriter out;
  private final boolean json;

  ExplanationText(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Importances, the largest first. */
  void importance(PermutationImportance how, int examples, List<Importance> importances) {
    if (json) {
      Map<String, Object> object = object("importance");
      object.put("metric", how.metric().name());
      object.put("repeats", how.repeats());
      object.put("seed", how.seed());
      object.put("examples", examples);
      object.put("columns", importances.stream().map(one -> ordered("column", one.column(), "mean", one.mean(), "deviation", one.deviation())).toList());
      print(object);
      return;
    }
    String change = how.metric().largerIsBetter() ? "fall" : "rise";
    out.println(String.format(Locale.ROOT, "%s of the %s when a column is shuffled, %,d examples, %d %s", change, how.metric().name(), examples, how.repeats(),
        how.repeats() == 1 ? "repeat" : "repeats"));
    int width = width(importances.stream().map(Importance::column).toList());
    double most = importances.stream().mapToDouble(Importance::mean).max().orElse(0);
    for (Importance one : first(importances)) {
      out.println(String.format(Locale.ROOT, "%s %12s ± %-10s %s", padded(one.column(), width), number(one.mean()), number(one.deviation()),
          bar(one.mean(), most, BAR)).stripTrailing());
    }
    tellRest(importances.size());
  }

  /** What contributes to the answer for a row, the strongest first. @param drawing in the place of the table */
  void row(int row, Attributions attributions, Optional<String> drawing) {
    if (json) {
      Map<String, Object> object = object("attributions");
      object.put("row", row);
      object.put("answer", attributions.answer().name());
      object.put("value", attributions.value());
      object.put("baseline", attributions.baseline());
      object.put("steps", attributions.steps());
      object.put("gap", attributions.gap());
      object.put("columns", attributions.columns().stream().map(one -> ordered("column", one.column(), "cell", one.cell(), "contribution", one.contribution()))
          .toList());
      print(object);
      return;
    }
    out.println(String.format(Locale.ROOT, "row %,d, %s: %s, where the baseline has %s; the contributions sum to the difference up to %.1g (%,d steps)", row,
        Figures.plain(attributions.answer().name()), number(attributions.value()), number(attributions.baseline()), attributions.gap(), attributions.steps()));
    if (drawing.isPresent()) {
      drawn(drawing.get());
      return;
    }
    List<Attribution> columns = sorted(attributions.columns(), Comparator.comparingDouble(one -> -Math.abs(one.contribution())));
    int width = width(columns.stream().map(Attribution::column).toList());
    int cells = width(columns.stream().map(Attribution::cell).toList());
    double most = columns.isEmpty() ? 0 : Math.abs(columns.get(0).contribution());
    for (Attribution one : first(columns)) {
      out.println(String.format(Locale.ROOT, "%s %s %12s  %s", padded(one.column(), width), padded(one.cell(), cells), signed(one.contribution()),
          balance(one.contribution(), most)).stripTrailing());
    }
    tellRest(columns.size());
  }

  /** What contributes on average, the strongest first. */
  void mean(MeanAttributions mean, Optional<Answer> answer, Optional<String> drawing) {
    if (json) {
      Map<String, Object> object = object("attributions");
      object.put("examples", mean.rows());
      answer.ifPresent(one -> object.put("answer", one.name()));
      object.put("steps", mean.steps());
      object.put("gap", mean.gap());
      object.put("columns", mean.columns().stream().map(one -> ordered("column", one.column(), "mean", one.mean(), "magnitude", one.magnitude())).toList());
      print(object);
      return;
    }
    out.println(String.format(Locale.ROOT, "mean contribution to %s, %,d examples; the largest gap is %.1g (up to %,d steps)",
        Figures.plain(answer.map(Answer::name).orElse("the model's answers")), mean.rows(), mean.gap(), mean.steps()));
    if (drawing.isPresent()) {
      drawn(drawing.get());
      return;
    }
    List<MeanAttribution> columns = sorted(mean.columns(), Comparator.comparingDouble(one -> -one.magnitude()));
    int width = width(columns.stream().map(MeanAttribution::column).toList());
    double most = columns.isEmpty() ? 0 : columns.get(0).magnitude();
    out.println(String.format("%s %12s %12s", padded("", width), "mean |c|", "mean c"));
    for (MeanAttribution one : first(columns)) {
      out.println(String.format(Locale.ROOT, "%s %12s %12s  %s", padded(one.column(), width), number(one.magnitude()), signed(one.mean()),
          bar(one.magnitude(), most, BAR)).stripTrailing());
    }
    tellRest(columns.size());
  }

  private void drawn(String drawing) {
    out.print(drawing);
    out.println("░▒▓█ speaks for it, .:=# against it");
  }

  /** The mean answers for each value of a column. */
  void dependence(int examples, PartialDependence dependence) {
    List<String> names = dependence.answers().stream().map(Answer::name).toList();
    if (json) {
      Map<String, Object> object = object("dependence");
      object.put("column", dependence.column());
      object.put("examples", examples);
      object.put("answers", names);
      object.put("points", dependence.points().stream().map(ExplanationText::point).toList());
      print(object);
      return;
    }
    int width = Math.max(width(dependence.points().stream().map(PartialDependence.Point::cell).toList()), width(List.of(dependence.column())));
    StringBuilder heading = new StringBuilder(padded(dependence.column(), width));
    for (String name : names) heading.append(' ').append(String.format("%12s", cut(name, 12)));
    out.println(String.format(Locale.ROOT, "mean answer with each value in all of %,d examples%s", examples, names.size() == 1 ? "; the bars go from the least mean to the largest" : ""));
    out.println(heading);
    double least = means(dependence).stream().mapToDouble(one -> one).min().orElse(0);
    double most = means(dependence).stream().mapToDouble(one -> one).max().orElse(0);
    for (PartialDependence.Point point : dependence.points()) {
      StringBuilder line = new StringBuilder(padded(point.cell(), width));
      for (double mean : point.means()) line.append(' ').append(String.format("%12s", number(mean)));
      if (names.size() == 1) line.append("  ").append(bar(point.means().get(0) - least + (most - least) / BAR, (most - least) * (1 + 1.0 / BAR), BAR));
      out.println(line.toString().stripTrailing());
    }
  }

  private static List<Double> means(PartialDependence dependence) {
    List<Double> means = new ArrayList<>();
    for (PartialDependence.Point point : dependence.points()) means.addAll(point.means());
    return means;
  }

  private static Map<String, Object> point(PartialDependence.Point point) {
    Map<String, Object> object = ordered("cell", point.cell());
    OptionalDouble value = point.value();
    if (value.isPresent()) object.put("value", value.getAsDouble());
    object.put("means", point.means());
    return object;
  }

  private static Map<String, Object> object(String method) {
    return ordered("method", method);
  }

  private static Map<String, Object> ordered(Object... pairs) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) object.put((String) pairs[i], pairs[i + 1]);
    return object;
  }

  private void print(Map<String, Object> object) {
    out.println(JsonWriter.write(object));
  }

  private static <T> List<T> sorted(List<T> some, Comparator<T> order) {
    return some.stream().sorted(order).toList();
  }

  private static <T> List<T> first(List<T> some) {
    return some.subList(0, Math.min(MOST_LINES, some.size()));
  }

  private void tellRest(int all) {
    if (all > MOST_LINES) out.println(String.format(Locale.ROOT, "… and %,d more; --json has all", all - MOST_LINES));
  }

  private static int width(List<String> texts) {
    int width = 8;
    for (String text : texts) width = Math.max(width, Math.min(28, text.length()));
    return width;
  }

  private static String padded(String text, int width) {
    return String.format("%-" + width + "s", cut(text, width));
  }

  private static String cut(String text, int width) {
    String shown = Figures.plain(text);
    return shown.length() <= width ? shown : shown.substring(0, width - 1) + "…";
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.5g", x);
  }

  private static String signed(double x) {
    return String.format(Locale.ROOT, "%+.5g", x);
  }

  private static String bar(double x, double most, int width) {
    return most > 0 && x > 0 ? "█".repeat((int) Math.round(width * Math.min(1, x / most))) : "";
  }

  /** A bar to the right for what is above 0, to the left for what is below. */
  private static String balance(double x, double most) {
    String left = bar(-x, most, HALF);
    return " ".repeat(HALF - left.length()) + left + "│" + bar(x, most, HALF);
  }
}
