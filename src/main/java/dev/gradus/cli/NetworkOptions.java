package dev.gradus.cli;

import dev.gradus.data.Dataset;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Takes the options about layers and loss, gives the network for a data set. */
final class NetworkOptions {
  @Option(names = "--hidden", paramLabel = "N,N,…", defaultValue = "64",
      description = "units of the hidden layers, or none for a linear model (default: ${DEFAULT-VALUE})")
  String hidden;

  @Option(names = "--activation", paramLabel = "NAME", defaultValue = "relu",
      description = "of the hidden layers: relu, sigmoid, tanh, identity (default: ${DEFAULT-VALUE})")
  String activation;

  @Option(names = "--loss", paramLabel = "NAME",
      description = "cross-entropy (default for classes), binary-cross-entropy, squared-error (default for values)")
  String loss;

  @Option(names = "--output", paramLabel = "NAME",
      description = "output activation: softmax, sigmoid, identity, … (default: what goes with the loss)")
  String output;

  @Option(names = "--init", paramLabel = "NAME",
      description = "initial weights: he (default for relu), glorot (default for others), normal, constant:VALUE")
  String init;

  @Option(names = "--dropout", paramLabel = "P", defaultValue = "0",
      description = "share of each hidden layer's units to drop in training (default: ${DEFAULT-VALUE})")
  double dropout;

  /** Refuses what no data could make right. @throws IllegalArgumentException saying what and why */
  void check() {
    Activation.named(activation);
    initializer();
    new Network(1, layers(), 2, someHead()).requireTrainable();
  }

  Network network(Dataset data) {
    Target target = data.schema().target();
    Head head = head(target);
    return new Network(data.schema().inputs().count(), layers(), outputs(target, head), head);
  }

  private List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    if (hidden.equals("none")) return layers;
    for (String units : hidden.split(",", -1)) layers.add(Layer.of(units(units), Activation.named(activation)).withDropout(dropout));
    return layers;
  }

  Initializer initializer() {
    if (init != null) return Initializer.named(init);
    return activation.equals("relu") ? Initializer.he() : Initializer.glorot();
  }

  /** The head as far as the options tell: one of those that the data can still choose from. */
  private Head someHead() {
    if (loss != null) return Head.of(loss, output != null ? output : Head.defaultOutput(loss));
    return output == null || output.equals("softmax") ? Head.softmaxCrossEntropy() : Head.of("squared-error", output);
  }

  private Head head(Target target) {
    String cost = loss != null ? loss : target instanceof Target.Classes ? "cross-entropy" : "squared-error";
    Head head = Head.of(cost, output != null ? output : Head.defaultOutput(cost));
    if (target instanceof Target.Value && head.probabilities()) {
      throw new IllegalArgumentException("--loss " + head.loss() + " is for classes, and " + target + " is to be predicted; use squared-error, "
          + "or --task classification");
    }
    return head;
  }

  /** One output serves two classes under binary cross-entropy; otherwise each class has its own. */
  private static int outputs(Target target, Head head) {
    return target.outputs() == 2 && head.loss().equals("binary-cross-entropy") ? 1 : target.outputs();
  }

  private static int units(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--hidden has \"" + text + "\", which is not a whole number; write the units of each layer, such as 64,32");
    }
  }
}
