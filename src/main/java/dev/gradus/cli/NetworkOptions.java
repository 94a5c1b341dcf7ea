package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Takes the options about layers and loss, gives the network for a data set. */
final class NetworkOptions {
  @Option(names = "--hidden", paramLabel = "N,N,…", defaultValue = "128",
      description = "units of the hidden layers, or none for a linear model (default: ${DEFAULT-VALUE})")
  String hidden;

  @Option(names = "--activation", paramLabel = "NAME", defaultValue = "relu",
      description = "of the hidden layers: relu, leaky-relu, elu, selu, gelu, silu, mish, softplus, softsign, sigmoid, hard-sigmoid, tanh, identity; "
          + "with a parameter as in leaky-relu:0.2 (default: ${DEFAULT-VALUE})")
  String activation;

  @Option(names = "--normalization", paramLabel = "KIND", defaultValue = "none",
      description = "of the hidden layers' weighted inputs: none, batch, layer (default: ${DEFAULT-VALUE})")
  String normalization;

  @Option(names = "--loss", paramLabel = "NAME",
      description = "cross-entropy (default for classes), binary-cross-entropy (default for labels), focal; squared-error (default for values), huber, "
          + "absolute-error, log-cosh, quantile:TAU[:TAU...], poisson")
  String loss;

  @Option(names = "--label-smoothing", paramLabel = "EPSILON", defaultValue = "0",
      description = "share of the certainty taken from the targets of a cross-entropy (default: ${DEFAULT-VALUE})")
  double smoothing;

  @Option(names = "--output", paramLabel = "NAME",
      description = "output activation: softmax, sigmoid, identity, … (default: what goes with the loss)")
  String output;

  @Option(names = "--init", paramLabel = "NAME",
      description = "initial weights: he (he-normal), he-uniform, glorot (glorot-uniform), glorot-normal, lecun-normal, lecun-uniform, orthogonal, normal, zeros, "
          + "constant:VALUE (default: what suits the activation)")
  String init;

  @Option(names = "--bias-init", paramLabel = "VALUE", description = "initial value of the biases (default: that of --init, which is 0 but for normal)")
  Double bias;

  @Option(names = "--dropout", paramLabel = "P", defaultValue = "0",
      description = "share of each hidden layer's units to drop in training (default: ${DEFAULT-VALUE})")
  double dropout;

  /** Refuses what no data could make right. @throws IllegalArgumentException saying what and why */
  void check() {
    Activation.named(activation);
    initializer();
    new Network(1, layers(), Math.max(2, someHead().outputsForValue()), someHead()).requireTrainable();
  }

  /** @param data prepared */
  Network network(Dataset data) {
    Target target = data.schema().target();
    Head head = head(target);
    return new Network(data.width(), layers(), outputs(target, head), head);
  }

  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    if (hidden.equals("none")) {
      if (dropout != 0) throw new IllegalArgumentException("--dropout is for hidden layers, and --hidden is none; for the inputs there is --input-dropout");
      if (!normalization.equals("none")) throw new IllegalArgumentException("--normalization is for hidden layers, and --hidden is none; leave one of them out");
      return layers;
    }
    for (String units : hidden.split(",", -1)) {
      layers.add(new Layer(units(units), Activation.named(activation), Normalization.named(normalization), dropout));
    }
    return layers;
  }

  Initializer initializer() {
    Initializer weights = init != null ? Initializer.named(init) : Initializer.defaultFor(Activation.named(activation));
    if (bias != null && init != null && init.contains("+bias:")) {
      throw new IllegalArgumentException("--init " + init + " and --bias-init are two ways to say what biases begin with; choose one");
    }
    return bias == null ? weights : weights.withBias(bias);
  }

  /** The head as far as the options tell: one of those that the data can still choose from. */
  private Head someHead() {
    if (loss != null || smoothing != 0) return head(loss != null ? loss : "cross-entropy");
    return output == null || output.equals("softmax") ? Head.softmaxCrossEntropy() : Head.of("squared-error", output);
  }

  private Head head(Target target) {
    Head head = head(loss != null ? loss : usualLoss(target));
    if (target instanceof Target.Value && head.probabilities()) {
      throw new IllegalArgumentException("--loss " + head.loss() + " is for classes, and " + target + " is to be predicted; use squared-error, "
          + "or --task classification");
    }
    if (!(target instanceof Target.Value) && head.outputsForValue() > 1) {
      throw new IllegalArgumentException("--loss " + head.loss() + " has several outputs for one value, and " + target + " are to be predicted; use "
          + usualLoss(target));
    }
    if (target instanceof Target.Labels && head.output().equals("softmax")) {
      throw new IllegalArgumentException("--loss " + head.loss() + " is for one of several classes, and " + target + " are to be predicted, each of which "
          + "may be there; use binary-cross-entropy");
    }
    return head;
  }

  private static String usualLoss(Target target) {
    return target instanceof Target.Classes ? "cross-entropy" : target instanceof Target.Labels ? "binary-cross-entropy" : "squared-error";
  }

  private Head head(String cost) {
    String name = cost;
    if (smoothing != 0) {
      if (!cost.equals("cross-entropy") && !cost.equals("binary-cross-entropy")) {
        throw new IllegalArgumentException("--label-smoothing goes with --loss cross-entropy or binary-cross-entropy, not with " + cost);
      }
      name = cost + ":" + smoothing;
    }
    return Head.of(name, output != null ? output : Head.defaultOutput(name));
  }

  /** One output that is a probability by itself tells two classes apart; otherwise each class has its own. */
  private static int outputs(Target target, Head head) {
    if (target instanceof Target.Value) return head.outputsForValue();
    return target.fits(1) && head.labels() ? 1 : target.outputs();
  }

  private static int units(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--hidden has \"" + text + "\", which is not a whole number; write the units of each layer, such as 64,32");
    }
  }
}
