package dev.gradus.report;

import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether a probability means what it says. */
final class CalibrationSection implements Section {
  private final Optional<Reliability> reliability;
  private final String part;

  CalibrationSection(Report report) {
    reliability = report.judgement().flatMap(j -> j.evaluation() instanceof Evaluation.OfClasses of ? of.classes().reliability() : Optional.empty())
        .filter(r -> r.error().isPresent());
    part = report.judgement().map(j -> j.part().word()).orElse("");
  }

  @Override
  public String id() {
    return "calibration";
  }

  @Override
  public String title() {
    return "Calibration";
  }

  @Override
  public boolean isKnown() {
    return reliability.isPresent();
  }

  @Override
  public void write(Html html) {
    Reliability of = reliability.orElseThrow();
    double whole = 0;
    double signed = 0;
    for (int b = 0; b < Reliability.BINS; b++) whole += of.weight(b);
    for (int b = 0; b < Reliability.BINS; b++) {
      if (of.weight(b) > 0) signed += of.weight(b) / whole * (of.probability(b).orElse(0) - of.accuracy(b).orElse(0));
    }
    double error = of.error().orElseThrow();
    html.leaf("p", "Of all examples that the model is 80 % sure of, 80 % should be right. On the " + part + " examples its confidence is off by "
        + Numbers.shortPercent(error) + " on average (expected calibration error " + Numbers.digits(error) + ")" + lean(signed) + ".", "class", "about");
    List<Bars.Bin> accuracies = new ArrayList<>();
    List<Bars.Bin> shares = new ArrayList<>();
    StringBuilder words = new StringBuilder();
    for (int b = 0; b < Reliability.BINS; b++) {
      double from = (double) b / Reliability.BINS;
      double to = (b + 1.0) / Reliability.BINS;
      accuracies.add(new Bars.Bin(from, to, of.accuracy(b)));
      shares.add(new Bars.Bin(from, to, OptionalDouble.of(100 * of.weight(b) / whole)));
      if (of.weight(b) > 0) {
        words.append(words.length() == 0 ? "" : "; ").append("confidence ").append(Numbers.decimals(of.probability(b).orElse(0), 2)).append(", accuracy ")
            .append(Numbers.decimals(of.accuracy(b).orElse(0), 2)).append(", ").append(Numbers.shortPercent(of.weight(b) / whole)).append(" of the examples");
      }
    }
    html.open("div", "class", "plots");
    Bars.upright(html, "Reliability", "bars on the dashed line are best", words + ".", "confidence", "accuracy", accuracies, true);
    Bars.upright(html, "Confidence", "how sure the model is", words + ".", "confidence", "% of the examples", shares, false);
    html.close();
  }

  private static String lean(double signed) {
    if (Math.abs(signed) < 0.002) return "";
    return signed > 0 ? "; it is surer than it should be" : "; it is less sure than it could be";
  }
}
