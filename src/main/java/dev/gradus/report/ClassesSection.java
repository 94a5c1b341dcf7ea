package dev.gradus.report;

import dev.gradus.metrics.ConfusionMatrix;
import dev.gradus.metrics.Evaluation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Which classes are told apart, and which are taken for each other. */
final class ClassesSection implements Section {
  static final int MOST_CLASSES = 20;
  private static final int MOST_MISTAKES = 10;
  static final int MOST_LISTED = 60;

  private final Optional<Judgement> judgement;

  ClassesSection(Report report) {
    judgement = report.judgement().filter(j -> j.evaluation() instanceof Evaluation.OfClasses);
  }

  @Override
  public String id() {
    return "classes";
  }

  @Override
  public String title() {
    return "Classes";
  }

  @Override
  public boolean isKnown() {
    return judgement.isPresent();
  }

  @Override
  public void write(Html html) {
    Judgement judged = judgement.orElseThrow();
    ConfusionMatrix confusion = ((Evaluation.OfClasses) judged.evaluation()).confusion();
    int n = confusion.labels().size();
    html.open("div", "class", "beside").open("div");
    if (n <= MOST_CLASSES) {
      HeatTable.write(html, "Confusion matrix of the " + judged.part().word()
          + " examples: counts, and shares of the actual class. Blue is right; orange is wrong, "
          + "the deepest being the most frequent mistake.", "actual", "predicted", n, confusion.labels()::get, confusion::count);
    }
    mistakes(html, confusion);
    html.close();
    Table table = new Table("Each class: how many of its predictions are right (precision), how many of its examples are found (recall)", "class", "precision",
        "recall", "F1", "examples");
    for (int c : listed(confusion)) {
      table.row(PlainText.cut(confusion.labels().get(c), 40), Numbers.percent(confusion.precision(c)), Numbers.percent(confusion.recall(c)),
          Numbers.percent(confusion.f1(c)), Numbers.count(confusion.actual(c)));
    }
    table.write(html);
    if (n > MOST_LISTED) html.leaf("p", lowest(n, "classes"), "class", "note");
    html.close();
  }

  /** Says that not all are listed. @param n how many there are @param nouns what they are called */
  static String lowest(int n, String nouns) {
    return "The " + MOST_LISTED + " of " + n + " " + nouns + " with the lowest F1 are listed.";
  }

  /** The classes in order, or of many those with the lowest F1. */
  static int[] listed(ConfusionMatrix confusion) {
    return listed(confusion.labels().size(), confusion::f1);
  }

  /** All of n in order, or of many those with the lowest F1. */
  static int[] listed(int n, IntFunction<OptionalDouble> f1) {
    IntStream all = IntStream.range(0, n);
    if (n <= MOST_LISTED) return all.toArray();
    return all.boxed().sorted(Comparator.comparingDouble(c -> f1.apply(c).orElse(0))).limit(MOST_LISTED).mapToInt(c -> c).toArray();
  }

  private record Mistake(int actual, int predicted, double count) {}

  private static void mistakes(Html html, ConfusionMatrix confusion) {
    List<Mistake> all = new ArrayList<>();
    int n = confusion.labels().size();
    for (int a = 0; a < n; a++) {
      for (int p = 0; p < n; p++) {
        if (a != p && confusion.count(a, p) > 0) all.add(new Mistake(a, p, confusion.count(a, p)));
      }
    }
    if (all.isEmpty()) {
      html.leaf("p", "No example is taken for one of another class.");
      return;
    }
    all.sort(Comparator.comparingDouble((Mistake m) -> -m.count()).thenComparing(Mistake::actual));
    if (n <= MOST_CLASSES) {
      Mistake first = all.get(0);
      html.leaf("p", "The most frequent mistake: " + Numbers.count(first.count()) + " of " + Numbers.count(confusion.actual(first.actual())) + " examples of “"
          + PlainText.cut(confusion.labels().get(first.actual()), 40) + "” are taken for “" + PlainText.cut(confusion.labels().get(first.predicted()), 40)
              + "”.");
      return;
    }
    Table table = new Table("The most frequent mistakes", "actual", "predicted", "count", "of the actual class").words(2);
    all.stream().limit(MOST_MISTAKES).forEach(m -> table.row(confusion.labels().get(m.actual()), confusion.labels().get(m.predicted()),
        Numbers.count(m.count()),
        Numbers.shortPercent(m.count() / confusion.actual(m.actual()))));
    table.write(html);
  }
}
