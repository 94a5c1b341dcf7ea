package dev.gradus.diagnose;

import java.util.ArrayList;
import java.util.List;

/**
 * Dead units: g′(z) = 0 for every example, so that by BP2 to BP4 neither their weights nor their biases ever change (Lu, Shin, Su, Karniadakis, "Dying ReLU and
 * initialization", Communications in Computational Physics 28, 2020).
 *
 * <p>A warning from {@value #MANY} of a layer's units on, the share that the notes of Stanford's course CS231n give for rates that are too high ("as much as 40
 * % of your network"), a fault from {@value #NEARLY_ALL} on; layers after that one get constants, and are not judged. Activations that are flat on both sides
 * are left to the rule of saturation.
 */
final class DeadRule implements Rule {
  static final double MANY = 0.4;
  static final double NEARLY_ALL = 0.9;

  @Override
  public List<Finding> findings(Known run) {
    List<Finding> findings = new ArrayList<>();
    if (run.health().isEmpty()) return findings;
    Health last = run.lastLook().orElseThrow();
    for (LayerHealth layer : last.layers()) {
      if (!findings.isEmpty() && findings.get(findings.size() - 1).severity() == Severity.FAULT) break;
      if (layer.dead() < MANY || layer.saturated() >= SaturatedRule.MANY) continue;
      boolean before = run.health().get(0).epoch() == 0 && run.health().get(0).layer(layer.layer()).dead() >= MANY;
      String remedy = before ? "--init he, whose biases are 0, or --activation leaky-relu"
          : "a smaller " + run.rateOption(1 / 3.0) + ", --activation leaky-relu, or --init he";
      findings.add(Finding.of(layer.dead() >= NEARLY_ALL ? Severity.FAULT : Severity.WARNING, Finding.DEAD, layer.layer(),
          Words.percent(layer.dead()) + " of the " + layer.units() + " " + layer.activation() + " units have a derivative of 0 for each of "
              + Words.count(last.examples()) + " examples" + (before ? ", from the first step on" : "") + ": they learn no more", remedy));
    }
    return findings;
  }
}
