package dev.gradus.report;

import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.MultiLabelFigures;
import java.util.Optional;

/** How well each of several labels is told. */
final class LabelsSection implements Section {
  private final Optional<MultiLabelFigures> labels;

  LabelsSection(Report report) {
    labels = report.judgement().flatMap(j -> j.evaluation() instanceof Evaluation.OfLabels of ? Optional.of(of.labels()) : Optional.empty());
  }

  @Override
  public String id() {
    return "labels";
  }

  @Override
  public String title() {
    return "Labels";
  }

  @Override
  public boolean isKnown() {
    return labels.isPresent();
  }

  @Override
  public void write(Html html) {
    MultiLabelFigures of = labels.orElseThrow();
    Table table = new Table("Each label: how many of its predictions are right (precision), how many of its examples are found (recall)", "label", "precision",
        "recall", "F1", "examples");
    int n = of.labels().size();
    for (int j : ClassesSection.listed(n, of::f1)) {
      table.row(PlainText.cut(of.labels().get(j), 40), Numbers.percent(of.precision(j)), Numbers.percent(of.recall(j)), Numbers.percent(of.f1(j)),
          Numbers.count(of.actual(j)));
    }
    table.write(html);
    if (n > ClassesSection.MOST_LISTED) html.leaf("p", ClassesSection.lowest(n, "labels"), "class", "note");
  }
}
