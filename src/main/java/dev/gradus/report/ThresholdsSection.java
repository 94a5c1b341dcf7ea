package dev.gradus.report;

import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.ScoreCurve;
import dev.gradus.metrics.Threshold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Of two classes, what thresholds other than one half would do. */
final class ThresholdsSection implements Section {
  private static final int STEPS = 10;

  private final Optional<ScoreCurve> curve;
  private final String positive;

  ThresholdsSection(Report report) {
    Optional<Evaluation.OfClasses> of = report.judgement().map(Judgement::evaluation).filter(Evaluation.OfClasses.class::isInstance)
        .map(Evaluation.OfClasses.class::cast).filter(classes -> classes.confusion().labels().size() == 2);
    curve = of.flatMap(classes -> classes.classes().curve()).filter(scores -> scores.positives() > 0 && scores.negatives() > 0);
    positive = of.map(classes -> classes.confusion().labels().get(1)).orElse("");
  }

  @Override
  public String id() {
    return "thresholds";
  }

  @Override
  public String title() {
    return "Thresholds";
  }

  @Override
  public boolean isKnown() {
    return curve.isPresent();
  }

  @Override
  public void write(Html html) {
    ScoreCurve scores = curve.orElseThrow();
    Optional<Threshold> f1 = scores.bestF1();
    Optional<Threshold> youden = scores.youden();
    TreeSet<Double> thresholds = new TreeSet<>();
    for (int i = 1; i < STEPS; i++) thresholds.add((double) i / STEPS);
    f1.ifPresent(best -> thresholds.add(best.threshold()));
    youden.ifPresent(best -> thresholds.add(best.threshold()));
    Table table = new Table("“" + PlainText.cut(positive, 40) + "” is predicted from a probability on", "threshold", "precision", "recall", "F1", "specificity",
        "predicted", "best for").words(j -> j == 0 || j == 6);
    for (double threshold : thresholds) {
      Threshold t = scores.at(threshold);
      List<String> best = new ArrayList<>();
      if (f1.isPresent() && f1.get().threshold() == threshold) best.add("F1");
      if (youden.isPresent() && youden.get().threshold() == threshold) best.add("recall + specificity");
      table.row(Numbers.decimals(threshold, 4), Numbers.percent(t.precision()), Numbers.percent(t.recall()), Numbers.percent(t.f1()),
          Numbers.percent(t.specificity()), Numbers.percent(t.share()), String.join(", ", best));
    }
    html.leaf("p", "A lower threshold finds more examples of the class and is wrong about more of the others. The best ones are best on these examples; on new "
        + "ones they are a little less so.", "class", "about");
    table.write(html);
  }
}
