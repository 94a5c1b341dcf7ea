package dev.gradus.data;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes a data set and a capacity, gives its examples as batches of columns, in order or shuffled, the last one possibly short.
 *
 * <p>Examples are gathered into one pair of buffers, which this object owns; the data set is not copied. One thread at a time.
 */
public final class Batches implements AutoCloseable {
  private static final long SHUFFLE = 3;

  private final Dataset data;
  private final int capacity;
  private final int outputs;
  private final Batch batch;
  private final float[] floats;
  private final double[] doubles;
  private final double[] y;
  private int[] order;
  private int next;

  /** Buffers for batches of at most {@code capacity} columns; {@code outputs} is n_L of the network they are for. */
  public Batches(Dataset data, int outputs, int capacity, DataType type) {
    if (capacity < 1) throw new IllegalArgumentException("a batch of " + capacity + " examples was asked for; it must be at least 1");
    this.data = data;
    this.capacity = capacity;
    this.outputs = outputs;
    int width = data.schema().inputs().count();
    double[] w = new double[capacity];
    Arrays.fill(w, 1);
    batch = new Batch(Matrix.zeros(type, width, capacity), Matrix.zeros(type, outputs, capacity), w);
    floats = new float[type == DataType.FLOAT ? width : 0];
    doubles = new double[type == DataType.FLOAT ? 0 : width];
    y = new double[outputs];
    inOrder();
  }

  /** Starts again at the first example, in the order of the data set. */
  public void inOrder() {
    order = new int[data.size()];
    Arrays.setAll(order, i -> i);
    next = 0;
  }

  /** Starts again, in the random order of an epoch: every example once, a pure function of seed and epoch. */
  public void shuffle(long seed, long epoch) {
    order = Draws.of(seed, SHUFFLE, epoch).permutation(data.size());
    next = 0;
  }

  /** Gathers the next batch; false when there is none left. */
  public boolean next() {
    int m = Math.min(capacity, order.length - next);
    if (m == 0) return false;
    int width = batch.X().rows();
    for (int i = 0; i < m; i++) {
      int example = order[next + i];
      if (doubles.length == 0) {
        data.inputs(example, floats);
        batch.X().write((long) i * width, floats, width);
      } else {
        data.inputs(example, doubles);
        batch.X().write((long) i * width, doubles, width);
      }
      data.target(example, y, outputs);
      batch.Y().set((long) i * outputs, y, 0, outputs);
    }
    next += m;
    batch.setM(m);
    return true;
  }

  /** The batch that {@link #next} gathered; the same object each time. */
  public Batch batch() {
    return batch;
  }

  /** The example of the data set that column {@code i} of the present batch holds. */
  public int example(int i) {
    return order[next - batch.m() + i];
  }

  /** How many batches an epoch has. */
  public int count() {
    return (data.size() + capacity - 1) / capacity;
  }

  /** Frees the buffers; a second call does nothing. */
  @Override
  public void close() {
    batch.X().close();
    batch.Y().close();
  }
}
