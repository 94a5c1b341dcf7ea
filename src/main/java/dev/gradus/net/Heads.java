package dev.gradus.net;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** The table of losses, and of the heads that each makes with an output. */
final class Heads {
  static final Head SOFTMAX_CROSS_ENTROPY = new SoftmaxCrossEntropy(0);
  static final Head SIGMOID_CROSS_ENTROPY = new SigmoidCrossEntropy(0);
  static final Head POISSON = new Poisson();

  private static final Map<String, Head> REGISTERED = new ConcurrentSkipListMap<>();
  static final Names<Loss> LOSSES = new Names<Loss>("loss")
      .add("cross-entropy", p -> new Some(List.of(new SoftmaxCrossEntropy(p[0]))), Parameter.optional("SMOOTHING", 0))
      .add("binary-cross-entropy", p -> new Some(List.of(new SigmoidCrossEntropy(p[0]))), Parameter.optional("SMOOTHING", 0))
      .add("focal", p -> new Some(List.of(new SoftmaxFocal(p[0]), new SigmoidFocal(p[0]))), Parameter.optional("GAMMA", 2))
      .add("poisson", new Some(List.of(POISSON)))
      .add("squared-error", any(new Deviation.Squared()))
      .add("absolute-error", any(new Deviation.Absolute()))
      .add("log-cosh", any(new Deviation.LogCosh()))
      .add("huber", p -> any(new Deviation.Huber(p[0])), Parameter.optional("DELTA", 1))
      .add("quantile", Heads::quantiles, Parameter.several("TAU", 0.9));

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
      return heads.stream().filter(head -> head.output().equals(output)).findFirst();
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

  /** A loss of the deviation of an output from its target, whatever the activation. */
  private record Any(Function<Activation, Head> head) implements Loss {
    @Override
    public Optional<Head> with(String output) {
      return Activations.NAMES.knows(output) ? Optional.of(head.apply(Activation.named(output))) : Optional.empty();
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

  private static Loss any(Deviation deviation) {
    return new Any(g -> new DeviationHead(deviation, g));
  }

  private static Loss quantiles(double[] taus) {
    Head.quantiles(Activation.identity(), taus);
    return new Any(g -> Head.quantiles(g, taus));
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
    return find(loss, output).orElseThrow(() -> new IllegalArgumentException(
        "the loss \"" + loss + "\" does not go with the output \"" + output + "\"; it goes with " + LOSSES.parse(loss).outputs()));
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
