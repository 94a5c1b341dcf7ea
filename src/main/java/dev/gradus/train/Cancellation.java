package dev.gradus.train;

/** Takes the wish that something ends, from any thread, and tells it to who does the work. Once it is wished it stays so. */
public final class Cancellation {
  private volatile boolean cancelled;

  /** Wishes the end. May be called from a signal handler. */
  public void cancel() {
    cancelled = true;
  }

  public boolean isCancelled() {
    return cancelled;
  }
}
