package dev.gradus.score;

import dev.gradus.backprop.Parameters;
import dev.gradus.kernel.Draws;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes a number, gives a model of the engine: of any depth, width, activation, head, normalisation and type. */
final class RandomModels {
  private static final List<String> ACTIVATIONS = List.of("identity", "sigmoid", "tanh", "relu", "step", "leaky-relu:0.1", "elu:0.5", "selu", "gelu", "silu", "mish",
      "softplus", "softsign", "hard-sigmoid");
  private static final List<String> LOSSES = List.of("cross-entropy softmax", "binary-cross-entropy sigmoid", "focal:2 softmax", "focal:2 sigmoid",
      "poisson exponential", "squared-error", "huber:1", "absolute-error", "log-cosh", "quantile:0.9");

  private static final int ROWS = 32;

  private RandomModels() {}

  /** The model of a number; the caller's to close. */
  static Model of(int number) {
    RandomGenerator random = Draws.of(17, number).inOrder();
    int inputs = random.nextInt(1, 101);
    List<Layer> hidden = new ArrayList<>();
    for (int l = random.nextInt(5); l > 0; l--) {
      hidden.add(Layer.of(random.nextInt(1, 101), Activation.named(oneOf(ACTIVATIONS, random))).withNormalization(normalization(random)));
    }
    String[] loss = (oneOf(LOSSES, random) + " " + oneOf(ACTIVATIONS, random)).split(" ");
    Head head = Head.of(loss[0], loss[1]);
    int outputs = head.probabilities() ? random.nextInt(2, 101) : 1;
    Network network = new Network(inputs, hidden, outputs, head);
    DataType type = random.nextBoolean() ? DataType.FLOAT : DataType.DOUBLE;
    Parameters theta = Parameters.initial(network, type, random.nextBoolean() ? Initializer.he() : Initializer.glorot(), number);
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) rows[i] = random.doubles(inputs, -1.7, 1.7).toArray();
    for (int l = 1; l <= network.depth(); l++) rows = layer(theta, l, rows, random);
    List<String> names = IntStream.range(0, inputs).mapToObj(k -> "x" + k).toList();
    Target target = new Target.Value("y");
    if (head.labels()) target = Target.Labels.of(IntStream.range(0, outputs).mapToObj(j -> "y" + j).toList());
    if (head.probabilities() && !head.labels()) target = new Target.Classes("y", IntStream.range(0, outputs).mapToObj(j -> "y" + j).toList());
    return new Model(theta, new Schema(Inputs.Columns.numbers(names), target), preparation(names, random), Map.of());
  }

  private static <T> T oneOf(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }

  private static Normalization normalization(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> Normalization.batch();
      case 1 -> Normalization.layer();
      default -> Normalization.none();
    };
  }

  /**
   * Gives a layer biases, γ and β of any values and running statistics that fit to some rows, about, as they are after training; and gives what the layer makes
   * of the rows.
   */
  private static double[][] layer(Parameters theta, int l, double[][] rows, RandomGenerator random) {
    Network network = theta.network();
    INDArray W = theta.W(l);
    double[][] a = new double[ROWS][network.units(l)];
    for (int j = 0; j < network.units(l); j++) {
      double bias = 0.3 * random.nextGaussian();
      theta.b(l).putScalar(j, 0, bias);
      double[] w = new double[rows[0].length];
      for (int k = 0; k < w.length; k++) w[k] = W.getDouble(j, k);
      double[] z = new double[ROWS];
      for (int i = 0; i < ROWS; i++) {
        z[i] = bias;
        for (int k = 0; k < w.length; k++) z[i] += w[k] * rows[i][k];
      }
      if (network.batchNormalized(l)) {
        double mean = Arrays.stream(z).average().orElseThrow();
        double variance = Arrays.stream(z).map(x -> (x - mean) * (x - mean)).average().orElseThrow() * random.nextDouble(0.8, 1.25);
        theta.mean(l).putScalar(j, 0, mean);
        theta.variance(l).putScalar(j, 0, variance);
        for (int i = 0; i < ROWS; i++) z[i] = (z[i] - mean) / Math.sqrt(variance + Normalization.EPSILON);
      }
      for (int i = 0; i < ROWS; i++) a[i][j] = z[i];
    }
    if (network.normalization(l) instanceof Normalization.Layer) Arrays.stream(a).forEach(RandomModels::standardize);
    for (int j = 0; j < network.units(l) && network.normalized(l); j++) {
      double gamma = random.nextDouble(0.5, 1.5);
      double beta = 0.3 * random.nextGaussian();
      theta.gamma(l).putScalar(j, 0, gamma);
      theta.beta(l).putScalar(j, 0, beta);
      for (int i = 0; i < ROWS; i++) a[i][j] = gamma * a[i][j] + beta;
    }
    if (l < network.depth()) Arrays.stream(a).forEach(row -> network.hidden().get(l - 1).activation().apply(row, row, row.length));
    return a;
  }

  private static void standardize(double[] z) {
    double mean = Arrays.stream(z).average().orElseThrow();
    double variance = Arrays.stream(z).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
    for (int j = 0; j < z.length; j++) z[j] = (z[j] - mean) / Math.sqrt(variance + Normalization.EPSILON);
  }

  private static Preparation preparation(List<String> names, RandomGenerator random) {
    List<Encoding> encodings = new ArrayList<>();
    for (String name : names) {
      encodings.add(Numeric.scaled(Column.number(name), 100 * random.nextGaussian(), Math.exp(3 * random.nextGaussian()), 0));
    }
    return new Preparation(encodings, TargetScaling.none(), TextRules.standard());
  }

  /** A row whose prepared values have mean 0 and deviation 1; every tenth is 0. */
  static double[] row(Model model, RandomGenerator random) {
    double[] row = new double[model.network().inputs()];
    for (int k = 0; k < row.length; k++) {
      double value = random.nextInt(10) == 0 ? 0 : random.nextGaussian();
      Numeric numeric = (Numeric) model.preparation().encodings().get(k);
      row[k] = numeric.shift() + value / numeric.factor();
    }
    return row;
  }
}
