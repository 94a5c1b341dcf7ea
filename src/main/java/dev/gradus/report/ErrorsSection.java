package dev.gradus.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How far predicted values are from the actual ones. */
final class ErrorsSection implements Section {
  private final Optional<Residuals> residuals;
  private final Report report;

  ErrorsSection(Report report) {
    this.report = report;
    residuals = report.judgement().flatMap(Judgement::residuals);
  }

  @Override
  public String id() {
    return "errors";
  }

  @Override
  public String title() {
    return "Errors";
  }

  @Override
  public boolean isKnown() {
    return residuals.isPresent();
  }

  @Override
  public void write(Html html) {
    Residuals of = residuals.orElseThrow();
    String unit = PlainText.cut(report.subject().schema().target().name(), 24);
    double[] actual = of.sample().stream().mapToDouble(Residuals.Pair::actual).toArray();
    double[] predicted = of.sample().stream().mapToDouble(Residuals.Pair::predicted).toArray();
    double[] errors = of.sample().stream().mapToDouble(pair -> pair.predicted() - pair.actual()).toArray();
    int all = of.counts().stream().mapToInt(Integer::intValue).sum();
    String shown = Numbers.counted(actual.length, "point") + (actual.length < all ? ", of " + Numbers.count(all) : "");
    String spread = "Half of the errors are from " + Numbers.digits(of.quantiles().get(2)) + " to " + Numbers.digits(of.quantiles().get(4))
        + ", nine of ten from "
        + Numbers.digits(of.quantiles().get(1)) + " to " + Numbers.digits(of.quantiles().get(5)) + ".";
    html.leaf("p", "An error is what is predicted less what is true; above 0 the model says too much. " + spread, "class", "about");
    html.open("div", "class", "plots");
    Scatter.againstEqual(html, "Predicted and actual", "best on the dashed line", shown + ". " + spread, "actual " + unit, "predicted " + unit, actual,
        predicted);
    Scatter.againstZero(html, "Error by prediction", "best without a shape", shown + ". " + spread, "predicted " + unit, "error", predicted, errors);
    List<Bars.Bin> bins = new ArrayList<>();
    for (int b = 0; b < of.counts().size(); b++) {
      bins.add(new Bars.Bin(of.low() + b * of.width(), of.low() + (b + 1) * of.width(), OptionalDouble.of(of.counts().get(b))));
    }
    Bars.upright(html, "Distribution of errors", "best narrow, with its middle at 0", spread, "error", "examples", bins, false);
    html.open("div");
    Table table = new Table("Quantiles of the error", "share of examples below", "error");
    for (int q = 0; q < Residuals.SHARES.size(); q++) table.row(Numbers.shortPercent(Residuals.SHARES.get(q)), Numbers.digits(of.quantiles().get(q)));
    table.write(html);
    html.close().close();
  }
}
