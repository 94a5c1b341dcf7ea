package dev.gradus.backprop;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.kernel.UnitKernels;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Takes a mini-batch, one example a column, and gives its loss J and the gradient g = ∂J/∂θ: forward propagation and the four equations of back
 * propagation (Nielsen, "Neural Networks and Deep Learning", chapter 2), on whole matrices.
 *
 * <p>All buffers are made once, for a capacity; a short batch is a prefix of their columns, and a step allocates nothing. An instance serves one
 * thread at a time. It reads θ, moves the running statistics of batch normalisation beside it, owns g and its buffers, and keeps nothing of a batch.
 */
public final class Backprop implements AutoCloseable {
  private final Network network;
  private final int L;
  private final int capacity;
  private final Kernels kernels;
  private final Parameters theta;
  private Parameters gradient;
  private final Regularization regularization;
  private final Penalty penalty;
  private final Matrix[] W;
  private final Matrix[] offset;
  private final Matrix[] Z;
  private final Matrix[] A;
  private final Matrix[] D;
  private final Matrix[] dZ;
  private final InputStage input;
  private final NormalizationStage[] normalization;
  private final ActivationStage[] activation;
  private final DropoutStage[] dropout;
  private final HeadStage head;
  private final Matrix[] three = new Matrix[3];
  private final Matrix[] one = new Matrix[1];
  private int columns;
  private boolean closed;

  /** Buffers for a network, and work on the caller's thread alone. */
  public Backprop(Parameters theta, int capacity, Regularization regularization) {
    this(theta, capacity, regularization, Team.ONE);
  }

  /**
   * Buffers for a network.
   *
   * @param theta the parameters, read at each step and kept; they stay the caller's
   * @param capacity the largest number of columns of a batch
   * @param regularization penalties on the loss, and what is done to the inputs; its max-norm is left to {@link MaxNorm}
   * @param team does the work; kept, not closed here
   * @throws IllegalArgumentException when the network cannot be trained or a number is out of range
   */
  public Backprop(Parameters theta, int capacity, Regularization regularization, Team team) {
    if (capacity < 1) throw new IllegalArgumentException("a capacity of " + capacity + " columns was asked for; it must be at least 1");
    network = theta.network();
    network.requireTrainable();
    DataType type = theta.type();
    L = network.depth();
    this.capacity = capacity;
    this.theta = theta;
    kernels = new Kernels(type, team);
    this.regularization = regularization;
    penalty = new Penalty(regularization);
    W = theta.weights();
    offset = theta.offsets();
    Z = new Matrix[L + 1];
    A = new Matrix[L + 1];
    D = new Matrix[L + 1];
    dZ = new Matrix[L + 1];
    input = InputStage.of(regularization, type, network.inputs(), capacity);
    normalization = new NormalizationStage[L + 1];
    activation = new ActivationStage[L];
    dropout = new DropoutStage[L];
    head = new HeadStage(network.head(), network.outputs());
    UnitKernels units = new UnitKernels(type, team);
    for (int l = 1; l <= L; l++) {
      A[l] = Matrix.zeros(type, network.units(l), capacity);
      Z[l] = keepsZ(l) ? Matrix.zeros(type, network.units(l), capacity) : A[l];
      dZ[l] = Matrix.zeros(type, network.units(l), capacity);
      D[l] = A[l];
      if (l == L) break;
      Layer layer = network.hidden().get(l - 1);
      normalization[l] = NormalizationStage.training(theta, l, capacity, units);
      activation[l] = new ActivationStage(layer.activation());
      if (layer.dropout() > 0) {
        dropout[l] = new DropoutStage(layer.dropout(), l);
        D[l] = Matrix.zeros(type, network.units(l), capacity);
      }
    }
  }

  private boolean keepsZ(int l) {
    return l == L || network.hidden().get(l - 1).activation().derivativeNeedsZ();
  }

  /** The loss of a batch, with its gradient left in {@link #gradient}: {@link #lossAndGradient(Matrix, Matrix, double[], int, Parameters, double, double)}. */
  public double lossAndGradient(Matrix X, Matrix Y, double[] w, int m) {
    return lossAndGradient(X, Y, w, m, gradient(), 1, 0);
  }

  /**
   * The loss of a batch, with its gradient added where it is wanted: into ← β into + α ∂J/∂θ.
   *
   * <p>With θ itself, α = −η and β = 1 this is a step of gradient descent, with a vector that holds μ v and α = β = 1 it makes the velocity of momentum, and the
   * gradient is never written down. When the loss is not a finite number there is no gradient: {@code into} stays as it was, and so do the running statistics.
   *
   * @param X n_0 × m or wider, read
   * @param Y n_L × m or wider, read
   * @param w the weights of the examples, m or more, not negative, read
   * @param m how many columns take part, {@link Network#needsColumns} to the capacity
   * @param into of the same network and type, written, and read if β is not 0; may be θ
   * @return J = Σ_i w_i C_i / Σ_i w_i + λ₁ Σ|W| + λ₂/2 ΣW²
   * @throws IllegalArgumentException when a shape does not fit or Σw is 0
   */
  public double lossAndGradient(Matrix X, Matrix Y, double[] w, int m, Parameters into, double alpha, double beta) {
    double weightSum = check(X, Y, w, m);
    forward(X, m);
    double loss = head.outputCostAndGradient(kernels, Z[L], A[L], Y, w, weightSum, m, dZ[L])    // A = g(Z), C, dZ   BP1
        + penalty.loss(kernels, W);
    if (!Double.isFinite(loss)) return loss;
    track(m);
    backward(m, into, alpha, beta);
    return loss;
  }

  /**
   * The loss that {@link #lossAndGradient(Matrix, Matrix, double[], int)} gives, and nothing else: no gradient is made and the running statistics stay as
   * they are.
   */
  public double loss(Matrix X, Matrix Y, double[] w, int m) {
    double weightSum = check(X, Y, w, m);
    forward(X, m);
    return head.outputAndCost(kernels, Z[L], A[L], Y, w, m) / weightSum + penalty.loss(kernels, W);
  }

  /** {@link #lossAndGradient(Matrix, Matrix, double[], int)} of arrays in 'f' order, every example with weight 1. */
  public double lossAndGradient(INDArray X, INDArray Y) {
    double[] w = new double[X.columns()];
    Arrays.fill(w, 1);
    return lossAndGradient(Matrix.over(X), Matrix.over(Y), w, w.length);
  }

  /** Forward propagation: Z and A of every layer, up to Z_L; the head goes on from there. */
  private void forward(Matrix X, int m) {
    D[0] = input == null ? X : input.apply(kernels, X, m);                                      // X, with noise and dropout
    columns = m;
    for (int l = 1; l < L; l++) {
      kernels.gemm(W[l], D[l - 1], Z[l], m);                                                    // Z = W A⁻
      if (normalization[l] != null) normalization[l].apply(Z[l], m);                            // Z = γ ⊙ (Z + b − μ) / √(σ² + ε)
      kernels.addColumnThenMap(offset[l], Z[l], A[l], m, activation[l].apply);                  // Z += b, or β if normalised; A = g(Z)
      if (dropout[l] != null) drop(l, m);                                                       // D = A ⊙ mask / (1 − p)
    }
    kernels.gemm(W[L], D[L - 1], Z[L], m);                                                      // Z = W A⁻
    kernels.addColumn(offset[L], Z[L], m);                                                      // Z += b
  }

  /** Back propagation, from dZ_L (BP1, which the head wrote) to dW, db, dγ and dβ, each as dW ← β dW + α ∂J/∂W. */
  private void backward(int m, Parameters into, double alpha, double beta) {
    for (int l = L; l >= 1; l--) {
      if (l < L && normalization[l] != null) pullBackNormalization(l, m, into, alpha, beta);    // dZ of W A⁻ + b, from that of γ Ẑ; dγ, dβ
      if (l > 1) {
        kernels.gemmAt(W[l], dZ[l], dZ[l - 1], m);                                              // dA⁻ = Wᵀ dZ, in dZ⁻'s buffer
        if (dropout[l - 1] != null) map(dropout[l - 1], dZ[l - 1], m);                          // dA⁻ ⊙ mask / (1 − p)
        pullBack(l - 1, m);                                                                     // dZ⁻ = dA⁻ ⊙ g′(Z⁻)   BP2
      }
      Matrix dW = into.weights()[l];
      double rest = penalty.addGradient(kernels, alpha, W[l], beta, dW);                        // dW = λ₁ sign W + λ₂ W
      kernels.gemmBt(alpha, dZ[l], D[l - 1], rest, dW, m);                                      // dW += dZ A⁻ᵀ         BP4
      kernels.rowSums(cancelsBias(l) ? 0 : alpha, dZ[l], beta, into.biases()[l], m);            // db = dZ 1            BP3
    }
  }

  private void pullBackNormalization(int l, int m, Parameters into, double alpha, double beta) {
    normalization[l].pullBack(dZ[l], m, alpha, into.gammas()[l], beta, into.betas()[l]);
  }

  /** Batch normalisation takes b out again, so that db is 0; the sum would be what rounding left, which rules that divide by its size make large. */
  private boolean cancelsBias(int l) {
    return normalization[l] != null && normalization[l].cancelsBias();
  }

  private void track(int m) {
    for (NormalizationStage stage : normalization) {
      if (stage != null) stage.track(m);
    }
  }

  private void drop(int l, int m) {
    kernels.copy((long) m * D[l].rows(), A[l], D[l]);
    map(dropout[l], D[l], m);
  }

  private void map(DropoutStage stage, Matrix x, int m) {
    one[0] = x;
    kernels.map((long) m * x.rows(), stage, 1, one);
  }

  private void pullBack(int l, int m) {
    three[0] = dZ[l];
    three[1] = Z[l];
    three[2] = A[l];
    kernels.map((long) m * Z[l].rows(), activation[l].pullBack, 1, three);
  }

  /** Chooses the dropout masks and the noise of the next step: a pure function of these numbers and the layer. Without a call the key is (0, 0, 0). */
  public void draw(long seed, long epoch, long batch) {
    if (input != null) input.draw(seed, epoch, batch);
    for (DropoutStage stage : dropout) {
      if (stage != null) stage.draw(seed, epoch, batch);
    }
  }

  /** g, of the last step that left it here: dW, db, dγ and dβ of every layer, in memory of this object, made at the first use. */
  public Parameters gradient() {
    requireOpen();
    if (gradient == null) gradient = Parameters.zeros(network, theta.type());
    return gradient;
  }

  /** θ, as given. */
  public Parameters theta() {
    return theta;
  }

  /** Penalties and what is done to the inputs, as given. */
  public Regularization regularization() {
    return regularization;
  }

  /** The largest number of columns of a batch. */
  public int capacity() {
    return capacity;
  }

  /** Z_l of the last batch, which is what the activation is given, n_l × m, new and the caller's: see {@link #Z(int, Matrix)}. */
  public INDArray Z(int l) {
    Matrix to = Matrix.zeros(theta.type(), network.units(l), columns);
    Z(l, to);
    return to.array();
  }

  /** Writes Z_l of the last batch, computed again from A_(l−1) with the present θ: a step keeps it only where the derivative needs it. */
  public void Z(int l, Matrix to) {
    requireOpen();
    kernels.gemm(W[l], D[l - 1], to, columns);
    if (normalization[l] != null) normalization[l].apply(to, columns);
    kernels.addColumn(offset[l], to, columns);
  }

  /** A_l of the last step, before dropout, n_l × capacity, of which its m columns are valid; read only. l is at least 1. */
  public INDArray A(int l) {
    return A[l].array();
  }

  /** A_L of the last step, for kernels: what {@link #A} gives. */
  public Matrix outputs() {
    return A[L];
  }

  /** dZ_l = ∂J/∂(W A⁻ + b) of the last step, n_l × capacity, of which its m columns are valid; read only. */
  public INDArray dZ(int l) {
    return dZ[l].array();
  }

  /** Checks a batch and gives Σw. */
  private double check(Matrix X, Matrix Y, double[] w, int m) {
    requireOpen();
    check(X, network.inputs(), m, "X");
    check(Y, network.outputs(), m, "Y");
    if (m < network.needsColumns()) {
      throw new IllegalArgumentException("a batch of " + m + " column was given to learn from; batch normalisation needs at least " + network.needsColumns()
          + ", as it takes the mean of the batch away: use larger batches, or layer normalisation");
    }
    double weightSum = 0;
    for (int i = 0; i < m; i++) weightSum += w[i];
    if (!(weightSum > 0)) {
      throw new IllegalArgumentException("the weights of the batch sum to " + weightSum + "; a batch without weight has no mean, skip it");
    }
    return weightSum;
  }

  private void check(Matrix x, int rows, int m, String name) {
    if (x.isClosed()) throw new IllegalStateException(name + " is closed");
    if (x.rows() != rows || m < 1 || m > Math.min(x.columns(), capacity) || x.type() != theta.type()) {
      throw new IllegalArgumentException(name + " is " + x.rows() + " × " + x.columns() + " " + x.type() + " and " + m
          + " columns were asked for; needed are " + rows + " rows of " + theta.type() + " and 1 to " + Math.min(x.columns(), capacity)
          + " columns (the capacity is " + capacity + ")");
    }
  }

  private void requireOpen() {
    if (closed) throw new IllegalStateException("this engine is closed");
    theta.requireOpen();
  }

  /** Frees the gradient and the buffers; θ stays. A second call does nothing. */
  @Override
  public void close() {
    closed = true;
    if (gradient != null) gradient.close();
    kernels.close();
    if (input != null) input.close();
    for (int l = 1; l <= L; l++) {
      if (normalization[l] != null) normalization[l].close();
      Z[l].close();
      A[l].close();
      D[l].close();
      dZ[l].close();
    }
  }
}
