package dev.gradus.data;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Takes the place that an epoch has come to, brings the blocks of the next window into memory on a thread of its own, in the order of the file, while the
 * present window is used.
 *
 * <p>A disk is so read from front to back and never waited for row by row; each block is also checked each time. An epoch of one window needs nothing. One
 * thread at a time.
 */
public final class ReadAhead implements AutoCloseable {
  private final Table table;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
    Thread made = new Thread(task, "gradus-read-ahead");
    made.setDaemon(true);
    return made;
  });
  private EpochOrder.Epoch epoch;
  private Future<?> coming;
  private volatile boolean stop;
  private int window;
  private int next;

  /** @param table kept, not closed here */
  public ReadAhead(Table table) {
    this.table = table;
  }

  /** Starts with another epoch, whose first window begins to be read. @param begun kept */
  public void begin(EpochOrder.Epoch begun) {
    abandon();
    epoch = begun;
    window = -1;
    next = 0;
    if (begun.windows() > 1) read(0);
  }

  /**
   * Says that the examples before place {@code end} are going to be read. Waits until their windows are in memory, and has the next one read.
   *
   * @throws DataException when a block is damaged
   * @throws IllegalStateException when no epoch was begun
   */
  public void reach(int end) {
    if (epoch == null) throw new IllegalStateException("no epoch was begun");
    if (epoch.windows() == 1 || end <= next) return;
    int last = epoch.window(end - 1);
    while (window < last) {
      await();
      window++;
      next = window + 1 < epoch.windows() ? epoch.begin(window + 1) : Integer.MAX_VALUE;
      if (window + 1 < epoch.windows()) read(window + 1);
    }
  }

  private void read(int number) {
    int[] blocks = epoch.blocks(number);
    stop = false;
    coming = thread.submit(() -> {
      for (int b = 0; b < blocks.length && !stop; b++) table.load(blocks[b]);
    });
  }

  private void await() {
    try {
      done();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException trouble) throw trouble;
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits, interrupted or not: it takes as long as the disk needs for a window. */
  private void done() throws ExecutionException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          coming.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private void abandon() {
    if (coming == null) return;
    stop = true;
    try {
      done();
    } catch (ExecutionException e) {
      // Told when the rows are read, if they ever are.
    }
    coming = null;
  }

  /** Ends the thread; a second call does nothing. */
  @Override
  public void close() {
    abandon();
    thread.shutdown();
  }
}
