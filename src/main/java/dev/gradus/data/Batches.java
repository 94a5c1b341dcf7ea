package dev.gradus.data;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
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
  private final Team team;
  private final Row[] rows;
  private final Team.Parts gather = this::gather;
  private int[] order;
  private int next;

  /** Buffers for batches that are gathered on the caller's thread alone. */
  public Batches(Dataset data, int outputs, int capacity, DataType type) {
    this(data, outputs, capacity, type, Team.ONE);
  }

  /**
   * Buffers for batches of at most {@code capacity} columns.
   *
   * @param outputs n_L of the network they are for
   * @param team gathers the examples; kept, not closed here
   */
  public Batches(Dataset data, int outputs, int capacity, DataType type, Team team) {
    if (capacity < 1) throw new IllegalArgumentException("a batch of " + capacity + " examples was asked for; it must be at least 1");
    this.data = data;
    this.capacity = capacity;
    this.outputs = outputs;
    int width = data.schema().inputs().count();
    double[] w = new double[capacity];
    Arrays.fill(w, 1);
    batch = new Batch(Matrix.zeros(type, width, capacity), Matrix.zeros(type, outputs, capacity), w);
    this.team = team;
    rows = new Row[team.size()];
    for (int p = 0; p < rows.length; p++) rows[p] = type == DataType.FLOAT ? new FloatRow(width) : new DoubleRow(width);
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
    batch.setM(m);
    team.run(gather);
    next += m;
    return true;
  }

  private void gather(int part) {
    int to = batch.m() * (part + 1) / rows.length;
    for (int i = batch.m() * part / rows.length; i < to; i++) rows[part].gather(order[next + i], i);
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

  /** The workspace of one thread: it takes an example to a column. */
  private abstract class Row {
    private final double[] y = new double[outputs];

    abstract void inputs(int example, int column);

    void gather(int example, int column) {
      inputs(example, column);
      data.target(example, y, outputs);
      batch.Y().set((long) column * outputs, y, 0, outputs);
    }
  }

  private final class FloatRow extends Row {
    private final float[] x;

    FloatRow(int width) {
      x = new float[width];
    }

    @Override
    void inputs(int example, int column) {
      data.inputs(example, x);
      batch.X().write((long) column * x.length, x, x.length);
    }
  }

  private final class DoubleRow extends Row {
    private final double[] x;

    DoubleRow(int width) {
      x = new double[width];
    }

    @Override
    void inputs(int example, int column) {
      data.inputs(example, x);
      batch.X().write((long) column * x.length, x, x.length);
    }
  }
}
