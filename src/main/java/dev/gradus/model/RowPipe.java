package dev.gradus.model;

import dev.gradus.data.RawRows;
import dev.gradus.prepare.Preparation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Takes rows, gives batches of them: a thread of its own reads rows into one batch while another is used. A batch is given when it is full, and before that
 * when whoever writes the rows is waited for: then no row that is there is held back.
 */
final class RowPipe implements AutoCloseable {
  private final RawRows rows;
  private final double[] raw;
  private RowBatch filling;
  private boolean offered;
  private boolean ended;
  private boolean stopped;
  private Optional<Throwable> failure = Optional.empty();

  /** Starts to read. @param rows closed by the thread that reads, when they have ended or this is closed */
  RowPipe(RawRows rows, Preparation preparation, int capacity) {
    this.rows = rows;
    raw = new double[preparation.columns().size()];
    filling = new RowBatch(preparation, capacity);
    Thread thread = new Thread(this::read, "gradus-rows");
    thread.setDaemon(true);
    thread.start();
  }

  private void read() {
    try (rows) {
      rows.whenWaiting(this::offer);
      while (rows.next(raw)) {
        Optional<RowBatch> batch = room();
        if (batch.isEmpty()) return;
        batch.get().add(raw, rows.cells());
        if (batch.get().isFull()) offer();
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
    } finally {
      end();
    }
  }

  private synchronized void offer() {
    offered = filling.size() > 0;
    notifyAll();
  }

  private synchronized void fail(Throwable e) {
    failure = Optional.of(e);
  }

  private synchronized void end() {
    ended = true;
    offer();
  }

  /** A batch with room for a row, no more offered if it was; nothing when this is closed. */
  private synchronized Optional<RowBatch> room() {
    while (filling.isFull() && !stopped) await();
    offered = false;
    return stopped ? Optional.empty() : Optional.of(filling);
  }

  /**
   * Waits for the next batch; one without rows is the end.
   *
   * @param used the batch that was given last, or an own one at first; read into again
   * @throws UncheckedIOException when the rows cannot be read, after all rows before
   */
  synchronized RowBatch next(RowBatch used) {
    used.clear();
    while (!offered && !ended) await();
    RowBatch batch = filling;
    if (batch.size() == 0 && failure.isPresent()) throw raised(failure.get());
    filling = used;
    offered = false;
    notifyAll();
    return batch;
  }

  private static RuntimeException raised(Throwable e) {
    if (e instanceof Error error) throw error;
    return e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
  }

  private void await() {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while rows were read"));
    }
  }

  /** Ends the thread as soon as it has read the row that it waits for. */
  @Override
  public synchronized void close() {
    stopped = true;
    notifyAll();
  }
}
