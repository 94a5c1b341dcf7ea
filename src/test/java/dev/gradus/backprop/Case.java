package dev.gradus.backprop;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;

/** Takes a shape and a seed, gives the same net and batch twice: as engine and as {@link Twin}. */
final class Case implements AutoCloseable {
  /** Weighted inputs of size one at any width: a saturated net would compare rounding errors, and overflow the twin's log(1 − a). */
  private static final Initializer SPREAD = new Initializer() {
    @Override
    public String name() {
      return "spread";
    }

    @Override
    public DoubleSupplier weights(RandomGenerator random, int in, int out) {
      return () -> random.nextGaussian() / Math.sqrt(in);
    }

    @Override
    public double bias(RandomGenerator random, int in, int out) {
      return 0.5 * random.nextGaussian();
    }
  };

  private static final double NOTHING = 1e-12;

  final Network network;
  final Parameters theta;
  final Backprop backprop;
  final Matrix X;
  final Matrix Y;
  final double[] w;
  final int m;
  final Twin twin;
  final double[][] rows;
  final double[][] targets;

  Case(DataType type, long seed, int[] units, String activation, Head head, int m, int capacity, double l2, double dropout, boolean weighted) {
    this(type, seed, units, activation, head, m, capacity, Regularization.none().withL2(l2), dropout, weighted, Normalization.none());
  }

  /** With γ and β of any values, as they are after some steps. */
  Case(DataType type, long seed, int[] units, String activation, Head head, int m, int capacity, Regularization regularization, double dropout,
      boolean weighted, Normalization normalization) {
    List<Layer> hidden = new ArrayList<>();
    for (int l = 1; l < units.length - 1; l++) hidden.add(new Layer(units[l], Activation.named(activation), normalization, dropout));
    network = new Network(units[0], hidden, units[units.length - 1], head);
    theta = Parameters.initial(network, type, SPREAD, seed);
    Draws moved = Draws.of(seed, 98);
    for (int l = 1; l < units.length - 1; l++) {
      if (!network.normalized(l)) continue;
      for (int j = 0; j < units[l]; j++) {
        theta.gamma(l).putScalar(j, 0, moved.uniform(100 * l + j, 0.5, 1.5));
        theta.beta(l).putScalar(j, 0, moved.uniform(100 * l + 50 + j, -0.5, 0.5));
      }
    }
    backprop = new Backprop(theta, capacity, regularization);
    backprop.draw(seed, 1, 1);
    this.m = m;
    Draws draws = Draws.of(seed, 99);
    X = Matrix.zeros(type, units[0], capacity);
    Y = Matrix.zeros(type, units[units.length - 1], capacity);
    w = new double[capacity];
    Arrays.fill(w, 1);
    rows = new double[m][units[0]];
    targets = new double[m][units[units.length - 1]];
    long draw = 0;
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < rows[i].length; k++) rows[i][k] = (float) draws.normal(draw++);
      if (head.output().equals("softmax")) {
        targets[i][draws.below(draw++, targets[i].length)] = 1;
      } else {
        for (int j = 0; j < targets[i].length; j++) {
          targets[i][j] = head.labels() ? draws.below(draw++, 2) : head.equals(Head.poisson()) ? draws.below(draw++, 5) : (float) draws.normal(draw++);
        }
      }
      if (head.outputsForValue() > 1) Arrays.fill(targets[i], targets[i][0]);
      if (weighted) w[i] = draws.below(draw++, 4) + (i == 0 ? 1 : 0);
      X.set((long) i * units[0], rows[i], 0, rows[i].length);
      Y.set((long) i * targets[i].length, targets[i], 0, targets[i].length);
    }
    String[] activations = new String[units.length];
    Arrays.fill(activations, activation);
    activations[units.length - 1] = head.output();
    String[] loss = head.loss().split(":");
    twin = new Twin(units, activations, Twin.Loss.valueOf(loss[0].replace('-', '_').toUpperCase(java.util.Locale.ROOT)),
        Arrays.stream(loss).skip(1).mapToDouble(Double::parseDouble).toArray());
    twin.l1 = regularization.l1();
    twin.l2 = regularization.l2();
    if (regularization.inputDropout() > 0) twin.mask[0] = mask(seed, 0, units[0], m, regularization.inputDropout());
    Draws noise = Draws.of(seed, 1, 1, 0, 1);
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < units[0]; k++) rows[i][k] += regularization.inputNoise() * noise.normal((long) i * units[0] + k);
    }
    for (int l = 1; l < units.length; l++) {
      for (int j = 0; j < units[l]; j++) {
        for (int k = 0; k < units[l - 1]; k++) twin.W[l][j][k] = theta.W(l).getDouble(j, k);
        twin.b[l][j] = theta.b(l).getDouble(j, 0);
        if (!network.normalized(l)) continue;
        twin.gamma[l][j] = theta.gamma(l).getDouble(j, 0);
        twin.beta[l][j] = theta.beta(l).getDouble(j, 0);
      }
      twin.normalization[l] = network.normalization(l) instanceof Normalization.Batch ? "batch" : network.normalized(l) ? "layer" : "none";
      if (network.normalization(l) instanceof Normalization.Batch batch) twin.epsilon = batch.epsilon();
      if (network.normalization(l) instanceof Normalization.Layer layer) twin.epsilon = layer.epsilon();
      if (dropout > 0 && l < units.length - 1) twin.mask[l] = mask(seed, l, units[l], m, dropout);
    }
  }

  private static double[][] mask(long seed, int l, int units, int m, double p) {
    Draws draws = Draws.of(seed, 1, 1, l);
    double[][] mask = new double[m][units];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < units; j++) mask[i][j] = draws.uniform((long) i * units + j) < p ? 0 : 1 / (1 - p);
    }
    return mask;
  }

  double engine() {
    return backprop.lossAndGradient(X, Y, w, m);
  }

  double plain() {
    return twin.run(rows, targets, Arrays.copyOf(w, m));
  }

  /** ‖a − b‖ / ‖b‖ of a tensor of the engine's gradient, such as {@code W1}, against the twin's; ‖a − b‖ where the gradient is 0 but for rounding. */
  double distance(String name) {
    int l = Integer.parseInt(name.replaceAll("[a-zA-Z]", ""));
    double[][] expected = switch (name.replaceAll("[0-9]", "")) {
      case "W" -> twin.dW[l];
      case "b" -> column(twin.db[l]);
      case "gamma" -> column(twin.dGamma[l]);
      default -> column(twin.dBeta[l]);
    };
    var actual = backprop.gradient().learnt().get(name).array();
    double difference = 0;
    double norm = 0;
    for (int j = 0; j < expected.length; j++) {
      for (int k = 0; k < expected[j].length; k++) {
        double a = actual.getDouble(j, k);
        difference += (a - expected[j][k]) * (a - expected[j][k]);
        norm += expected[j][k] * expected[j][k];
      }
    }
    return Math.sqrt(norm) < NOTHING ? Math.sqrt(difference) : Math.sqrt(difference / norm);
  }

  private static double[][] column(double[] values) {
    return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
  }

  @Override
  public void close() {
    backprop.close();
    theta.close();
    X.close();
    Y.close();
  }
}
