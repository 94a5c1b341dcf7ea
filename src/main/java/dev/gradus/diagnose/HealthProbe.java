package dev.gradus.diagnose;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Regularization;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Activation;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Target;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Takes θ, the penalties and a sample of the training examples, gives the health of every layer: one forward and one backward pass over the sample, without
 * dropout and noise, with the statistics of the sample where batches are normalised.
 *
 * <p>The sample is fixed: at most {@value #MOST} examples, evenly spread, and fewer where the inputs, or one layer's numbers, would be more than a million. θ is copied before
 * it is looked at, so that nothing of a run is changed. One thread at a time; the buffers are made once, and freed by {@link #close}.
 */
public final class HealthProbe implements AutoCloseable {
  /** The most examples of a sample. */
  public static final int MOST = 512;

  private static final int FEWEST = 32;
  private static final int NUMBERS = 1 << 20;
  private static final double LARGEST = 1e100;

  private final Parameters theta;
  private final Regularization penalties;
  private final Network network;
  private final Parameters copy;
  private final Backprop backprop;
  private final Batches batches;
  private final int examples;
  private final int[] rows;
  private final Target target;
  private final List<Optional<Activation>> activations = new ArrayList<>();
  private final List<Slope> slopes = new ArrayList<>();
  private final double[] z;
  private final double[] a;
  private final Matrix[] Z;
  private final Matrix[] A;
  private final Matrix[] dZ;
  private final Deque<Runnable> owned = new ArrayDeque<>();
  private Optional<Answers> answers = Optional.empty();

  /**
   * A probe of a network.
   *
   * @param theta read at every look and kept; it stays the caller's
   * @param regularization of the run; its penalties are part of dW
   * @param prepared the training examples as the network is given them
   * @throws IllegalArgumentException when there are none, or they do not fit the network
   */
  public HealthProbe(Parameters theta, Regularization regularization, Dataset prepared) {
    this(theta, regularization, prepared, MOST);
  }

  /** With a sample of at most so many examples. */
  HealthProbe(Parameters theta, Regularization regularization, Dataset prepared, int most) {
    this.theta = theta;
    if (prepared.size() == 0) throw new IllegalArgumentException("a sample of 0 examples was given; it must be at least 1");
    penalties = Regularization.none().withL1(regularization.l1()).withL2(regularization.l2());
    network = withoutDropout(theta.network());
    int widest = IntStream.rangeClosed(1, network.depth()).map(network::units).max().orElseThrow();
    examples = Math.min(prepared.size(), Math.min(most, sample(Math.max(network.inputs(), widest))));
    target = prepared.schema().target();
    Dataset sample = Sampling.evenly(prepared, examples);
    rows = Sampling.rows(sample);
    z = new double[widest * examples];
    a = new double[widest * examples];
    Z = new Matrix[network.depth() + 1];
    A = new Matrix[network.depth() + 1];
    dZ = new Matrix[network.depth() + 1];
    try {
      copy = owned(Parameters.zeros(network, theta.type()), Parameters::close);
      backprop = owned(new Backprop(copy, examples, penalties), Backprop::close);
      batches = owned(new Batches(sample, network.outputs(), examples, theta.type()), Batches::close);
      for (int l = 1; l <= network.depth(); l++) {
        Optional<Activation> g = l < network.depth() ? Optional.of(network.hidden().get(l - 1).activation()) : Answers.outputActivation(network.head());
        activations.add(g);
        slopes.add(g.map(Slope::of).orElse(new Slope(1, false)));
        Z[l] = owned(Matrix.zeros(theta.type(), network.units(l), examples), Matrix::close);
        A[l] = Matrix.over(backprop.A(l));
        dZ[l] = Matrix.over(backprop.dZ(l));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private <T> T owned(T buffers, Consumer<T> close) {
    owned.push(() -> close.accept(buffers));
    return buffers;
  }

  private static int sample(int widest) {
    return Math.max(FEWEST, Math.min(MOST, NUMBERS / widest));
  }

  private static Network withoutDropout(Network network) {
    List<Layer> layers = network.hidden().stream().map(layer -> layer.withDropout(0)).toList();
    return new Network(network.inputs(), layers, network.outputs(), network.head());
  }

  /** How many examples the sample has. */
  public int examples() {
    return examples;
  }

  /** The health as of now, without a ratio of update to weight: {@link #look(int, long, List)}. */
  public Optional<Health> look(int epoch, long steps) {
    return look(epoch, steps, List.of());
  }

  /**
   * The health as of now; empty when a number is not finite or beyond 1e100, every example of the sample weighs nothing, or it is one example and batches are
   * normalised.
   *
   * @param epoch and {@code steps}: how far the run is
   * @param ratios ‖ΔW‖ / ‖W‖ of a step for each layer, or none
   */
  public Optional<Health> look(int epoch, long steps, List<OptionalDouble> ratios) {
    copy.assign(theta);
    batches.inOrder();
    batches.next();
    Batch batch = batches.batch();
    double weight = batch.weight();
    if (weight == 0 || batch.m() < network.needsColumns()) return Optional.empty();
    double loss = backprop.lossAndGradient(batch.X(), batch.Y(), batch.w(), batch.m());
    if (!Double.isFinite(loss)) return Optional.empty();
    double penalty = 0;
    List<LayerHealth> layers = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      Sums W = Sums.of(copy.learnt().get("W" + l));
      penalty += penalties.l1() * W.magnitudes() + penalties.l2() / 2 * W.squares();
      double dW = Math.sqrt(Sums.of(backprop.gradient().learnt().get("W" + l)).squares());
      double rms = Math.sqrt(Sums.of(dZ[l], network.units(l) * batch.m()).squares() / ((double) network.units(l) * batch.m())) * weight;
      read(l, batch.m());
      int n = network.units(l) * batch.m();
      if (!finite(n) || !Double.isFinite(W.squares()) || !Double.isFinite(dW) || !Double.isFinite(rms)) return Optional.empty();
      OptionalDouble ratio = ratios.isEmpty() ? OptionalDouble.empty() : ratios.get(l - 1);
      layers.add(layer(l, batch.m(), Math.sqrt(W.squares()), dW, rms, ratio));
    }
    answers = Optional.of(Answers.of(target, batch, rows, a, network.outputs()));
    return Optional.of(new Health(epoch, steps, batch.m(), loss - penalty, layers));
  }

  private void read(int l, int m) {
    int n = network.units(l) * m;
    backprop.Z(l, Z[l]);
    Z[l].get(0, z, 0, n);
    A[l].get(0, a, 0, n);
  }

  /** Whether the sums of squares can be told. */
  private boolean finite(int n) {
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(z[i]) < LARGEST) || !(Math.abs(a[i]) < LARGEST)) return false;
    }
    return true;
  }

  private LayerHealth layer(int l, int m, double normW, double normDW, double normDZ, OptionalDouble ratio) {
    int units = network.units(l);
    String name = l < network.depth() ? network.hidden().get(l - 1).activation().name() : network.head().output();
    double[] shares = activations.get(l - 1).map(g -> shares(g, slopes.get(l - 1), units, m)).orElse(new double[2]);
    return new LayerHealth(l, name, units, shares[0], shares[1], Distribution.of(z, units * m), Distribution.of(a, units * m), normW, normDW, normDZ, ratio);
  }

  /** The shares of saturated pairs and of dead units. */
  private double[] shares(Activation g, Slope slope, int units, int m) {
    boolean[] alive = new boolean[units];
    long flat = 0;
    for (int i = 0; i < units * m; i++) {
      double derivative = Math.abs(g.derivative(z[i], a[i]));
      if (derivative > 0) alive[i % units] = true;
      if (slope.flatOnBothSides() && derivative < Slope.FLAT * slope.largest()) flat++;
    }
    int dead = 0;
    for (boolean one : alive) dead += one ? 0 : 1;
    return new double[] {(double) flat / ((double) units * m), (double) dead / units};
  }

  /** What the network said about the examples of the sample at the last look. */
  Optional<Answers> answers() {
    return answers;
  }

  /** Frees the buffers; a second call does nothing. */
  @Override
  public void close() {
    while (!owned.isEmpty()) owned.pop().run();
  }
}
