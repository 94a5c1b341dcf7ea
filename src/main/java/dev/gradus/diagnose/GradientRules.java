package dev.gradus.diagnose;

import java.util.List;
import java.util.stream.IntStream;

/**
 * δ from layer to layer, that is BP2 again and again: dZ⁻ = Wᵀ dZ ⊙ g′(Z⁻). Its size in layer l is ‖δ_l‖ = √n_l times the root mean square of dZ_l, which good
 * initial values keep about the same in all layers (Glorot and Bengio, AISTATS 2010, section 4.2; He and others, ICCV 2015, section 2.2).
 *
 * <p>It vanishes when ‖δ_1‖ / ‖δ_L‖ is below {@value #VANISHING}, the median over the looks, as in the network with four hidden layers of sigmoids in Nielsen's
 * chapter 5, whose first layer learns a hundred times slower; it is a fault below {@value #GONE}. It explodes from 1/{@value #VANISHING} on, a fault from
 * 1/{@value #GONE} on, and only a notice when the initial values did not make it so. The layer that is named is the one over which most of it happens, if one
 * makes up at least {@value #MOST} of it on a logarithmic scale, and else layer 1, where it is worst.
 */
final class GradientRules {
  static final double VANISHING = 1e-2;
  static final double GONE = 1e-4;
  static final double MOST = 0.6;

  private GradientRules() {}

  static List<Finding> vanishing(Known run) {
    return rule(run, false);
  }

  static List<Finding> exploding(Known run) {
    return rule(run, true);
  }

  private static List<Finding> rule(Known run, boolean explodes) {
    int L = run.network().depth();
    if (L < 2) return List.of();
    List<Health> looks = run.looksAtWork().stream().filter(look -> look.layer(L).normDZ() > 0).toList();
    if (looks.isEmpty()) return List.of();
    double ratio = Known.median(looks, look -> size(look, 1) / size(look, L));
    double strength = explodes ? 1 / ratio : ratio;
    if (!(strength < VANISHING)) return List.of();
    Health last = looks.get(looks.size() - 1);
    int layer = layer(last, explodes);
    String remedy = explodes ? "--init he for relu, glorot for tanh and sigmoid, --normalization batch, or --clip-norm 1"
        : "--init he with --activation relu, --normalization batch, or fewer layers";
    String sizes = String.join(", ", IntStream.rangeClosed(1, L).mapToObj(l -> Words.number(size(last, l))).toList());
    Severity severity = explodes && grewLater(run) ? Severity.NOTICE : strength < GONE ? Severity.FAULT : Severity.WARNING;
    return List.of(Finding.of(severity, explodes ? Finding.EXPLODING_GRADIENT : Finding.VANISHING_GRADIENT, layer,
        "the error δ is " + Words.number(ratio) + " times as large in layer 1 as in layer " + L + " (from layer 1 on: " + sizes + ")", remedy));
  }

  /** Whether the first steps made it explode, which the initial values did not. */
  private static boolean grewLater(Known run) {
    Health first = run.health().get(0);
    return first.epoch() == 0 && size(first, first.depth()) / size(first, 1) >= VANISHING;
  }

  private static double size(Health look, int l) {
    return look.layer(l).normDZ() * Math.sqrt(look.layer(l).units());
  }

  private static int layer(Health look, boolean explodes) {
    int L = look.depth();
    double all = Math.log(size(look, 1) / size(look, L));
    for (int l = L - 1; l >= 1; l--) {
      double one = Math.log(size(look, l) / size(look, l + 1));
      if (size(look, l) == 0 || one / all >= MOST && L > 2) return l;
    }
    return 1;
  }
}
