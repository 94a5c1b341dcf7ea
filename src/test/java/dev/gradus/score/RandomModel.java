package dev.gradus.score;

import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.OneHot;
import dev.gradus.prepare.Ordinal;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import dev.gradus.prepare.Transform;
import dev.gradus.store.ModelFile;
import dev.gradus.store.ModelFileWriter;
import dev.gradus.store.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** Takes a number, gives a model of any depth, width, activation, head, normalisation, preparation and type; and what the engine answers with it. */
final class RandomModel implements AutoCloseable {
  private static final List<String> ACTIVATIONS = List.of("identity", "sigmoid", "tanh", "relu", "step", "leaky-relu:0.1", "elu:0.5", "selu", "gelu", "silu",
      "mish", "softplus", "softsign", "hard-sigmoid");
  private static final List<String> HEADS = List.of("cross-entropy softmax", "binary-cross-entropy sigmoid", "focal:2 softmax", "focal:2 sigmoid",
      "poisson exponential", "squared-error", "huber:1", "absolute-error", "log-cosh", "quantile:0.9");
  private static final List<String> CATEGORIES = List.of("a", "b", "c");
  /** Rows that running statistics are made of. */
  private static final int ROWS = 32;

  final Network network;
  final Parameters theta;
  private final Model model;
  private final Predictor rounding;
  private final Schema schema;
  private final Preparation preparation;

  RandomModel(int number) {
    RandomGenerator random = Draws.of(17, number).inOrder();
    int inputs = random.nextInt(1, 101);
    List<Layer> hidden = new ArrayList<>();
    for (int l = random.nextInt(5); l > 0; l--) {
      hidden.add(Layer.of(random.nextInt(1, 101), Activation.named(oneOf(ACTIVATIONS, random))).withNormalization(normalization(random)));
    }
    String[] names = (oneOf(HEADS, random) + " " + oneOf(ACTIVATIONS, random)).split(" ");
    Head head = Head.of(names[0], names[1]);
    int outputs = head.probabilities() ? random.nextInt(2, 101) : 1;
    network = new Network(inputs, hidden, outputs, head);
    DataType type = random.nextBoolean() ? DataType.FLOAT : DataType.DOUBLE;
    theta = Parameters.initial(network, type, random.nextBoolean() ? Initializer.he() : Initializer.glorot(), number);
    double[][] rows = new double[ROWS][];
    for (int i = 0; i < ROWS; i++) rows[i] = random.doubles(inputs, -1.7, 1.7).toArray();
    for (int l = 1; l <= network.depth(); l++) rows = layer(l, rows, random);
    preparation = preparation(inputs, head, random);
    schema = new Schema(new Inputs.Columns(preparation.columns()), target(head, outputs));
    model = new Model(theta.copy(), schema, preparation, Map.of());
    rounding = new Predictor(theta);
  }

  private static <T> T oneOf(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }

  private static Target target(Head head, int outputs) {
    List<String> labels = IntStream.range(0, outputs).mapToObj(j -> "y" + j).toList();
    return head.labels() ? Target.Labels.of(labels) : head.probabilities() ? new Target.Classes("y", labels) : new Target.Value("y");
  }

  private static Normalization normalization(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> Normalization.batch();
      case 1 -> Normalization.layer();
      default -> Normalization.none();
    };
  }

  /** Columns whose encodings make so many inputs: numbers of any size, which become mean 0 and deviation 1, and categories. */
  private static Preparation preparation(int inputs, Head head, RandomGenerator random) {
    List<Encoding> encodings = new ArrayList<>();
    for (int left = inputs; left > 0; left -= encodings.get(encodings.size() - 1).width()) {
      String name = "x" + encodings.size();
      int kind = random.nextInt(8);
      double shift = 100 * random.nextGaussian();
      double factor = Math.exp(3 * random.nextGaussian());
      if (kind == 0 && left >= 5) {
        encodings.add(new OneHot(Column.category(name), CATEGORIES, true, true));
      } else if (kind == 1) {
        encodings.add(new Ordinal(Column.category(name), CATEGORIES, 1, 1.2));
      } else if (kind == 2 && left >= 2) {
        encodings.add(new Numeric(Column.number(name), Transform.LOG1P, -1e3, 1e3, 1, 0.3, shift, true));
      } else {
        encodings.add(Numeric.scaled(Column.number(name), shift, factor, shift));
      }
    }
    boolean scaled = !head.probabilities() && random.nextBoolean();
    return new Preparation(encodings, scaled ? new TargetScaling(random.nextGaussian(), 2) : TargetScaling.none(), TextRules.standard());
  }

  /** Gives a layer biases, γ, β and running statistics as they are after some training, and gives what the layer makes of the rows. */
  private double[][] layer(int l, double[][] rows, RandomGenerator random) {
    double[][] a = new double[ROWS][network.units(l)];
    for (int j = 0; j < network.units(l); j++) {
      double[] z = weightedInputs(l, j, rows, 0.3 * random.nextGaussian());
      if (network.batchNormalized(l)) standardize(l, j, z, random);
      for (int i = 0; i < ROWS; i++) a[i][j] = z[i];
    }
    if (network.normalization(l) instanceof Normalization.Layer) Arrays.stream(a).forEach(z -> standardize(z, mean(z), variance(z)));
    for (int j = 0; j < network.units(l) && network.normalized(l); j++) {
      double gamma = random.nextDouble(0.5, 1.5);
      double beta = 0.3 * random.nextGaussian();
      theta.gamma(l).putScalar(j, 0, gamma);
      theta.beta(l).putScalar(j, 0, beta);
      for (double[] z : a) z[j] = gamma * z[j] + beta;
    }
    if (l < network.depth()) Arrays.stream(a).forEach(z -> network.hidden().get(l - 1).activation().apply(z, z, z.length));
    return a;
  }

  private double[] weightedInputs(int l, int j, double[][] rows, double bias) {
    theta.b(l).putScalar(j, 0, bias);
    double[] z = new double[ROWS];
    Arrays.fill(z, bias);
    for (int k = 0; k < rows[0].length; k++) {
      double w = theta.W(l).getDouble(j, k);
      for (int i = 0; i < ROWS; i++) z[i] += w * rows[i][k];
    }
    return z;
  }

  private void standardize(int l, int j, double[] z, RandomGenerator random) {
    double mean = mean(z);
    double variance = variance(z) * random.nextDouble(0.8, 1.25);
    theta.mean(l).putScalar(j, 0, mean);
    theta.variance(l).putScalar(j, 0, variance);
    standardize(z, mean, variance);
  }

  private static double mean(double[] z) {
    return Arrays.stream(z).average().orElseThrow();
  }

  private static double variance(double[] z) {
    double mean = mean(z);
    return Arrays.stream(z).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
  }

  private static void standardize(double[] z, double mean, double variance) {
    for (int i = 0; i < z.length; i++) z[i] = (z[i] - mean) / Math.sqrt(variance + Normalization.EPSILON);
  }

  /** Raw values whose numbers become mean 0 and deviation 1; a tenth is the mean, a tenth missing. */
  double[] row(RandomGenerator random) {
    double[] row = new double[preparation.encodings().size()];
    for (int k = 0; k < row.length; k++) {
      int kind = random.nextInt(10);
      double value = kind == 0 ? 0 : random.nextGaussian();
      row[k] = random.nextInt(-1, CATEGORIES.size());
      if (preparation.encodings().get(k) instanceof Numeric numeric) {
        row[k] = numeric.transform() == Transform.NONE ? numeric.shift() + value / numeric.factor() : 30 * value;
      }
      if (kind == 1) row[k] = Double.NaN;
    }
    return row;
  }

  boolean isOfFloats() {
    return theta.type() == DataType.FLOAT;
  }

  /** What the engine answers; it computes in double, whatever the type of the file. */
  double[] engine(double[] row) {
    return model.predict(row);
  }

  /** What the engine answers when it computes in the type of the file, as it does in training. */
  double[] roundingEngine(double[] row) {
    double[] inputs = new double[network.inputs()];
    preparation.encode(row, inputs);
    return Arrays.stream(rounding.predict(inputs)).map(preparation.targetScaling()::restore).toArray();
  }

  void save(Path path) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    theta.tensors().forEach((name, matrix) -> tensors.add(tensor(name, matrix)));
    ModelFileWriter.write(path, new ModelFile(network, schema, preparation, Map.of()), tensors);
  }

  private static Tensor tensor(String name, Matrix matrix) {
    double[] values = new double[Math.toIntExact(matrix.length())];
    matrix.get(0, values, 0, values.length);
    long rows = matrix.rows();
    long columns = matrix.columns();
    Tensor.Values rowMajor = (from, to, n) -> {
      for (int i = 0; i < n; i++) to[i] = values[(int) ((from + i) % columns * rows + (from + i) / columns)];
    };
    return new Tensor(name, matrix.type() == DataType.DOUBLE, name.startsWith("W") ? List.of(rows, columns) : List.of(rows), rowMajor);
  }

  @Override
  public void close() {
    rounding.close();
    model.close();
    theta.close();
  }
}
