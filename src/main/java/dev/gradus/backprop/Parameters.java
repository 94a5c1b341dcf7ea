package dev.gradus.backprop;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Ledger;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Takes a network and gives one flat vector with its W, b, γ and β as views: θ, or in the same shape the gradient g.
 *
 * <p>The order is W_1, b_1, γ_1, β_1, W_2, …, each W in column order, γ and β where a layer is normalised. The optimiser, a checkpoint and the gradient
 * check act on the one vector; the equations act on the views. Beside it stand the running means and variances of batch normalisation, which are state and
 * not learnt: {@link #statistics}. The memory is native and belongs to this object: {@link #close} frees it, and no view may be used after that.
 */
public final class Parameters implements AutoCloseable {
  private static final long INITIAL_VALUES = 1;

  private final Network network;
  private final Matrix flat;
  private final Optional<Matrix> statistics;
  private final Matrix[] W;
  private final Matrix[] b;
  private final Matrix[] gamma;
  private final Matrix[] beta;
  private final Matrix[] mean;
  private final Matrix[] variance;
  private final Matrix[] offset;
  private final Map<String, Matrix> learnt = new LinkedHashMap<>();
  private final Map<String, Matrix> tensors = new LinkedHashMap<>();

  private Parameters(Network network, DataType type) {
    int L = network.depth();
    this.network = network;
    this.flat = Matrix.zeros(type, network.parameters());
    this.statistics = network.statistics() == 0 ? Optional.empty() : Optional.of(Matrix.zeros(type, network.statistics()));
    this.W = new Matrix[L + 1];
    this.b = new Matrix[L + 1];
    this.gamma = new Matrix[L + 1];
    this.beta = new Matrix[L + 1];
    this.mean = new Matrix[L + 1];
    this.variance = new Matrix[L + 1];
    this.offset = new Matrix[L + 1];
    long at = 0;
    long state = 0;
    for (int l = 1; l <= L; l++) {
      int n = network.units(l);
      W[l] = name("W" + l, flat, at, n, network.units(l - 1));
      b[l] = name("b" + l, flat, at += W[l].length(), n, 1);
      at += n;
      offset[l] = b[l];
      if (!network.normalized(l)) continue;
      gamma[l] = name("gamma" + l, flat, at, n, 1);
      beta[l] = name("beta" + l, flat, at += n, n, 1);
      at += n;
      offset[l] = beta[l];
      if (!network.batchNormalized(l)) continue;
      mean[l] = name("mean" + l, statistics.get(), state, n, 1);
      variance[l] = name("variance" + l, statistics.get(), state += n, n, 1);
      state += n;
    }
  }

  private Matrix name(String name, Matrix vector, long at, long rows, long columns) {
    Matrix view = Matrix.over(vector.array().get(NDArrayIndex.interval(at, at + rows * columns)).reshape('f', rows, columns));
    tensors.put(name, view);
    if (vector == flat) learnt.put(name, view);
    return view;
  }

  /** All zeros: a gradient before the first step, or θ before its values are read. */
  public static Parameters zeros(Network network, DataType type) {
    return new Parameters(network, type);
  }

  /** θ at the start of a run, a pure function of the network's shape, the initializer and the seed; γ and running variances are 1, β and running means 0. */
  public static Parameters initial(Network network, DataType type, Initializer initializer, long seed) {
    Parameters theta = zeros(network, type);
    for (int l = 1; l <= network.depth(); l++) {
      RandomGenerator random = Draws.of(seed, INITIAL_VALUES, l).inOrder();
      int in = network.units(l - 1);
      int out = network.units(l);
      theta.W[l].fill(initializer.weights(random, in, out));
      theta.b[l].fill(() -> initializer.bias(random, in, out));
      if (network.normalized(l)) theta.gamma[l].fill(() -> 1);
      if (network.batchNormalized(l)) theta.variance[l].fill(() -> 1);
    }
    return theta;
  }

  /** A copy of the values and the running statistics, in memory of its own. */
  public Parameters copy() {
    return copy(type());
  }

  /** A copy of the values and the running statistics as another type, in memory of its own; from double to float each is rounded once. */
  public Parameters copy(DataType type) {
    Parameters copy = zeros(network, type);
    copy.assign(this);
    return copy;
  }

  /**
   * Takes over the values and the running statistics of other parameters, which are read.
   *
   * @throws IllegalArgumentException when they are those of a network of another shape
   */
  public void assign(Parameters from) {
    requireOpen();
    from.requireOpen();
    if (!network.sameShape(from.network)) throw new IllegalArgumentException("parameters of " + from.network + " were given for " + network);
    flat.array().assign(from.flat.array());
    statistics.ifPresent(vector -> vector.array().assign(from.statistics.get().array()));
  }

  /** Notes the values and the running statistics, or brings them back. */
  public void state(Ledger ledger) {
    ledger.vector("theta", flat);
    statistics.ifPresent(vector -> ledger.vector("statistics", vector));
  }

  public Network network() {
    return network;
  }

  public DataType type() {
    return flat.type();
  }

  /** The whole vector; not a copy. */
  public INDArray flat() {
    return flat.array();
  }

  /** W_l, or dW_l when this is a gradient: n_l × n_(l−1), a view. */
  public INDArray W(int l) {
    return W[l].array();
  }

  /** b_l, or db_l when this is a gradient: n_l × 1, a view. */
  public INDArray b(int l) {
    return b[l].array();
  }

  /** γ_l, or dγ_l when this is a gradient: n_l × 1, a view. @throws IllegalArgumentException when layer {@code l} is not normalised */
  public INDArray gamma(int l) {
    return required(gamma[l], l, "normalisation").array();
  }

  /** β_l, or dβ_l when this is a gradient: n_l × 1, a view. @throws IllegalArgumentException when layer {@code l} is not normalised */
  public INDArray beta(int l) {
    return required(beta[l], l, "normalisation").array();
  }

  /** The running mean of W A⁻ + b of layer {@code l}: n_l × 1, a view. @throws IllegalArgumentException when it has no batch normalisation */
  public INDArray mean(int l) {
    return required(mean[l], l, "batch normalisation").array();
  }

  /** The running variance of W A⁻ + b of layer {@code l}: n_l × 1, a view. @throws IllegalArgumentException when it has no batch normalisation */
  public INDArray variance(int l) {
    return required(variance[l], l, "batch normalisation").array();
  }

  private static Matrix required(Matrix view, int l, String what) {
    if (view == null) throw new IllegalArgumentException("layer " + l + " has no " + what);
    return view;
  }

  /**
   * The running means and variances, mean_1, variance_1, …, of the layers with batch normalisation, as one vector; not a copy. Empty when there are none.
   * A gradient has them too, and no use for them.
   */
  public Optional<INDArray> statistics() {
    return statistics.map(Matrix::array);
  }

  /** The views of θ by their names in a model file, in the order of the vector: {@code W1}, {@code b1}, {@code gamma1}, {@code beta1}, {@code W2}, …. */
  public Map<String, Matrix> learnt() {
    return Collections.unmodifiableMap(learnt);
  }

  /** All views by their names in a model file, layer by layer: {@link #learnt}, and {@code mean1} and {@code variance1} after {@code beta1}. */
  public Map<String, Matrix> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  /** The whole vector, for kernels. */
  public Matrix flatMatrix() {
    return flat;
  }

  Matrix[] weights() {
    return W;
  }

  Matrix[] biases() {
    return b;
  }

  Matrix[] gammas() {
    return gamma;
  }

  Matrix[] betas() {
    return beta;
  }

  Matrix[] means() {
    return mean;
  }

  Matrix[] variances() {
    return variance;
  }

  /** What is added to each column before the activation: b, or β after a normalisation. */
  Matrix[] offsets() {
    return offset;
  }

  /** @throws IllegalStateException when the memory was freed */
  void requireOpen() {
    if (flat.isClosed()) throw new IllegalStateException("these parameters are closed");
  }

  /** Frees the memory; a second call does nothing. */
  @Override
  public void close() {
    flat.close();
    statistics.ifPresent(Matrix::close);
  }
}
