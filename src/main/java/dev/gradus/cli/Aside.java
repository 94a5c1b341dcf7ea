package dev.gradus.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Takes work, does it on a thread of its own, and gives what came of it when that is asked for. */
final class Aside<T> {
  private final FutureTask<T> task;

  private Aside(FutureTask<T> task) {
    this.task = task;
  }

  static <T> Aside<T> begin(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "gradus-aside");
    thread.setDaemon(true);
    thread.start();
    return new Aside<>(task);
  }

  /** Waits for the end, however it comes. */
  void awaitEnd() {
    try {
      ended();
    } catch (IOException | RuntimeException | Error e) {
      // It is thrown again to whoever asks for the result.
    }
  }

  /** The result. What the work threw is thrown here. */
  T ended() throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) throw io;
      if (e.getCause() instanceof RuntimeException runtime) throw runtime;
      if (e.getCause() instanceof Error error) throw error;
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting");
    }
  }
}
