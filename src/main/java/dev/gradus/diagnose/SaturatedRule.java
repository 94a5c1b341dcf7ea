package dev.gradus.diagnose;

import dev.gradus.net.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Saturated units: σ′(z) ≈ 0, so that BP2, dZ⁻ = Wᵀ dZ ⊙ σ′(Z⁻), and at the output BP1, dZ = ∂C/∂A ⊙ σ′(Z), leave next to nothing of the error.
 *
 * <p>A hidden layer is saturated when in the median of the looks, and in the last one, at least {@value #MANY} of its pairs of unit and example have a
 * derivative below 1 % of the largest: a warning, a fault from {@value #NEARLY_ALL} on, and only a notice when it was less at one of the looks after an epoch
 * (Glorot and Bengio, AISTATS 2010, section 3: the top hidden layer at saturation stops learning). {@value #MANY} is about the share
 * of a normal z beyond one deviation: the deviation of z reaches the border of what is flat. An output layer is saturated when its share is that large and the
 * loss is still at least {@value #STILL_WRONG} of that of a constant answer: outputs that are right may be as flat as they like. With cross-entropy the
 * derivative is not part of dZ_L (Nielsen, chapter 3), and the rule does not look.
 */
final class SaturatedRule implements Rule {
  static final double MANY = 0.3;
  static final double NEARLY_ALL = 0.9;
  static final double STILL_WRONG = 0.5;

  @Override
  public List<Finding> findings(Known run) {
    List<Finding> findings = new ArrayList<>();
    if (run.health().isEmpty()) return findings;
    for (int l = 1; l <= run.network().depth(); l++) {
      int layer = l;
      double share = Known.median(run.looksAtWork(), look -> look.layer(layer).saturated());
      if (share < MANY || run.lastLook().orElseThrow().layer(l).saturated() < MANY) continue;
      boolean output = l == run.network().depth();
      if (output && !(run.ended() && passesDerivative(run.network().head(), run.network().outputs()) && run.unexplained().orElse(0) >= STILL_WRONG)) continue;
      boolean always = run.health().stream().allMatch(look -> look.epoch() == 0 || look.layer(layer).saturated() >= MANY);
      findings.add(Finding.of(!always ? Severity.NOTICE : share >= NEARLY_ALL || output ? Severity.FAULT : Severity.WARNING, Finding.SATURATED, l,
          evidence(run, l, share), output ? "--loss cross-entropy, whose gradient at the output is a − y without that factor" : remedy(run, l)));
    }
    return findings;
  }

  private static String evidence(Known run, int l, double share) {
    LayerHealth layer = run.lastLook().orElseThrow().layer(l);
    return Words.percent(share) + " of the " + layer.activation() + " units' derivatives are below 1 % of the largest (z has a deviation of "
        + Words.number(layer.Z().deviation()) + "), so that BP" + (l == run.network().depth() ? "1" : "2") + " passes nearly nothing back";
  }

  private static String remedy(Known run, int l) {
    if (l == 1 && run.inputs().isPresent() && run.inputs().get().rms()[run.inputs().get().largest()] >= InputRules.LARGE) {
      return "--prepare standard, as the inputs are large";
    }
    return "--init glorot, a smaller " + run.rateOption(1 / 3.0) + ", or --activation relu";
  }

  /** Whether g′ is a factor of ∂C/∂z: then that is next to nothing where an output of 1 is to be 0. */
  private static boolean passesDerivative(Head head, int outputs) {
    double[] z = new double[outputs];
    double[] a = new double[outputs];
    double[] dz = new double[outputs];
    Arrays.fill(z, 30);
    head.output(z, a, 0, outputs);
    head.gradient(z, a, new double[outputs], dz, 0, outputs);
    return Arrays.stream(dz).allMatch(d -> Math.abs(d) < Slope.FLAT);
  }
}
