package dev.gradus.net;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The table of losses, and of the heads that each makes with an output. */
final class Heads {
  static final Head SOFTMAX_CROSS_ENTROPY = new SoftmaxCrossEntropy(0);
  static final Head SIGMOID_CROSS_ENTROPY = new SigmoidCrossEntropy(0);
  static final Head POISSON = Poisson.INSTANCE;

  private static final Map<String, Head> REGISTERED = new ConcurrentSkipListMap<>();
  static final Names<Loss> LOSSES = new Names<Loss>("loss") {
    @Override
    Loss make(String name, double[] p) {
      return switch (name) {
        case "cross-entropy" -> Loss.of(new SoftmaxCrossEntropy(p[0]));
        case "binary-cross-entropy" -> Loss.of(new SigmoidCrossEntropy(p[0]));
        case "focal" -> Loss.of(new SoftmaxFocal(p[0]), new SigmoidFocal(p[0]));
        case "poisson" -> Loss.of(POISSON);
        case "squared-error" -> Loss.any(Head.squaredError(Activation.identity()));
        case "absolute-error" -> Loss.any(Head.absoluteError(Activation.identity()));
        case "log-cosh" -> Loss.any(Head.logCosh(Activation.identity()));
        case "huber" -> Loss.any(Head.huber(p[0], Activation.identity()));
        default -> Loss.any(Head.quantiles(Activation.identity(), p));
      };
    }
  }
      .addBuiltIn("cross-entropy", Parameter.optional("SMOOTHING", 0)).addBuiltIn("binary-cross-entropy", Parameter.optional("SMOOTHING", 0))
      .addBuiltIn("focal", Parameter.optional("GAMMA", 2)).addBuiltIn("poisson").addBuiltIn("squared-error").addBuiltIn("absolute-error")
      .addBuiltIn("log-cosh").addBuiltIn("huber", Parameter.optional("DELTA", 1)).addBuiltIn("quantile", Parameter.several("TAU", 0.9));

  private Heads() {}

  /**
   * A loss that waits for its output activation.
   *
   * @param written a head for each output that it is written for, the default first; none of a loss that is known only through registered heads
   * @param any whether it goes with every activation; the head that is written is then that with the identity
   */
  private record Loss(String name, List<Head> written, boolean any) {
    static Loss of(Head... heads) {
      return new Loss(heads[0].loss(), List.of(heads), false);
    }

    static Loss any(Head head) {
      return new Loss(head.loss(), List.of(head), true);
    }

    /** The head with an output, if the loss goes with it. */
    Optional<Head> with(String output) {
      if (any) return Activations.NAMES.knows(output) ? Optional.of(with(Activation.named(output))) : Optional.empty();
      for (Head head : written) {
        if (head.output().equals(output)) return Optional.of(head);
      }
      return Optional.empty();
    }

    private Head with(Activation g) {
      return written.get(0) instanceof QuantilesHead several ? several.with(g) : ((DeviationHead) written.get(0)).with(g);
    }

    String defaultOutput() {
      return heads().get(0).output();
    }

    /** What it goes with, in words. */
    String outputs() {
      if (any) return "any activation (known are " + String.join(", ", Activation.names()) + "); softmax goes with \"cross-entropy\"";
      return String.join(" or ", heads().stream().map(Head::output).toList());
    }

    private List<Head> heads() {
      return written.isEmpty() ? REGISTERED.values().stream().filter(head -> head.loss().equals(name)).toList() : written;
    }
  }

  /** dz = ∂a_k/∂Z: a_k (δ_jk − a_j) of a softmax, else g′(z_k) for j = k and 0 for the others. */
  static void outputGradient(String name, double[] z, double[] a, int output, double[] dz, int at, int units) {
    int k = at + output;
    if (name.equals("softmax")) {
      for (int j = at; j < at + units; j++) dz[j] = a[k] * (j == k ? Softmax.rest(a, k, at, units) : -a[j]);
      return;
    }
    Arrays.fill(dz, at, at + units, 0);
    dz[k] = name.equals("exponential") ? a[k] : Activation.named(name).derivative(z[k], a[k]);
  }

  static void register(Head head) {
    Optional<Head> other = LOSSES.knows(head.loss()) ? find(head.loss(), head.output()) : Optional.empty();
    if (other.isPresent() && !other.get().equals(head)) {
      throw new IllegalArgumentException(
          "the loss \"" + head.loss() + "\" with the output \"" + head.output() + "\" already stands for another head");
    }
    REGISTERED.put(key(head.loss(), head.output()), head);
    if (!LOSSES.knows(head.loss())) LOSSES.add(head.loss(), new Loss(head.loss(), List.of(), false));
  }

  static Head of(String loss, String output) {
    Optional<Head> head = find(loss, output);
    if (head.isPresent()) return head.get();
    throw new IllegalArgumentException(
        "the loss \"" + loss + "\" does not go with the output \"" + output + "\"; it goes with " + LOSSES.parse(loss).outputs());
  }

  private static Optional<Head> find(String loss, String output) {
    Head registered = REGISTERED.get(key(loss, output));
    return registered != null ? Optional.of(registered) : LOSSES.parse(loss).with(output);
  }

  static String defaultOutput(String loss) {
    return LOSSES.parse(loss).defaultOutput();
  }

  private static String key(String loss, String output) {
    return loss + " " + output;
  }

  static String smoothed(String loss, double smoothing) {
    return smoothing == 0 ? loss : loss + ":" + smoothing;
  }

  static void checkSmoothing(double smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("a label smoothing of " + smoothing + " was asked for; it must be at least 0 and below 1");
    }
  }

  static void checkGamma(double gamma) {
    if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a focal loss with a gamma of " + gamma + " was asked for; it must be at least 0 and finite");
    }
  }

  static void checkProbability(Head head, double y) {
    if (!(y >= 0 && y <= 1)) {
      throw new IllegalArgumentException(
          "a target of " + y + " was given for the loss " + head.loss() + "; it must be a probability, from 0 to 1, such as the 0 or 1 of a class");
    }
  }
}
