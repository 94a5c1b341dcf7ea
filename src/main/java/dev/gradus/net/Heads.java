package dev.gradus.net;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The table of losses, and of the heads that each makes with an output. */
final class Heads {
  static final Head SOFTMAX_CROSS_ENTROPY = new SoftmaxCrossEntropy(0);
  static final Head SIGMOID_CROSS_ENTROPY = new SigmoidCrossEntropy(0);
  static final Head POISSON = new Poisson();

  private static final Map<String, Head> REGISTERED = new ConcurrentSkipListMap<>();
  static final Names<Loss> LOSSES = new Names<Loss>("loss") {
    @Override
    Loss member(String family, double[] p) {
      return switch (family) {
        case "cross-entropy" -> new Some(List.of(new SoftmaxCrossEntropy(p[0])));
        case "binary-cross-entropy" -> new Some(List.of(new SigmoidCrossEntropy(p[0])));
        case "focal" -> new Some(List.of(new SoftmaxFocal(p[0]), new SigmoidFocal(p[0])));
        case "huber" -> new Any(Head.huber(p[0], Activation.identity()));
        default -> new Any(Head.quantiles(Activation.identity(), p));
      };
    }
  }
      .addFamily("cross-entropy", Parameter.optional("SMOOTHING", 0)).addFamily("binary-cross-entropy", Parameter.optional("SMOOTHING", 0))
      .addFamily("focal", Parameter.optional("GAMMA", 2)).addFamily("huber", Parameter.optional("DELTA", 1))
      .addFamily("quantile", Parameter.several("TAU", 0.9)).add("poisson", new Some(List.of(POISSON)))
      .add("squared-error", new Any(Head.squaredError(Activation.identity()))).add("absolute-error", new Any(Head.absoluteError(Activation.identity())))
      .add("log-cosh", new Any(Head.logCosh(Activation.identity())));

  private Heads() {}

  /** A loss that waits for its output activation. */
  private sealed interface Loss {
    /** The head with an output, if the loss goes with it. */
    Optional<Head> with(String output);

    String defaultOutput();

    /** What it goes with, in words. */
    String outputs();
  }

  /** A loss with the heads that are written for it, the default first. */
  private record Some(List<Head> heads) implements Loss {
    @Override
    public Optional<Head> with(String output) {
      for (Head head : heads) {
        if (head.output().equals(output)) return Optional.of(head);
      }
      return Optional.empty();
    }

    @Override
    public String defaultOutput() {
      return heads.get(0).output();
    }

    @Override
    public String outputs() {
      return String.join(" or ", heads.stream().map(Head::output).toList());
    }
  }

  /** A loss of the deviation of an output from its target, whatever the activation. @param head with the identity */
  private record Any(Head head) implements Loss {
    @Override
    public Optional<Head> with(String output) {
      if (!Activations.NAMES.knows(output)) return Optional.empty();
      Activation g = Activation.named(output);
      return Optional.of(head instanceof QuantilesHead several ? several.with(g) : ((DeviationHead) head).with(g));
    }

    @Override
    public String defaultOutput() {
      return "identity";
    }

    @Override
    public String outputs() {
      return "any activation (known are " + String.join(", ", Activation.names()) + "); softmax goes with \"cross-entropy\"";
    }
  }

  /** A loss that is known only through registered heads. */
  private record Own(String loss) implements Loss {
    @Override
    public Optional<Head> with(String output) {
      return Optional.empty();
    }

    @Override
    public String defaultOutput() {
      return heads().get(0).output();
    }

    @Override
    public String outputs() {
      return String.join(" or ", heads().stream().map(Head::output).toList());
    }

    private List<Head> heads() {
      return REGISTERED.values().stream().filter(head -> head.loss().equals(loss)).toList();
    }
  }

  static void register(Head head) {
    Optional<Head> other = LOSSES.knows(head.loss()) ? find(head.loss(), head.output()) : Optional.empty();
    if (other.isPresent() && !other.get().equals(head)) {
      throw new IllegalArgumentException(
          "the loss \"" + head.loss() + "\" with the output \"" + head.output() + "\" already stands for another head");
    }
    REGISTERED.put(key(head.loss(), head.output()), head);
    if (!LOSSES.knows(head.loss())) LOSSES.add(head.loss(), new Own(head.loss()));
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
