package dev.gradus.backprop;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.kernel.UnitKernels;
import dev.gradus.net.Network;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes rows or columns of inputs, gives the network's outputs: forward propagation only, with the running statistics where there is batch normalisation.
 *
 * <p>An example's outputs have the same bits alone and in a batch of any size, on any number of threads (decision record "same bits"). They may differ in
 * their last bits from those of {@link Backprop}.
 *
 * <p>Safe to share between threads: θ is only read, and each call borrows a workspace of its own, which the next call uses again. It keeps θ, which
 * stays the caller's and must not be closed or changed while predictions run.
 */
public final class Predictor implements AutoCloseable {
  private final Network network;
  private final Parameters theta;
  private final Team team;
  private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /** A predictor that works on the caller's thread alone. */
  public Predictor(Parameters theta) {
    this(theta, Team.ONE);
  }

  /** @param team does the work; kept, not closed here */
  public Predictor(Parameters theta, Team team) {
    this.theta = theta;
    this.team = team;
    this.network = theta.network();
  }

  /** θ, as given. */
  public Parameters theta() {
    return theta;
  }

  /** Who does the work. */
  public Team team() {
    return team;
  }

  /** The outputs for one example: {@code x} has n_0 values and is read; the result is new and has n_L. */
  public double[] predict(double... x) {
    if (x.length != network.inputs()) {
      throw new IllegalArgumentException("a row of " + x.length + " values was given; the network has " + network.inputs() + " inputs");
    }
    Workspace space = borrow(1);
    try {
      space.X.set(0, x, 0, x.length);
      double[] y = new double[network.outputs()];
      Matrix A = space.A[network.depth()];
      space.head.output(space.kernels, space.weightedOutputs(space.X, 1), A, 1);
      A.get(0, y, 0, y.length);
      return y;
    } finally {
      idle.add(space);
    }
  }

  /** The outputs for a matrix of examples in 'f' order, one a column: {@code X} is n_0 × m and read; the result is new, n_L × m, the caller's. */
  public INDArray predict(INDArray X) {
    Matrix in = Matrix.over(X);
    Matrix out = Matrix.zeros(theta.type(), network.outputs(), in.columns());
    predict(in, in.columns(), out);
    return out.array();
  }

  /** The outputs for the first {@code m} columns of X (n_0 × m or wider, read), written to {@code out} (n_L × m or wider). */
  public void predict(Matrix X, int m, Matrix out) {
    check(X, m, out);
    Workspace space = borrow(m);
    try {
      space.head.output(space.kernels, space.weightedOutputs(X, m), out, m);
    } finally {
      idle.add(space);
    }
  }

  /**
   * The cost of the first {@code m} columns, and their outputs.
   *
   * @param Y the targets, n_L × m or wider, read
   * @param w the weights of the examples, read
   * @param out the outputs are written here, n_L × m or wider
   * @return Σ_i w_i C_i: a sum, not a mean
   */
  public double cost(Matrix X, Matrix Y, double[] w, int m, Matrix out) {
    check(X, m, out);
    Workspace space = borrow(m);
    try {
      return space.head.outputAndCost(space.kernels, space.weightedOutputs(X, m), out, Y, w, m);
    } finally {
      idle.add(space);
    }
  }

  /** Z_L of the first {@code m} columns of X (n_0 × m or wider, read), column after column: what the head makes the outputs of. */
  public double[] weightedOutputs(Matrix X, int m) {
    checkInputs(X, m);
    Workspace space = borrow(m);
    try {
      double[] z = new double[network.outputs() * m];
      space.weightedOutputs(X, m).get(0, z, 0, z.length);
      return z;
    } finally {
      idle.add(space);
    }
  }

  private void check(Matrix X, int m, Matrix out) {
    if (out.rows() != network.outputs() || m > out.columns() || out.type() != theta.type()) {
      throw new IllegalArgumentException("the matrix for the outputs is " + out.rows() + " × " + out.columns() + " " + out.type() + "; needed are "
          + network.outputs() + " rows of " + theta.type() + " and at least " + m + " columns");
    }
    checkInputs(X, m);
  }

  private void checkInputs(Matrix X, int m) {
    if (X.rows() != network.inputs() || m > X.columns() || X.type() != theta.type()) {
      throw new IllegalArgumentException("X is " + X.rows() + " × " + X.columns() + " " + X.type() + " and " + m
          + " columns were asked for; needed are " + network.inputs() + " rows of " + theta.type());
    }
  }

  private Workspace borrow(int m) {
    if (closed) throw new IllegalStateException("this predictor is closed");
    theta.requireOpen();
    Workspace space = idle.poll();
    if (space != null && space.capacity >= m) return space;
    if (space != null) space.close();
    return new Workspace(m);
  }

  /** Frees the workspaces; θ stays. A second call does nothing. Calls that are under way must have ended. */
  @Override
  public void close() {
    closed = true;
    for (Workspace space = idle.poll(); space != null; space = idle.poll()) space.close();
  }

  /** The buffers of one call at a time. */
  private final class Workspace {
    final int capacity;
    final Kernels kernels = new Kernels(theta.type(), team);
    final HeadStage head = new HeadStage(network.head(), network.outputs());
    final NormalizationStage[] normalization = new NormalizationStage[network.depth()];
    final ActivationStage[] activation = new ActivationStage[network.depth()];
    final Matrix X;
    final Matrix[] A = new Matrix[network.depth() + 1];

    Workspace(int capacity) {
      this.capacity = capacity;
      int room = (capacity + Kernels.UNIT - 1) / Kernels.UNIT * Kernels.UNIT;
      UnitKernels units = new UnitKernels(theta.type(), team);
      X = Matrix.zeros(theta.type(), network.inputs(), Kernels.UNIT);
      for (int l = 1; l <= network.depth(); l++) {
        A[l] = Matrix.zeros(theta.type(), network.units(l), room);
        if (l == network.depth()) break;
        normalization[l] = NormalizationStage.predicting(theta, l, capacity, units);
        activation[l] = new ActivationStage(network.hidden().get(l - 1).activation());
      }
    }

    /** Z_L, in A_L's buffer, as every Z_l is in that of A_l. */
    Matrix weightedOutputs(Matrix X, int m) {
      int L = network.depth();
      A[0] = X;
      for (int l = 1; l < L; l++) {
        kernels.gemmEach(theta.weights()[l], A[l - 1], A[l], m);
        if (normalization[l] != null) normalization[l].predict(A[l], m);
        kernels.addColumnThenMap(theta.offsets()[l], A[l], A[l], m, activation[l].apply);
      }
      kernels.gemmEach(theta.weights()[L], A[L - 1], A[L], m);
      kernels.addColumn(theta.biases()[L], A[L], m);
      return A[L];
    }

    void close() {
      kernels.close();
      X.close();
      for (int l = 1; l <= network.depth(); l++) {
        A[l].close();
      }
    }
  }
}
