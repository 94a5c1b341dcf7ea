package dev.gradus.backprop;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
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
 * thread at a time. It reads θ, owns g and its buffers, and keeps nothing of a batch.
 */
public final class Backprop implements AutoCloseable {
  private final Network network;
  private final int L;
  private final int capacity;
  private final Kernels kernels;
  private final Parameters theta;
  private Parameters gradient;
  private final Penalty penalty;
  private final Matrix[] W;
  private final Matrix[] b;
  private final Matrix[] Z;
  private final Matrix[] A;
  private final Matrix[] D;
  private final Matrix[] dZ;
  private final ActivationStage[] activation;
  private final DropoutStage[] dropout;
  private final HeadStage head;
  private final Matrix[] three = new Matrix[3];
  private final Matrix[] one = new Matrix[1];
  private int columns;

  /** Buffers for a network, and work on the caller's thread alone. */
  public Backprop(Parameters theta, int capacity, double l2) {
    this(theta, capacity, l2, Team.ONE);
  }

  /**
   * Buffers for a network.
   *
   * @param theta the parameters, read at each step and kept; they stay the caller's
   * @param capacity the largest number of columns of a batch
   * @param l2 λ in the penalty λ/2 Σ‖W_l‖² that is added to the loss, at least 0
   * @param team does the work; kept, not closed here
   * @throws IllegalArgumentException when the network cannot be trained or a number is out of range
   */
  public Backprop(Parameters theta, int capacity, double l2, Team team) {
    if (capacity < 1) throw new IllegalArgumentException("a capacity of " + capacity + " columns was asked for; it must be at least 1");
    network = theta.network();
    network.requireTrainable();
    DataType type = theta.type();
    L = network.depth();
    this.capacity = capacity;
    this.theta = theta;
    kernels = new Kernels(type, team);
    penalty = new Penalty(l2);
    W = theta.weights();
    b = theta.biases();
    Z = new Matrix[L + 1];
    A = new Matrix[L + 1];
    D = new Matrix[L + 1];
    dZ = new Matrix[L + 1];
    activation = new ActivationStage[L];
    dropout = new DropoutStage[L];
    head = new HeadStage(network.head(), network.outputs());
    for (int l = 1; l <= L; l++) {
      A[l] = Matrix.zeros(type, network.units(l), capacity);
      Z[l] = keepsZ(l) ? Matrix.zeros(type, network.units(l), capacity) : A[l];
      dZ[l] = Matrix.zeros(type, network.units(l), capacity);
      D[l] = A[l];
      if (l == L) break;
      Layer layer = network.hidden().get(l - 1);
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
   * gradient is never written down. When the loss is not a finite number there is no gradient: {@code into} stays as it was.
   *
   * @param X n_0 × m or wider, read
   * @param Y n_L × m or wider, read
   * @param w the weights of the examples, m or more, not negative, read
   * @param m how many columns take part, 1 to the capacity
   * @param into of the same network and type, written, and read if β is not 0; may be θ
   * @return J = Σ_i w_i C_i / Σ_i w_i + λ/2 Σ‖W_l‖²
   * @throws IllegalArgumentException when a shape does not fit or Σw is 0
   */
  public double lossAndGradient(Matrix X, Matrix Y, double[] w, int m, Parameters into, double alpha, double beta) {
    check(X, network.inputs(), m, "X");
    check(Y, network.outputs(), m, "Y");
    double weightSum = 0;
    for (int i = 0; i < m; i++) weightSum += w[i];
    if (!(weightSum > 0)) {
      throw new IllegalArgumentException("the weights of the batch sum to " + weightSum + "; a batch without weight has no mean, skip it");
    }
    forward(X, m);
    double loss = head.outputCostAndGradient(kernels, Z[L], A[L], Y, w, weightSum, m, dZ[L])    // A = g(Z), C, dZ   BP1
        + penalty.loss(kernels, W);
    if (Double.isFinite(loss)) backward(m, into.weights(), into.biases(), alpha, beta);
    return loss;
  }

  /** {@link #lossAndGradient(Matrix, Matrix, double[], int)} of arrays in 'f' order, every example with weight 1. */
  public double lossAndGradient(INDArray X, INDArray Y) {
    double[] w = new double[X.columns()];
    Arrays.fill(w, 1);
    return lossAndGradient(Matrix.over(X), Matrix.over(Y), w, w.length);
  }

  /** Forward propagation: Z and A of every layer, up to Z_L; the head goes on from there. */
  private void forward(Matrix X, int m) {
    D[0] = X;
    columns = m;
    for (int l = 1; l < L; l++) {
      kernels.gemm(W[l], D[l - 1], Z[l], m);                                  // Z = W A⁻
      kernels.addColumnThenMap(b[l], Z[l], A[l], m, activation[l].apply);     // Z += b, A = g(Z)
      if (dropout[l] != null) drop(l, m);                                     // D = A ⊙ mask / (1 − p)
    }
    kernels.gemm(W[L], D[L - 1], Z[L], m);                                    // Z = W A⁻
    kernels.addColumn(b[L], Z[L], m);                                         // Z += b
  }

  /** Back propagation, from dZ_L (BP1, which the head wrote) to dW and db, each as dW ← β dW + α ∂J/∂W. */
  private void backward(int m, Matrix[] dW, Matrix[] db, double alpha, double beta) {
    for (int l = L; l >= 1; l--) {
      if (l > 1) {
        kernels.gemmAt(W[l], dZ[l], dZ[l - 1], m);                            // dA⁻ = Wᵀ dZ, in dZ⁻'s buffer
        if (dropout[l - 1] != null) map(dropout[l - 1], dZ[l - 1], m);        // dA⁻ ⊙ mask / (1 − p)
        pullBack(l - 1, m);                                                   // dZ⁻ = dA⁻ ⊙ g′(Z⁻)   BP2
      }
      double rest = penalty.addGradient(kernels, alpha, W[l], beta, dW[l]);   // dW = λ W
      kernels.gemmBt(alpha, dZ[l], D[l - 1], rest, dW[l], m);                 // dW += dZ A⁻ᵀ         BP4
      kernels.rowSums(alpha, dZ[l], beta, db[l], m);                          // db = dZ 1            BP3
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

  /** Chooses the dropout masks of the next step: a pure function of these numbers and the layer. Without a call the key is (0, 0, 0). */
  public void draw(long seed, long epoch, long batch) {
    for (DropoutStage stage : dropout) {
      if (stage != null) stage.draw(seed, epoch, batch);
    }
  }

  /** g, of the last step that left it here: dW and db of every layer, in memory of this object, made at the first use. */
  public Parameters gradient() {
    if (gradient == null) gradient = Parameters.zeros(network, theta.type());
    return gradient;
  }

  /** θ, as given. */
  public Parameters theta() {
    return theta;
  }

  /** The largest number of columns of a batch. */
  public int capacity() {
    return capacity;
  }

  /** Z_l of the last batch, n_l × m, new and the caller's: see {@link #Z(int, Matrix)}. */
  public INDArray Z(int l) {
    Matrix to = Matrix.zeros(theta.type(), network.units(l), columns);
    Z(l, to);
    return to.array();
  }

  /** Writes Z_l of the last batch, computed again from A_(l−1) with the present θ: a step keeps it only where the derivative needs it. */
  public void Z(int l, Matrix to) {
    kernels.gemm(W[l], D[l - 1], to, columns);
    kernels.addColumn(b[l], to, columns);
  }

  /** A_l of the last step, before dropout, n_l × capacity, of which its m columns are valid; read only. l is at least 1. */
  public INDArray A(int l) {
    return A[l].array();
  }

  /** dZ_l of the last step, n_l × capacity, of which its m columns are valid; read only. */
  public INDArray dZ(int l) {
    return dZ[l].array();
  }

  private void check(Matrix x, int rows, int m, String name) {
    if (x.rows() != rows || m < 1 || m > Math.min(x.columns(), capacity) || x.type() != theta.type()) {
      throw new IllegalArgumentException(name + " is " + x.rows() + " × " + x.columns() + " " + x.type() + " and " + m
          + " columns were asked for; needed are " + rows + " rows of " + theta.type() + " and 1 to " + Math.min(x.columns(), capacity)
          + " columns (the capacity is " + capacity + ")");
    }
  }

  /** Frees the gradient and the buffers; θ stays. A second call does nothing. */
  @Override
  public void close() {
    if (gradient != null) gradient.close();
    kernels.close();
    for (int l = 1; l <= L; l++) {
      Z[l].close();
      A[l].close();
      D[l].close();
      dZ[l].close();
    }
  }
}
