package dev.gradus.data;

import dev.gradus.kernel.Team;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes a data set and a capacity, gives its examples as batches of columns, in order or shuffled, the last one possibly short.
 *
 * <p>Examples are gathered into buffers that this object owns; the data set is not copied. One thread at a time.
 */
public final class Batches implements AutoCloseable {
  /** Examples that are touched before the first of them is read: few enough to stay in a first-level cache. */
  private static final int AT_ONCE = 16;

  private final Dataset data;
  private final int capacity;
  private final int outputs;
  private final Team team;
  private final boolean ahead;
  private final boolean weighted;
  private final Row[] rows;
  private final Team.Parts gather;
  private Batch batch;
  private Batch coming;
  private boolean begun;
  private boolean closed;
  private int[] order;
  private Optional<EpochOrder> shuffled = Optional.empty();
  private Optional<ReadAhead> disk = Optional.empty();
  private boolean inWindows;

  /** Buffers for batches that are gathered on the caller's thread. */
  public Batches(Dataset data, int outputs, int capacity, DataType type) {
    this(data, outputs, capacity, type, Team.ONE);
  }

  /**
   * Buffers for batches of at most {@code capacity} columns, which a team gathers when they are asked for.
   *
   * @param outputs n_L of the network they are for
   * @param team kept, not closed here
   */
  public Batches(Dataset data, int outputs, int capacity, DataType type, Team team) {
    this(data, outputs, capacity, type, team, false);
  }

  /**
   * Batches that a thread of their own gathers ahead, each while the one before it is worked on: for steps so short that waiting for memory is a large part of
   * them, on a machine with a core to spare.
   */
  public static Batches ahead(Dataset data, int outputs, int capacity, DataType type) {
    return new Batches(data, outputs, capacity, type, new Team(2), true);
  }

  private Batches(Dataset data, int outputs, int capacity, DataType type, Team team, boolean ahead) {
    if (capacity < 1) throw new IllegalArgumentException("a batch of " + capacity + " examples was asked for; it must be at least 1");
    this.data = data;
    this.capacity = capacity;
    this.outputs = outputs;
    this.team = team;
    this.ahead = ahead;
    weighted = data.weighted();
    int width = data.width();
    batch = new Batch(type, width, outputs, capacity);
    coming = ahead ? new Batch(type, width, outputs, capacity) : batch;
    rows = new Row[ahead ? 1 : team.size()];
    for (int p = 0; p < rows.length; p++) rows[p] = type == DataType.FLOAT ? new FloatRow(width) : new DoubleRow(width);
    gather = ahead ? part -> gather(0) : this::gather;
    inOrder();
  }

  /** Starts again at the first example, in the order of the data set. */
  public void inOrder() {
    int[] all = new int[data.size()];
    Arrays.setAll(all, i -> i);
    start(all);
  }

  /** Starts again, in the random order of an epoch: every example once, a pure function of seed and epoch. */
  public void shuffle(long seed, long epoch) {
    if (shuffled.isEmpty()) shuffled = Optional.of(data.order());
    EpochOrder.Epoch drawn = shuffled.get().epoch(seed, epoch);
    start(drawn.order());
    inWindows = drawn.windows() > 1;
    if (!inWindows) return;
    if (disk.isEmpty()) disk = data.features().readAhead();
    disk.ifPresent(reading -> reading.begin(drawn));
  }

  /** Passes over the next batches, which are not gathered; to be called before the first {@link #next} of an epoch. @param batches how many, at least 0 */
  public void skip(int batches) {
    batch.setRange((int) Math.min(order.length, (long) batches * capacity), 0);
  }

  private void start(int[] examples) {
    requireOpen();
    awaitComing();
    inWindows = false;
    order = examples;
    batch.setRange(0, 0);
  }

  /** Gathers the next batch; false when there is none left. */
  public boolean next() {
    requireOpen();
    if (!awaitComing()) {
      chooseComing();
      if (ahead) {
        gather(0);
      } else {
        team.run(gather);
      }
    }
    if (coming.m() == 0) return false;
    Batch last = batch;
    batch = coming;
    coming = last;
    if (ahead) {
      chooseComing();
      begun = true;
      team.begin(gather);
    }
    return true;
  }

  private void chooseComing() {
    coming.setRange(batch.end(), Math.min(capacity, order.length - batch.end()));
    if (inWindows && disk.isPresent()) disk.get().reach(coming.end());
  }

  /** Waits for a batch that is being gathered ahead; false when there is none. */
  private boolean awaitComing() {
    if (!begun) return false;
    begun = false;
    team.end();
    return true;
  }

  private void gather(int part) {
    long m = coming.m();
    int to = (int) (m * (part + 1) / rows.length);
    for (int from = (int) (m * part / rows.length); from < to; from += AT_ONCE) {
      rows[part].gather(from, Math.min(to, from + AT_ONCE));
    }
  }

  /** The batch that {@link #next} gathered last: another object after each call. */
  public Batch batch() {
    return batch;
  }

  /** The example of the data set that column {@code i} of the present batch holds. */
  public int example(int i) {
    return order[batch.first() + i];
  }

  /** How many batches an epoch has. */
  public int count() {
    return (data.size() + capacity - 1) / capacity;
  }

  private void requireOpen() {
    if (closed) throw new IllegalStateException("these batches are closed");
  }

  /** Frees the buffers; a second call does nothing. */
  @Override
  public void close() {
    closed = true;
    try {
      awaitComing();
    } finally {
      if (ahead) team.close();
      disk.ifPresent(ReadAhead::close);
      batch.close();
      coming.close();
    }
  }

  /** The workspace of one thread: it takes an example to a column. */
  private abstract class Row {
    final Features.Reader reader = data.features().reader();
    private final double[] y = new double[outputs];
    private int touched;

    abstract void inputs(int example, int column);

    void gather(int from, int to) {
      int first = coming.first();
      for (int i = from; i < to; i++) touched += reader.touch(data.row(order[first + i]));
      for (int i = from; i < to; i++) {
        int example = order[first + i];
        inputs(example, i);
        data.target(example, y, outputs);
        coming.Y().set((long) i * outputs, y, 0, outputs);
        if (weighted) coming.w()[i] = data.weight(example);
      }
    }
  }

  private final class FloatRow extends Row {
    private final float[] x;

    FloatRow(int width) {
      x = new float[width];
    }

    @Override
    void inputs(int example, int column) {
      reader.read(data.row(example), x);
      coming.X().write((long) column * x.length, x, x.length);
    }
  }

  private final class DoubleRow extends Row {
    private final double[] x;

    DoubleRow(int width) {
      x = new double[width];
    }

    @Override
    void inputs(int example, int column) {
      reader.read(data.row(example), x);
      coming.X().write((long) column * x.length, x, x.length);
    }
  }
}
