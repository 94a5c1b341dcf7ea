package dev.gradus.backprop;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Takes a network and gives one flat vector with its W and b as views: θ, or in the same shape the gradient g.
 *
 * <p>The order is W_1, b_1, W_2, b_2, …, each W in column order. The optimiser, a checkpoint and the gradient check act on the one vector;
 * the equations act on the views. The memory is native and belongs to this object: {@link #close} frees it, and no view may be used after that.
 */
public final class Parameters implements AutoCloseable {
  private static final long INITIAL_VALUES = 1;

  private final Network network;
  private final Matrix flat;
  private final Matrix[] W;
  private final Matrix[] b;

  private Parameters(Network network, DataType type) {
    int L = network.depth();
    this.network = network;
    this.flat = Matrix.over(Nd4j.zeros(type, network.parameters()));
    this.W = new Matrix[L + 1];
    this.b = new Matrix[L + 1];
    long at = 0;
    for (int l = 1; l <= L; l++) {
      long rows = network.units(l);
      long columns = network.units(l - 1);
      W[l] = view(at, rows, columns);
      at += rows * columns;
      b[l] = view(at, rows, 1);
      at += rows;
    }
  }

  private Matrix view(long at, long rows, long columns) {
    return Matrix.over(flat.array().get(NDArrayIndex.interval(at, at + rows * columns)).reshape('f', rows, columns));
  }

  /** All zeros: a gradient before the first step, or θ before its values are read. */
  public static Parameters zeros(Network network, DataType type) {
    return new Parameters(network, type);
  }

  /** θ at the start of a run: a pure function of the network's shape, the initializer and the seed. */
  public static Parameters initial(Network network, DataType type, Initializer initializer, long seed) {
    Parameters theta = zeros(network, type);
    for (int l = 1; l <= network.depth(); l++) {
      RandomGenerator random = Draws.of(seed, INITIAL_VALUES, l).inOrder();
      int in = network.units(l - 1);
      int out = network.units(l);
      theta.W[l].fill(initializer.weights(random, in, out));
      theta.b[l].fill(() -> initializer.bias(random, in, out));
    }
    return theta;
  }

  /** A copy of the values, in memory of its own. */
  public Parameters copy() {
    Parameters copy = zeros(network, type());
    copy.flat.array().assign(flat.array());
    return copy;
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

  /** Frees the memory; a second call does nothing. */
  @Override
  public void close() {
    flat.close();
  }
}
