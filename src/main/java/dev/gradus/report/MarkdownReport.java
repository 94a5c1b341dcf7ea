package dev.gradus.report;

import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Health;
import dev.gradus.explain.Importance;
import dev.gradus.metrics.ConfusionMatrix;
import dev.gradus.metrics.Evaluation;
import dev.gradus.prepare.Inputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Takes a report, gives what of it can be told in words and tables as Markdown. */
public final class MarkdownReport {
  /** How a report begins, by which it is known again. */
  static final String BEGINNING = "<!-- gradus report -->";
  private static final int MOST_EPOCHS = 30;
  private static final int LETTERS = 40;

  private final Report report;
  private final Markdown out = new Markdown();

  private MarkdownReport(Report report) {
    this.report = report;
  }

  /** The text of the report. */
  public static String write(Report report) {
    MarkdownReport of = new MarkdownReport(report);
    of.summary();
    of.findings();
    of.epochs();
    of.judgement();
    of.importances();
    of.health();
    of.settings();
    return of.out.text();
  }

  private void summary() {
    out.comment("gradus report").heading(1, report.subject().title()).paragraph(SummarySection.sentence(report));
    report.judgement().ifPresent(judged -> {
      List<List<String>> rows = new ArrayList<>();
      for (KeyFigures.Figure figure : KeyFigures.of(judged.evaluation())) rows.add(List.of(figure.name(), figure.value(), figure.note()));
      out.table(1, List.of("on " + Numbers.counted(judged.evaluation().examples(), judged.part().word() + " example"), "value", "what it is"), rows);
    });
    out.paragraph(Verdict.of(report));
    report.notices().forEach(out::paragraph);
  }

  private void findings() {
    List<Finding> findings = report.findings().orElse(List.of());
    if (findings.isEmpty()) return;
    out.heading(2, "Findings");
    for (Finding finding : findings) {
      out.item(FindingsSection.sentence(Verdict.word(finding.severity()) + ": " + Verdict.name(finding)) + " " + FindingsSection.sentence(finding.evidence())
          + " What to do: " + FindingsSection.sentence(finding.remedy())
          + (finding.rows().isEmpty() ? "" : " " + FindingsSection.rows(report.subject(), finding)));
    }
    out.end();
  }

  private void epochs() {
    List<Epoch> history = report.history();
    if (history.isEmpty()) return;
    int every = (history.size() + MOST_EPOCHS - 1) / MOST_EPOCHS;
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      Epoch epoch = history.get(i);
      if (i % every == 0 || i == history.size() - 1) rows.add(List.of(Integer.toString(epoch.number()), loss(epoch.train()), loss(epoch.validation()),
          Numbers.digits(epoch.rate()), Numbers.seconds(epoch.seconds())));
    }
    out.heading(2, "Learning curves").table(0, List.of("epoch", "training loss", "validation loss", "rate", "time"), rows);
  }

  private static String loss(Map<String, Double> figures) {
    return figures.containsKey("loss") ? Numbers.digits(figures.get("loss")) : "–";
  }

  private void judgement() {
    report.judgement().ifPresent(judged -> {
      if (judged.evaluation() instanceof Evaluation.OfClasses of) classes(of.confusion());
      judged.residuals().ifPresent(this::errors);
      worst(judged);
      out.heading(2, "All figures").table(1, List.of("figure", "value"), judged.evaluation().figures().entrySet().stream()
          .map(figure -> List.of(Numbers.name(figure.getKey()), Numbers.figure(figure.getKey(), figure.getValue()))).toList());
    });
  }

  private void classes(ConfusionMatrix confusion) {
    int n = confusion.labels().size();
    out.heading(2, "Classes").table(1, List.of("class", "precision", "recall", "F1", "examples"), Arrays
        .stream(ClassesSection.listed(confusion)).mapToObj(c -> List.of(PlainText.cut(confusion.labels().get(c), LETTERS),
        Numbers.percent(confusion.precision(c)), Numbers.percent(confusion.recall(c)), Numbers.percent(confusion.f1(c)),
        Numbers.count(confusion.actual(c)))).toList());
    if (n > ClassesSection.MOST_LISTED) out.paragraph(ClassesSection.lowest(n, "classes"));
    if (n > ClassesSection.MOST_CLASSES) return;
    List<String> heads = new ArrayList<>(List.of("actual ↓ predicted →"));
    confusion.labels().forEach(label -> heads.add(PlainText.cut(label, LETTERS)));
    List<List<String>> rows = new ArrayList<>();
    for (int a = 0; a < n; a++) {
      List<String> row = new ArrayList<>(List.of(PlainText.cut(confusion.labels().get(a), LETTERS)));
      for (int p = 0; p < n; p++) row.add(Numbers.count(confusion.count(a, p)));
      rows.add(row);
    }
    out.table(1, heads, rows);
  }

  private void errors(Residuals residuals) {
    List<List<String>> rows = new ArrayList<>();
    for (int q = 0; q < Residuals.SHARES.size(); q++) {
      rows.add(List.of(Numbers.shortPercent(Residuals.SHARES.get(q)), Numbers.digits(residuals.quantiles().get(q))));
    }
    out.heading(2, "Errors").table(1, List.of("share of examples below", "predicted − actual"), rows);
  }

  private void worst(Judgement judged) {
    if (judged.worst().isEmpty()) return;
    List<String> heads = new ArrayList<>(List.of(report.subject().noun(), "actual", "predicted", "loss"));
    List<String> names = report.subject().schema().inputs() instanceof Inputs.Columns columns ? columns.names() : List.of();
    names.stream().limit(WorstSection.MOST_COLUMNS).forEach(name -> heads.add(PlainText.cut(name, WorstSection.LETTERS)));
    List<List<String>> rows = new ArrayList<>();
    for (WorstExample example : judged.worst()) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(example.row()), PlainText.cut(example.actual(), LETTERS),
          PlainText.cut(example.predicted(), LETTERS), Numbers.digits(example.loss())));
      example.cells().stream().limit(names.isEmpty() ? 0 : WorstSection.MOST_COLUMNS).forEach(cell -> row.add(PlainText.cut(cell, WorstSection.LETTERS)));
      rows.add(row);
    }
    out.heading(2, "Worst examples").table(3, heads, rows);
    if (names.size() > WorstSection.MOST_COLUMNS) out.paragraph(WorstSection.first(names.size()));
  }

  private void importances() {
    if (report.importances().isEmpty()) return;
    List<List<String>> rows = new ArrayList<>();
    for (Importance one : report.importances().stream().limit(ImportanceSection.MOST).toList()) {
      rows.add(List.of(PlainText.cut(one.column(), LETTERS), Numbers.digits(one.mean()), Numbers.digits(one.deviation())));
    }
    out.heading(2, "Importance").table(1, List.of("column", "rise of the loss", "deviation"), rows);
    if (report.importances().size() <= ImportanceSection.MOST) return;
    out.paragraph("The first " + ImportanceSection.MOST + " of " + report.importances().size() + " columns are listed.");
  }

  private void health() {
    if (report.health().isEmpty()) return;
    Health last = report.health().get(report.health().size() - 1);
    out.heading(2, "Health of the layers").table(2, List.of("layer", "activation", "saturated", "dead", "‖W‖", "‖dW‖", "‖ΔW‖ / ‖W‖"),
        last.layers().stream().map(layer -> List.of(Integer.toString(layer.layer()), layer.activation(), Numbers.shortPercent(layer.saturated()),
            Numbers.shortPercent(layer.dead()), Numbers.digits(layer.normW()), Numbers.digits(layer.normDW()), Numbers.digits(layer.updateRatio()))).toList());
  }

  private void settings() {
    out.heading(2, "Settings and provenance").paragraph("The network: " + report.subject().network() + ".");
    facts("option", SettingsSection.options(report));
    facts("fact", SettingsSection.facts(report));
    out.paragraph("gradus " + report.version() + ", " + report.made());
  }

  private void facts(String of, List<List<String>> facts) {
    if (!facts.isEmpty()) out.table(2, List.of(of, "value"), facts);
  }
}
