package dev.gradus.backprop;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
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
    List<Layer> hidden = new ArrayList<>();
    for (int l = 1; l < units.length - 1; l++) hidden.add(Layer.of(units[l], Activation.named(activation)).withDropout(dropout));
    network = new Network(units[0], hidden, units[units.length - 1], head);
    theta = Parameters.initial(network, type, SPREAD, seed);
    backprop = new Backprop(theta, capacity, Regularization.none().withL2(l2));
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
      if (weighted) w[i] = draws.below(draw++, 4) + (i == 0 ? 1 : 0);
      X.set((long) i * units[0], rows[i], 0, rows[i].length);
      Y.set((long) i * targets[i].length, targets[i], 0, targets[i].length);
    }
    String[] activations = new String[units.length];
    Arrays.fill(activations, activation);
    activations[units.length - 1] = head.output();
    String[] loss = head.loss().split(":");
    twin = new Twin(units, activations, Twin.Loss.valueOf(loss[0].replace('-', '_').toUpperCase(java.util.Locale.ROOT)),
        loss.length > 1 ? Double.parseDouble(loss[1]) : 0);
    twin.l2 = l2;
    for (int l = 1; l < units.length; l++) {
      for (int j = 0; j < units[l]; j++) {
        for (int k = 0; k < units[l - 1]; k++) twin.W[l][j][k] = theta.W(l).getDouble(j, k);
        twin.b[l][j] = theta.b(l).getDouble(j, 0);
      }
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

  /** ‖a − b‖ / ‖b‖ of the engine's gradient of a W or b against the twin's. */
  double distance(int l, boolean weights) {
    double difference = 0;
    double norm = 0;
    for (int j = 0; j < twin.units[l]; j++) {
      for (int k = 0; k < (weights ? twin.units[l - 1] : 1); k++) {
        double a = weights ? backprop.gradient().W(l).getDouble(j, k) : backprop.gradient().b(l).getDouble(j, 0);
        double b = weights ? twin.dW[l][j][k] : twin.db[l][j];
        difference += (a - b) * (a - b);
        norm += b * b;
      }
    }
    return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
  }

  @Override
  public void close() {
    backprop.close();
    theta.close();
    X.close();
    Y.close();
  }
}
