package dev.gradus.report;

import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.MultiLabelFigures;
import dev.gradus.metrics.ScoreCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What every threshold would do: ROC and precision-recall curves. */
final class RankingSection implements Section {
  private static final int MOST_CURVES = 12;
  private static final int MOST_POINTS = 200;

  private final Optional<Judgement> judgement;
  private final Map<String, ScoreCurve> curves = new LinkedHashMap<>();

  RankingSection(Report report) {
    judgement = report.judgement();
    judgement.ifPresent(judged -> {
      if (judged.evaluation() instanceof Evaluation.OfClasses of) classes(of);
      if (judged.evaluation() instanceof Evaluation.OfLabels of) labels(of.labels());
    });
  }

  private void classes(Evaluation.OfClasses of) {
    List<String> labels = of.confusion().labels();
    List<ScoreCurve> all = of.classes().curves();
    int skipped = labels.size() == 2 ? 1 : 0;
    for (int c = 0; c < all.size() && c < MOST_CURVES; c++) {
      if (all.get(c).positives() > 0 && all.get(c).negatives() > 0) curves.put(labels.get(c + skipped), all.get(c));
    }
  }

  private void labels(MultiLabelFigures labels) {
    for (int j = 0; j < Math.min(MOST_CURVES, labels.labels().size()); j++) {
      String name = labels.labels().get(j);
      labels.curve(j).filter(curve -> curve.positives() > 0 && curve.negatives() > 0).ifPresent(curve -> curves.put(name, curve));
    }
  }

  @Override
  public String id() {
    return "ranking";
  }

  @Override
  public String title() {
    return "Ranking";
  }

  @Override
  public boolean isKnown() {
    return !curves.isEmpty();
  }

  @Override
  public void write(Html html) {
    String whose = curves.size() == 1 ? "“" + PlainText.cut(curves.keySet().iterator().next(), 40) + "” against the rest"
        : "each against the rest";
    html.leaf("p", "How well the outputs order the " + judgement.orElseThrow().part().word() + " examples, whatever the threshold: " + whose + ".", "class",
        "about");
    html.open("div", "class", "plots");
    double ofRoc = side(ScoreCurve::rocAuc);
    double ofPr = side(ScoreCurve::averagePrecision);
    LinePlot roc = new LinePlot("ROC", "false positive rate", "true positive rate").unnamed().shares(true, ofRoc)
        .note(ofRoc == 1 ? "the dashed line is chance" : "the upper left corner of the whole");
    if (ofRoc == 1) roc.diagonal();
    LinePlot pr = new LinePlot("Precision and recall", "recall", "precision").unnamed().shares(false, ofPr)
        .note(ofPr == 1 ? "the higher the better" : "the upper right corner of the whole");
    List<Legend.Entry> rocs = new ArrayList<>();
    List<Legend.Entry> prs = new ArrayList<>();
    curves.forEach((name, curve) -> {
      roc.line(series(name, curve.roc(), ofRoc));
      pr.line(series(name, curve.precisionRecall(), ofPr));
      rocs.add(new Legend.Entry(name, text(curve.rocAuc())));
      prs.add(new Legend.Entry(name, text(curve.averagePrecision())));
    });
    html.open("div");
    roc.write(html);
    Legend.write(html, "Area under the ROC curve", rocs);
    html.close().open("div");
    pr.write(html);
    Legend.write(html, "Average precision", prs);
    html.close().close();
    html.leaf("p", "Beside the names: the area under the ROC curve, and the average precision. Both are 1 at best.", "class", "note");
  }

  /** How much of a plot to show: all of it, or when every curve keeps to its corner, the corner. */
  private double side(Function<ScoreCurve, OptionalDouble> area) {
    double least = curves.values().stream().mapToDouble(curve -> area.apply(curve).orElse(0)).min().orElse(0);
    boolean crowd = curves.size() > 1;
    if (!crowd || least < 0.97 || least > 0.9999) return 1;
    return least > 0.995 ? 0.1 : 0.2;
  }

  private static String text(OptionalDouble area) {
    return area.isPresent() ? Numbers.decimals(area.getAsDouble(), 4) : "–";
  }

  private static Series series(String name, List<ScoreCurve.Point> points, double side) {
    List<ScoreCurve.Point> few = Thinned.of(points, MOST_POINTS, side);
    return new Series(name, few.stream().mapToDouble(ScoreCurve.Point::x).toArray(), few.stream().mapToDouble(ScoreCurve.Point::y).toArray());
  }
}
