package dev.gradus.data;

import dev.gradus.kernel.Draws;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Takes a seed and the number of an epoch, gives the order in which the epoch goes through the examples of a data set: every example once.
 *
 * <p>Up to {@link #AT_ONCE} bytes, every order is equally likely. Above that a disk would be read row by row, so the order is drawn in two steps. The B blocks
 * of the table are put in a random order, every one equally likely, and cut into W windows of about {@link #WINDOW} bytes each, of k ≈ B/W blocks. Then the
 * rows of each window are put in a random order, every one equally likely.
 *
 * <p>What that means for B blocks of equally many examples:
 * <ul>
 *   <li>an example comes at every place of the epoch equally often, and blocks come together in a window anew each epoch;
 *   <li>two examples of one block are never further apart than a window, and meet in a batch W times as often as they otherwise would;
 *   <li>of a quantity that is the same all over a block, as in a table that is sorted by it, neighbours in the order have the correlation 1/k − 1/B instead of
 *       0, and its mean over a window has the standard deviation σ √(1/k − 1/B) about that over all. A window has k = 64 blocks when all values are doubles,
 *       and up to eight times as many when they are small: at most 0.13 σ.
 * </ul>
 *
 * <p>A pure function of seed, epoch, the numbers of the examples and the sizes of the blocks; never of memory or threads. It holds at most four bytes an
 * example, and an epoch four more.
 */
public final class EpochOrder {
  /** The bytes of rows up to which all examples are shuffled together: 1 GiB. */
  public static final long AT_ONCE = 1L << 30;

  /** The bytes of rows that are shuffled together above that: 256 MiB. */
  public static final long WINDOW = 1L << 28;

  private static final long SHUFFLE = 3;
  private static final long BLOCKS = 1;
  private static final long ROWS = 2;

  private final int examples;
  private final int windows;
  private final int[] blocks;
  private final long[] bytes;
  private final int[] starts;
  private final IntUnaryOperator example;

  private EpochOrder(int examples, int windows, int[] blocks, long[] bytes, int[] starts, IntUnaryOperator example) {
    this.examples = examples;
    this.windows = windows;
    this.blocks = blocks;
    this.bytes = bytes;
    this.starts = starts;
    this.example = example;
  }

  /** The order of examples that are all in memory: all are shuffled together. @param examples how many there are, at least 0 */
  public static EpochOrder of(int examples) {
    return new EpochOrder(examples, 1, new int[0], new long[0], new int[0], i -> i);
  }

  /**
   * The order of examples that are rows of a table. What counts is the bytes of the blocks that hold at least one of them.
   *
   * @param rows the row of each example, in any order, read
   */
  public static EpochOrder of(int[] rows, Table table) {
    return of(rows, table.blockRows(), table.blocks(), table::bytes, AT_ONCE, WINDOW);
  }

  /** @param bytesOf the bytes of a block */
  static EpochOrder of(int[] rows, int blockRows, int blocks, IntUnaryOperator bytesOf, long atOnce, long window) {
    int[] counts = new int[blocks];
    boolean increasing = true;
    for (int i = 0; i < rows.length; i++) {
      counts[rows[i] / blockRows]++;
      increasing &= i == 0 || rows[i - 1] <= rows[i];
    }
    int[] used = new int[(int) Arrays.stream(counts).filter(count -> count > 0).count()];
    long[] bytes = new long[used.length];
    int[] starts = new int[used.length + 1];
    int u = 0;
    for (int b = 0; b < blocks; b++) {
      if (counts[b] == 0) continue;
      used[u] = b;
      bytes[u] = bytesOf.applyAsInt(b);
      starts[u + 1] = starts[u] + counts[b];
      u++;
    }
    long total = Arrays.stream(bytes).sum();
    if (total <= atOnce) return of(rows.length);
    int windows = (int) Math.min(used.length, (total + window - 1) / window);
    if (increasing) return new EpochOrder(rows.length, windows, used, bytes, starts, i -> i);
    int[] byBlock = byBlock(rows, blockRows, counts);
    return new EpochOrder(rows.length, windows, used, bytes, starts, i -> byBlock[i]);
  }

  /** The examples in the order of their blocks. */
  private static int[] byBlock(int[] rows, int blockRows, int[] counts) {
    int[] next = new int[counts.length];
    for (int b = 1; b < next.length; b++) next[b] = next[b - 1] + counts[b - 1];
    int[] sorted = new int[rows.length];
    for (int i = 0; i < rows.length; i++) sorted[next[rows[i] / blockRows]++] = i;
    return sorted;
  }

  /** How many examples there are. */
  public int examples() {
    return examples;
  }

  /** In how many windows an epoch goes through the examples; 1 when all are shuffled together. */
  public int windows() {
    return windows;
  }

  /** The order of an epoch. */
  public Epoch epoch(long seed, long epoch) {
    if (windows == 1) return new Epoch(Draws.of(seed, SHUFFLE, epoch).permutation(examples), new int[] {0}, new int[1][0]);
    int[][] inWindow = deal(Draws.of(seed, SHUFFLE, epoch, BLOCKS).permutation(blocks.length));
    int[] order = new int[examples];
    int[] begins = new int[windows];
    int[][] toLoad = new int[windows][];
    int end = 0;
    for (int w = 0; w < windows; w++) {
      begins[w] = end;
      toLoad[w] = new int[inWindow[w].length];
      for (int k = 0; k < inWindow[w].length; k++) {
        int block = inWindow[w][k];
        toLoad[w][k] = blocks[block];
        for (int i = starts[block]; i < starts[block + 1]; i++) order[end++] = example.applyAsInt(i);
      }
      shuffle(order, begins[w], end, Draws.of(seed, SHUFFLE, epoch, ROWS, w));
    }
    return new Epoch(order, begins, toLoad);
  }

  /** Cuts the blocks, in this order, into windows of about as many bytes each, at least a block in each, which are then in the order of the table. */
  private int[][] deal(int[] order) {
    long total = Arrays.stream(bytes).sum();
    int[][] dealt = new int[windows][];
    int from = 0;
    long before = 0;
    for (int w = 0; w < windows; w++) {
      int to = from;
      while (to < order.length - (windows - 1 - w) && (to == from || w == windows - 1 || middle(before, order[to]) < total * ((w + 1.0) / windows))) {
        before += bytes[order[to++]];
      }
      dealt[w] = Arrays.copyOfRange(order, from, to);
      Arrays.sort(dealt[w]);
      from = to;
    }
    return dealt;
  }

  private double middle(long before, int block) {
    return before + bytes[block] / 2.0;
  }

  private static void shuffle(int[] order, int from, int to, Draws draws) {
    for (int i = to - from - 1; i > 0; i--) {
      int j = from + draws.below(i, i + 1);
      int x = order[from + i];
      order[from + i] = order[j];
      order[j] = x;
    }
  }

  /** The order of one epoch, and the windows that it consists of. */
  public static final class Epoch {
    private final int[] order;
    private final int[] begins;
    private final int[][] blocks;

    private Epoch(int[] order, int[] begins, int[][] blocks) {
      this.order = order;
      this.begins = begins;
      this.blocks = blocks;
    }

    /** The number of the example at each place; not a copy, and not to be changed. */
    public int[] order() {
      return order;
    }

    public int windows() {
      return begins.length;
    }

    /** The place at which a window begins. */
    public int begin(int window) {
      return begins[window];
    }

    /** The window of a place. */
    public int window(int place) {
      int found = Arrays.binarySearch(begins, place);
      return found >= 0 ? found : -found - 2;
    }

    /** The blocks of the table whose rows are in a window, in the order of the table; none when all examples are shuffled together. */
    public int[] blocks(int window) {
      return blocks[window].clone();
    }
  }
}
