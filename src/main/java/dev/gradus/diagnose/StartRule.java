package dev.gradus.diagnose;

import dev.gradus.net.Network;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The loss before the first step. A network that knows nothing should give every class 1/k, which costs ln k, and ln 2 for each label (the notes of Stanford's
 * course CS231n, "Look for correct loss at chance performance"). More means that the outputs are large before anything was learned: the first epochs go by with
 * making them small again.
 *
 * <p>A warning when the loss is above ln k by at least {@value #ABOVE}, so that the right class gets a seventh of an even share; a fault from {@value
 * #FAR_ABOVE} on. With z of a variance v the loss is about v/2 above ln k, and good initial values give outputs a variance of 1 to 2. Of several labels it is
 * the mean over them.
 */
final class StartRule implements Rule {
  static final double ABOVE = 2;
  static final double FAR_ABOVE = 10;

  @Override
  public List<Finding> findings(Known run) {
    if (run.health().isEmpty() || run.health().get(0).epoch() != 0 || run.health().get(0).steps() != 0) return List.of();
    OptionalDouble even = even(run.network());
    if (even.isEmpty()) return List.of();
    Health start = run.health().get(0);
    double above = start.loss() - even.getAsDouble();
    double each = above / (run.network().head().labels() ? run.network().outputs() : 1);
    if (each < ABOVE) return List.of();
    int L = run.network().depth();
    return List.of(Finding.of(each >= FAR_ABOVE ? Severity.FAULT : Severity.WARNING, Finding.FAR_FROM_LN_K, L,
        "the loss before the first step is " + Words.number(start.loss()) + ", and a network that knows nothing has " + Words.number(even.getAsDouble())
            + "; the outputs' z have a deviation of " + Words.number(start.layer(L).Z().deviation()),
        "--init glorot or he, and --prepare standard"));
  }

  private static OptionalDouble even(Network network) {
    String loss = network.head().loss();
    if (loss.startsWith("binary-cross-entropy")) return OptionalDouble.of(network.outputs() * Math.log(2));
    return loss.startsWith("cross-entropy") && network.outputs() > 1 ? OptionalDouble.of(Math.log(network.outputs())) : OptionalDouble.empty();
  }
}
