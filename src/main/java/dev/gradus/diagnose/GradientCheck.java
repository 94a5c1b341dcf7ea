package dev.gradus.diagnose;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes a network, parameters and a batch in double, gives for every W, b, γ and β how far the analytic gradient is from the numeric one.
 *
 * <p>The numeric gradient of a parameter is the central difference of fourth order,
 * (J(θ−2h) − 8 J(θ−h) + 8 J(θ+h) − J(θ+2h)) / 12h, through the loss that is reported. A parameter whose change moves some unit across a kink of
 * its activation, or a weight across the kink of an L1 penalty, has no numeric gradient; it is counted as skipped.
 */
public final class GradientCheck {
  /** The largest relative error of a tensor whose gradient is right. */
  public static final double LIMIT = 1e-7;

  private static final double STEP = 1e-4;
  private static final double NOTHING = 1e-9;

  private final Network network;
  private final Backprop backprop;
  private final Matrix X;
  private final Matrix Y;
  private final double[] w;
  private final int m;
  private final Matrix[] Z;
  /** What rounding J in its last place makes of a central difference. */
  private double rounding;

  private GradientCheck(Backprop backprop, Matrix X, Matrix Y, double[] w, int m) {
    this.network = backprop.theta().network();
    this.backprop = backprop;
    this.X = X;
    this.Y = Y;
    this.w = w;
    this.m = m;
    this.Z = new Matrix[network.depth() + 1];
    for (int l = 1; l <= network.depth(); l++) Z[l] = Matrix.zeros(DataType.DOUBLE, network.units(l), m);
  }

  /**
   * The result for one tensor.
   *
   * @param name such as {@code W1}
   * @param parameters how many it has
   * @param checked how many of them were compared
   * @param skipped how many were looked at but sat on a kink
   * @param error ‖a − n‖ / (‖a‖ + ‖n‖) over those that were compared, or 0 when both gradients vanish
   * @param rounded true when ‖a − n‖ is no more than the rounding of J explains: then a large error only says that the gradient nearly vanishes
   * @param row and {@code column}: where the largest single difference is, from 0
   * @param analytic the analytic gradient there
   * @param numeric the numeric gradient there
   */
  public record Tensor(String name, long parameters, long checked, long skipped, double error, boolean rounded, int row, int column, double analytic,
      double numeric) {
    /** True when something was compared, and the error is within {@link #LIMIT} or the difference within rounding. */
    public boolean passed() {
      return checked > 0 && (error <= LIMIT || rounded);
    }
  }

  /**
   * Checks up to {@code sample} parameters of each tensor.
   *
   * @param backprop of a network in double; its θ is changed while the check runs and restored bit by bit; its running statistics stay as they are
   * @param X n_0 × m or wider, read
   * @param Y n_L × m or wider, read
   * @param w weights of the examples, read
   * @param m how many columns take part
   * @param sample how many parameters of each tensor are compared at most, drawn by {@code seed}
   * @throws IllegalArgumentException when θ is not in double
   */
  public static List<Tensor> run(Backprop backprop, Matrix X, Matrix Y, double[] w, int m, int sample, long seed) {
    if (backprop.theta().type() != DataType.DOUBLE) {
      throw new IllegalArgumentException("the gradient check needs parameters in DOUBLE, not " + backprop.theta().type()
          + ": in float, rounding hides the error it looks for");
    }
    GradientCheck check = new GradientCheck(backprop, X, Y, w, m);
    try {
      return check.run(sample, seed);
    } finally {
      check.close();
    }
  }

  private List<Tensor> run(int sample, long seed) {
    Parameters theta = backprop.theta();
    List<Tensor> tensors = new ArrayList<>();
    try (Parameters before = theta.copy()) {
      rounding = 18 * Math.ulp(backprop.lossAndGradient(X, Y, w, m)) / (12 * STEP);
      theta.assign(before);
    }
    try (Parameters analytic = backprop.gradient().copy()) {
      theta.learnt().forEach((name, values) -> tensors.add(check(name, values, analytic.learnt().get(name), sample, seed)));
    }
    return tensors;
  }

  private Tensor check(String name, Matrix theta, Matrix analytic, int sample, long seed) {
    int size = Math.toIntExact(theta.length());
    int[] chosen = Draws.of(seed).permutation(size);
    if (sample < size) chosen = Arrays.copyOf(chosen, sample);
    double[] value = new double[1];
    double[] a = new double[1];
    double difference = 0;
    double normA = 0;
    double normN = 0;
    long skipped = 0;
    double worst = -1;
    int worstAt = 0;
    double worstAnalytic = 0;
    double worstNumeric = 0;
    for (int at : chosen) {
      theta.get(at, value, 0, 1);
      analytic.get(at, a, 0, 1);
      double n = atKinkOfPenalty(name, value[0]) ? Double.NaN : numeric(theta, at, value[0]);
      if (Double.isNaN(n)) {
        skipped++;
        continue;
      }
      difference += (a[0] - n) * (a[0] - n);
      normA += a[0] * a[0];
      normN += n * n;
      if (!(Math.abs(a[0] - n) <= worst)) {
        worst = Math.abs(a[0] - n);
        worstAt = at;
        worstAnalytic = a[0];
        worstNumeric = n;
      }
    }
    double norms = Math.sqrt(normA) + Math.sqrt(normN);
    boolean rounded = Math.sqrt(difference) <= rounding * Math.sqrt(chosen.length - skipped);
    double error = norms < NOTHING ? 0 : Math.sqrt(difference) / norms;
    return new Tensor(name, size, chosen.length - skipped, skipped, error, rounded, worstAt % theta.rows(), worstAt / theta.rows(), worstAnalytic,
        worstNumeric);
  }

  private boolean atKinkOfPenalty(String name, double value) {
    return backprop.regularization().l1() > 0 && name.startsWith("W") && Math.abs(value) <= 2 * STEP;
  }

  /** The central difference, or NaN when a unit crosses a kink on the way. */
  private double numeric(Matrix theta, int at, double value) {
    double low2 = lossAt(theta, at, value - 2 * STEP);
    int sides = sides();
    double low = lossAt(theta, at, value - STEP);
    double high = lossAt(theta, at, value + STEP);
    double high2 = lossAt(theta, at, value + 2 * STEP);
    boolean crossed = sides != sides();
    theta.set(at, new double[] {value}, 0, 1);
    return crossed ? Double.NaN : (low2 - 8 * low + 8 * high - high2) / (12 * STEP);
  }

  private double lossAt(Matrix theta, int at, double value) {
    theta.set(at, new double[] {value}, 0, 1);
    return backprop.loss(X, Y, w, m);
  }

  private void close() {
    for (int l = 1; l < Z.length; l++) Z[l].close();
  }

  /** A hash of which side of its kinks every unit of every example is on, and which piece of the cost every output. */
  private int sides() {
    int hash = 1;
    for (int l = 1; l < network.depth(); l++) {
      double[] kinks = network.hidden().get(l - 1).activation().kinks();
      double[] z = kinks.length == 0 ? kinks : weightedInputs(l);
      for (double kink : kinks) {
        for (double one : z) hash = 31 * hash + (one > kink ? 1 : 0);
      }
    }
    double[] z = weightedInputs(network.depth());
    double[] y = new double[z.length];
    Y.get(0, y, 0, y.length);
    for (int i = 0; i < z.length; i++) hash = 31 * hash + network.head().piece(z[i], y[i]);
    return hash;
  }

  private double[] weightedInputs(int l) {
    double[] z = new double[m * network.units(l)];
    backprop.Z(l, Z[l]);
    Z[l].get(0, z, 0, z.length);
    return z;
  }
}
