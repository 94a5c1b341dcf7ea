package dev.gradus.report;

import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.LayerHealth;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the layers were like, from epoch to epoch. */
final class HealthSection implements Section {
  private static final int MOST_LINES = 8;

  private final List<Health> health;

  HealthSection(Report report) {
    health = report.health();
  }

  @Override
  public String id() {
    return "health";
  }

  @Override
  public String title() {
    return "Health of the layers";
  }

  @Override
  public boolean isKnown() {
    return !health.isEmpty();
  }

  @Override
  public void write(Html html) {
    if (health.size() > 1) {
      html.leaf("p", "Looked at on a sample of " + Numbers.counted(health.get(0).examples(), "example") + (health.get(0).epoch() == 0
          ? ", at epoch 0 before the first step." : ".") + none(), "class", "about");
      html.open("div", "class", "plots");
      if (is(LayerHealth::saturated)) plot("Saturated", "% of unit and example", h -> 100 * h.saturated(), false, "where the activation is flat").write(html);
      if (is(LayerHealth::dead)) plot("Dead", "% of units", h -> 100 * h.dead(), false, "no example moves them").write(html);
      plot("Gradient", "‖dW‖", LayerHealth::normDW, true, "of like size in all layers is best").write(html);
      plot("Update", "‖ΔW‖ / ‖W‖", layer -> layer.updateRatio().orElse(Double.NaN), true, "about 0.001 is usual").write(html);
      html.close();
    }
    Health last = health.get(health.size() - 1);
    Table table = new Table("The layers at the end, on " + Numbers.counted(last.examples(), "example"), "layer", "activation", "units", "saturated", "dead",
        "‖W‖", "‖dW‖", "‖ΔW‖ / ‖W‖", "Z mean", "Z dev.", "A mean", "A dev.").words(2);
    for (LayerHealth layer : last.layers()) {
      table.row(Integer.toString(layer.layer()), PlainText.cut(layer.activation(), 24), Numbers.count(layer.units()), Numbers.shortPercent(layer.saturated()),
          Numbers.shortPercent(layer.dead()), Numbers.digits(layer.normW()), Numbers.digits(layer.normDW()), Numbers.digits(layer.updateRatio()),
          Numbers.digits(layer.Z().mean()), Numbers.digits(layer.Z().deviation()), Numbers.digits(layer.A().mean()), Numbers.digits(layer.A().deviation()));
    }
    table.write(html);
  }

  private boolean is(ToDoubleFunction<LayerHealth> share) {
    return health.stream().flatMap(look -> look.layers().stream()).anyMatch(layer -> share.applyAsDouble(layer) > 0);
  }

  /** What never was. */
  private String none() {
    if (!is(LayerHealth::saturated)) return is(LayerHealth::dead) ? " Nothing was saturated." : " Nothing was saturated, and no unit was dead.";
    return is(LayerHealth::dead) ? "" : " No unit was dead.";
  }

  private LinePlot plot(String title, String unit, ToDoubleFunction<LayerHealth> value, boolean logarithmic, String note) {
    LinePlot plot = new LinePlot(title, "epoch", unit).note(note);
    if (logarithmic) {
      plot.logarithmic();
    } else {
      plot.fromZero();
    }
    int depth = health.get(0).depth();
    int every = (depth + MOST_LINES - 1) / MOST_LINES;
    double[] epochs = health.stream().mapToDouble(Health::epoch).toArray();
    for (int l = 1; l <= depth; l++) {
      if ((l - 1) % every != 0 && l != depth) continue;
      int layer = l;
      plot.line(new Series("layer " + l, epochs, health.stream().mapToDouble(h -> value.applyAsDouble(h.layer(layer))).toArray()));
    }
    return plot;
  }
}
