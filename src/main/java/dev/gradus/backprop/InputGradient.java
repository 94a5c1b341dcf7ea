package dev.gradus.backprop;

import dev.gradus.kernel.ColumnOp;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.kernel.UnitKernels;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes columns of inputs, gives the derivative of one output for every input, dX = ∂a_k/∂X: forward as {@link Predictor} does, with running statistics and
 * without dropout, and back by BP2 to the inputs, dX = W_1ᵀ dZ_1.
 *
 * <p>Each column by itself: there is no mean over examples. Buffers are made once, for a capacity. One thread at a time. It reads θ and keeps it, which stays
 * the caller's.
 */
public final class InputGradient implements AutoCloseable {
  private final Network network;
  private final Parameters theta;
  private final int L;
  private final int capacity;
  private final Kernels kernels;
  private final Matrix[] W;
  private final Matrix[] Z;
  private final Matrix[] A;
  private final Matrix[] dZ;
  private final NormalizationStage[] normalization;
  private final ActivationStage[] activation;
  private final ColumnOp head;
  private final Matrix[] three = new Matrix[3];
  private int output;
  private boolean closed;

  /** Buffers for a network, and work on the caller's thread alone. */
  public InputGradient(Parameters theta, int capacity) {
    this(theta, capacity, Team.ONE);
  }

  /**
   * Buffers for a network.
   *
   * @param theta read at each call and kept; stays the caller's
   * @param capacity the largest number of columns
   * @param team does the work; kept, not closed here
   * @throws IllegalArgumentException when a layer has no useful derivative
   */
  public InputGradient(Parameters theta, int capacity, Team team) {
    if (capacity < 1) throw new IllegalArgumentException("a capacity of " + capacity + " columns was asked for; it must be at least 1");
    network = theta.network();
    network.requireTrainable();
    this.theta = theta;
    this.capacity = capacity;
    DataType type = theta.type();
    L = network.depth();
    kernels = new Kernels(type, team);
    W = theta.weights();
    Z = new Matrix[L + 1];
    A = new Matrix[L + 1];
    dZ = new Matrix[L + 1];
    normalization = new NormalizationStage[L + 1];
    activation = new ActivationStage[L];
    head = head(network.head(), network.outputs());
    try {
      makeBuffers(new UnitKernels(type, team));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void makeBuffers(UnitKernels units) {
    DataType type = theta.type();
    for (int l = 1; l <= L; l++) {
      A[l] = Matrix.zeros(type, network.units(l), capacity);
      dZ[l] = Matrix.zeros(type, network.units(l), capacity);
      Z[l] = A[l];
      if (l == L) break;
      Activation g = network.hidden().get(l - 1).activation();
      if (g.derivativeNeedsZ()) Z[l] = Matrix.zeros(type, network.units(l), capacity);
      normalization[l] = NormalizationStage.training(theta, l, capacity, units);
      activation[l] = new ActivationStage(g);
    }
    Z[L] = Matrix.zeros(type, network.outputs(), capacity);
  }

  private ColumnOp head(Head head, int units) {
    return (t, first, columns) -> {
      for (int i = 0; i < columns; i++) {
        head.output(t[2], t[0], i * units, units);
        head.outputGradient(t[2], t[0], output, t[1], i * units, units);
      }
    };
  }

  /**
   * The derivative of an output for every input.
   *
   * @param X n_0 × m or wider, read
   * @param m how many columns take part, 1 to the capacity
   * @param output k, from 0, below n_L
   * @param dX column i is ∂a_k/∂x of column i of X, n_0 × m or wider, written
   * @throws IllegalArgumentException when a shape does not fit or there is no such output
   */
  public void compute(Matrix X, int m, int output, Matrix dX) {
    check(X, m, "X");
    check(dX, m, "dX");
    if (output < 0 || output >= network.outputs()) {
      throw new IllegalArgumentException("the derivative of output " + output + " was asked for; it must be from 0 to " + (network.outputs() - 1));
    }
    this.output = output;
    forward(X, m);
    backward(m, dX);
  }

  private void forward(Matrix X, int m) {
    A[0] = X;
    for (int l = 1; l < L; l++) {
      kernels.gemmEach(W[l], A[l - 1], Z[l], m);                                                // Z = W A⁻
      if (normalization[l] != null) normalization[l].predict(Z[l], m);                          // Z = γ ⊙ (Z + b − μ) / √(σ² + ε)
      kernels.addColumnThenMap(theta.offsets()[l], Z[l], A[l], m, activation[l].apply);         // Z += b, or β if normalised; A = g(Z)
    }
    kernels.gemmEach(W[L], A[L - 1], Z[L], m);                                                  // Z = W A⁻
    kernels.addColumn(theta.biases()[L], Z[L], m);                                              // Z += b
  }

  private void backward(int m, Matrix dX) {
    operands(A[L], dZ[L], Z[L]);
    kernels.mapColumns(m, head, 2, three);                                                      // A = g(Z), dZ = ∂a_k/∂Z
    for (int l = L; l > 1; l--) {
      kernels.gemmAt(W[l], dZ[l], dZ[l - 1], m);                                                // dA⁻ = Wᵀ dZ, in dZ⁻'s buffer
      operands(dZ[l - 1], Z[l - 1], A[l - 1]);
      kernels.map((long) m * A[l - 1].rows(), activation[l - 1].pullBack, 1, three);            // dZ⁻ = dA⁻ ⊙ g′(Z⁻)   BP2
      if (normalization[l - 1] != null) normalization[l - 1].pullBackPrediction(dZ[l - 1], m);  // dZ of W A⁻ + b, from that of γ Ẑ
    }
    kernels.gemmAt(W[1], dZ[1], dX, m);                                                         // dX = W₁ᵀ dZ₁
  }

  private void operands(Matrix first, Matrix second, Matrix third) {
    three[0] = first;
    three[1] = second;
    three[2] = third;
  }

  private void check(Matrix x, int m, String name) {
    if (closed) throw new IllegalStateException("this input gradient is closed");
    theta.requireOpen();
    if (x.rows() != network.inputs() || m < 1 || m > Math.min(x.columns(), capacity) || x.type() != theta.type()) {
      throw new IllegalArgumentException(name + " is " + x.rows() + " × " + x.columns() + " " + x.type() + " and " + m + " columns were asked for; needed are "
          + network.inputs() + " rows of " + theta.type() + " and 1 to " + Math.min(x.columns(), capacity) + " columns (the capacity is " + capacity + ")");
    }
  }

  /** θ, as given. */
  public Parameters theta() {
    return theta;
  }

  /** The largest number of columns of a call. */
  public int capacity() {
    return capacity;
  }

  /** A_L of the last call, n_L × capacity, of which its m columns are valid; read only. */
  public Matrix outputs() {
    return A[L];
  }

  /** Frees the buffers; θ stays. A second call does nothing. */
  @Override
  public void close() {
    if (closed) return;
    closed = true;
    kernels.close();
    for (int l = 1; l <= L; l++) {
      if (normalization[l] != null) normalization[l].close();
      for (Matrix[] buffers : List.of(Z, A, dZ)) {
        if (buffers[l] != null) buffers[l].close();
      }
    }
  }
}
