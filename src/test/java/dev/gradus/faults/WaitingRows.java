package dev.gradus.faults;

import dev.gradus.data.RawRows;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Rows of which some come at once, and the others when they are let go. */
final class WaitingRows implements RawRows {
  final CountDownLatch more = new CountDownLatch(1);
  final CountDownLatch closed = new CountDownLatch(1);
  private final RawRows rows;
  private int atOnce;
  private Runnable waiting = () -> {};

  WaitingRows(RawRows rows, int atOnce) {
    this.rows = rows;
    this.atOnce = atOnce;
  }

  @Override
  public boolean next(double[] to) throws IOException {
    if (atOnce-- == 0) {
      waiting.run();
      try {
        more.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return rows.next(to);
  }

  @Override
  public List<String> kept() {
    return rows.kept();
  }

  @Override
  public Object[] cells() {
    return rows.cells();
  }

  @Override
  public String source() {
    return rows.source();
  }

  @Override
  public void whenWaiting(Runnable action) {
    waiting = action;
  }

  @Override
  public List<String> notices() {
    return rows.notices();
  }

  @Override
  public void close() throws IOException {
    rows.close();
    closed.countDown();
  }
}
