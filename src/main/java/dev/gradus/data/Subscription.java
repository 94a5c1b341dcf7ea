package dev.gradus.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;

/**
 * Takes what a publisher publishes, gives it one by one to the reading thread, which waits for it. No more is asked for than there is room: at most
 * {@value #ROOM} are waiting, and half of them are asked for anew when half are taken.
 */
final class Subscription implements Flow.Subscriber<Object>, Iterator<Object>, Closeable {
  static final int ROOM = 256;

  /** The end, and why: empty when all is well. */
  private record End(Optional<Throwable> trouble) {}

  /** One more place than is asked for, so that the end always has one. */
  private final BlockingQueue<Object> waiting = new ArrayBlockingQueue<>(ROOM + 1);
  private Optional<Flow.Subscription> subscription = Optional.empty();
  private boolean closed;
  private boolean refused;
  private Optional<Object> head = Optional.empty();
  private int taken;

  @Override
  public void onSubscribe(Flow.Subscription offered) {
    boolean wanted;
    synchronized (this) {
      wanted = subscription.isEmpty() && !closed;
      if (wanted) subscription = Optional.of(offered);
    }
    if (wanted) {
      offered.request(ROOM);
    } else {
      offered.cancel();
    }
  }

  @Override
  public void onNext(Object record) {
    if (record == null) throw new NullPointerException("a publisher may not publish null");
    if (waiting.remainingCapacity() > 1 && waiting.offer(record)) return;
    synchronized (this) {
      if (refused) return;
      refused = true;
    }
    cancel();
    waiting.offer(new End(Optional.of(new IllegalStateException("more records came than were asked for"))));
  }

  @Override
  public void onError(Throwable trouble) {
    waiting.offer(new End(Optional.of(trouble)));
  }

  @Override
  public void onComplete() {
    waiting.offer(new End(Optional.empty()));
  }

  /** Waits for the next record or the end. @throws UncheckedIOException when the publisher failed, or the wait was interrupted */
  @Override
  public boolean hasNext() {
    if (head.isEmpty()) head = Optional.of(await());
    if (!(head.get() instanceof End end)) return true;
    if (end.trouble.isEmpty()) return false;
    Throwable trouble = end.trouble.get();
    if (trouble instanceof DataException told) throw told;
    throw new UncheckedIOException(new IOException("the publisher failed: " + Shown.visible(String.valueOf(trouble.getMessage())), trouble));
  }

  private Object await() {
    try {
      return waiting.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("interrupted while waiting for the publisher's next record"));
    }
  }

  @Override
  public Object next() {
    if (!hasNext()) throw new NoSuchElementException();
    Object record = head.get();
    head = Optional.empty();
    if (++taken == ROOM / 2) {
      taken = 0;
      Optional<Flow.Subscription> from;
      synchronized (this) {
        from = closed ? Optional.empty() : subscription;
      }
      from.ifPresent(s -> s.request(ROOM / 2));
    }
    return record;
  }

  private void cancel() {
    Optional<Flow.Subscription> from;
    synchronized (this) {
      from = subscription;
    }
    from.ifPresent(Flow.Subscription::cancel);
  }

  /** Cancels; a second call does nothing. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) return;
      closed = true;
    }
    cancel();
  }
}
