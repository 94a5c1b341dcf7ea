package dev.gradus.cli;

import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.LayerHealth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Takes findings and health, gives lines for people. */
final class FindingText {
  private static final int ROWS = 20;

  private FindingText() {}

  /** What was found, what to do, and which rows. */
  static List<String> lines(Finding finding) {
    List<String> lines = new ArrayList<>();
    String where = finding.layer().isPresent() ? " in layer " + finding.layer().getAsInt() : "";
    lines.add(Figures.plain(finding.severity().name().toLowerCase(Locale.ROOT) + ": " + finding.fault() + where + ": " + finding.evidence()));
    lines.add(Figures.plain("  try " + finding.remedy()));
    if (!finding.rows().isEmpty()) {
      String rows = finding.rows().stream().limit(ROWS).map(Object::toString).collect(Collectors.joining(", "));
      lines.add("  rows " + rows + (finding.rows().size() > ROWS ? ", …" : ""));
    }
    return lines;
  }

  /** A row for each layer. */
  static List<String> table(Health health) {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(Locale.ROOT, "after epoch %d, step %,d, on %,d examples: loss %.4g", health.epoch(), health.steps(), health.examples(),
        health.loss()));
    lines.add(String.format("%5s %6s %-12s %9s %6s %19s %19s %9s %9s %9s %9s", "layer", "units", "activation", "saturated", "dead", "z", "a", "‖W‖", "‖dW‖",
        "dZ", "‖ΔW‖/‖W‖"));
    for (LayerHealth layer : health.layers()) {
      lines.add(String.format(Locale.ROOT, "%5d %6d %-12s %7.1f %% %4.0f %% %19s %19s %9.3g %9.2g %9.2g %9s", layer.layer(), layer.units(),
          Figures.plain(layer.activation()), 100 * layer.saturated(), 100 * layer.dead(), spread(layer.Z().mean(), layer.Z().deviation()),
          spread(layer.A().mean(), layer.A().deviation()), layer.normW(), layer.normDW(), layer.normDZ(), ratio(layer.updateRatio())));
    }
    return lines;
  }

  private static String spread(double mean, double deviation) {
    return String.format(Locale.ROOT, "%.3g ± %.3g", mean, deviation);
  }

  private static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? String.format(Locale.ROOT, "%.2g", ratio.getAsDouble()) : "";
  }
}
