package dev.gradus.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes a number of inputs, hidden layers, a number of outputs and a head, gives the description of a dense network.
 *
 * <p>Layers are numbered as in the equations: 0 is the input, 1 to L − 1 are hidden, L is the output. Immutable.
 *
 * <pre>{@code
 * Network network = Network.inputs(784).hidden(30, relu()).outputs(10, softmaxCrossEntropy());
 * }</pre>
 *
 * @param inputs n_0, the number of inputs, at least 1
 * @param hidden layers 1 to L − 1, possibly none
 * @param outputs n_L, the number of outputs, at least 1
 * @param head what the outputs are and what they cost
 */
public record Network(int inputs, List<Layer> hidden, int outputs, Head head) {
  private static final double MOST_PARAMETERS = 0x1p62;

  public Network {
    if (inputs < 1) throw new IllegalArgumentException("a network of " + inputs + " inputs was asked for; it needs at least 1");
    if (outputs < 1) throw new IllegalArgumentException("a network of " + outputs + " outputs was asked for; it needs at least 1");
    hidden = List.copyOf(hidden);
    head.checkUnits(outputs);
    checkParameters(inputs, hidden, outputs);
  }

  /** Their number has to be one that a long can hold. */
  private static void checkParameters(int inputs, List<Layer> hidden, int outputs) {
    double sum = 0;
    double before = inputs;
    for (Layer layer : hidden) {
      sum += layer.units() * (before + 3);
      before = layer.units();
    }
    sum += outputs * (before + 1);
    if (sum >= MOST_PARAMETERS) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "a network of %.3g parameters was asked for; no machine has memory for them: use fewer or smaller layers", sum));
    }
  }

  /** Starts a description from the input side. */
  public static Builder inputs(int inputs) {
    return new Builder(inputs);
  }

  /** L, the number of layers with weights. */
  public int depth() {
    return hidden.size() + 1;
  }

  /** n_l, the number of units of layer {@code l}; n_0 is the number of inputs. */
  public int units(int l) {
    return l == 0 ? inputs : l == depth() ? outputs : hidden.get(l - 1).units();
  }

  /** The floating point operations of the largest product of a pass over {@code columns} examples: 2 n_l n_(l−1) m, or the largest long. */
  public long largestProduct(int columns) {
    double largest = 0;
    for (int l = 1; l <= depth(); l++) largest = Math.max(largest, 2.0 * units(l) * units(l - 1) * columns);
    return (long) largest;
  }

  /** How layer {@code l}, from 1 on, is normalised; the output layer never is. */
  public Normalization normalization(int l) {
    return l == depth() ? Normalization.none() : hidden.get(l - 1).normalization();
  }

  /** True when layer {@code l}, from 1 on, has γ and β. */
  public boolean normalized(int l) {
    return !(normalization(l) instanceof Normalization.None);
  }

  /** True when layer {@code l}, from 1 on, has a running mean and variance. */
  public boolean batchNormalized(int l) {
    return normalization(l) instanceof Normalization.Batch;
  }

  /**
   * The least number of columns of a batch to learn from: 2 when a layer has batch normalisation, which takes the mean of a single column away from it,
   * otherwise 1.
   */
  public int needsColumns() {
    return statistics() > 0 ? 2 : 1;
  }

  /** True when the other network has the same numbers of units and kinds of normalisation, so that the parameters of one fit the other. */
  public boolean sameShape(Network other) {
    if (other.depth() != depth() || other.inputs != inputs) return false;
    for (int l = 1; l <= depth(); l++) {
      if (other.units(l) != units(l) || other.normalized(l) != normalized(l) || other.batchNormalized(l) != batchNormalized(l)) return false;
    }
    return true;
  }

  /** The number of parameters: Σ_l n_l (n_(l−1) + 1), and 2 n_l for γ and β of each layer that is normalised. */
  public long parameters() {
    long sum = 0;
    for (int l = 1; l <= depth(); l++) sum += units(l) * (units(l - 1) + (normalized(l) ? 3L : 1L));
    return sum;
  }

  /** The number of running means and variances, which are no parameters: 2 n_l of each layer with batch normalisation. */
  public long statistics() {
    long sum = 0;
    for (int l = 1; l <= depth(); l++) sum += batchNormalized(l) ? 2L * units(l) : 0;
    return sum;
  }

  /**
   * Refuses a network that can predict but not learn.
   *
   * @throws IllegalArgumentException naming the layer and saying why
   */
  public void requireTrainable() {
    for (int l = 1; l < depth(); l++) refuseStep(l, hidden.get(l - 1).activation().name(), hidden.get(l - 1).activation().trainable());
    refuseStep(depth(), head.output(), head.trainable());
  }

  private static void refuseStep(int l, String name, boolean trainable) {
    if (!trainable) {
      throw new IllegalArgumentException("layer " + l + " has the activation \"" + name + "\", whose derivative is zero wherever it exists: "
          + "gradient descent would never change a weight before it; such a network can predict, and to train it use sigmoid, tanh or relu");
    }
  }

  /** The network in one line: {@code 784 → 30 sigmoid → 10 sigmoid, squared error; 23,860 parameters}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(inputs);
    for (Layer layer : hidden) text.append(" → ").append(layer);
    return text.append(" → ").append(outputs).append(' ').append(head.output())
        .append(", ").append(head.loss().replace('-', ' '))
        .append(String.format(Locale.ROOT, "; %,d parameters", parameters())).toString();
  }

  /** The layers so far, from the input side. */
  public static final class Builder {
    private final int inputs;
    private final List<Layer> hidden = new ArrayList<>();

    private Builder(int inputs) {
      this.inputs = inputs;
    }

    /** Adds a hidden layer. */
    public Builder hidden(int units, Activation activation) {
      return hidden(Layer.of(units, activation));
    }

    /** Adds a hidden layer. */
    public Builder hidden(Layer layer) {
      hidden.add(layer);
      return this;
    }

    /** Ends the description with the output layer. */
    public Network outputs(int outputs, Head head) {
      return new Network(inputs, hidden, outputs, head);
    }
  }
}
