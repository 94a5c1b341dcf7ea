package dev.gradus.select;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Takes tasks, gives their results: tasks begin in their order, each on one thread. When one fails, later ones do not begin and those that have begun are asked
 * to end, while earlier ones are finished: so the failure that is thrown is that of the first task that fails, however many workers there are.
 */
final class Workers {
  /** More than these are refused. */
  static final int MOST = 256;

  /** A task. */
  @FunctionalInterface
  interface Task<T> {
    /** Does it. @param end asked now and then: true when the result is not wanted any more */
    T run(BooleanSupplier end);
  }

  private Workers() {}

  /** Refuses a number of workers that is out of range. */
  static void check(int workers) {
    if (workers < 1 || workers > MOST) throw new IllegalArgumentException(workers + " workers were asked for; 1 to " + MOST + " are possible");
  }

  /**
   * The results in the order of the tasks.
   *
   * @param finished told about each result as soon as there is one, one at a time, on any thread
   */
  static <T> List<T> run(List<? extends Task<T>> tasks, int workers, Consumer<T> finished) {
    return new Turn<T>(tasks, finished).run(Math.min(workers, tasks.size()));
  }

  private static final class Turn<T> {
    private final List<? extends Task<T>> tasks;
    private final Consumer<T> finished;
    private final List<T> results = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private volatile int failed = Integer.MAX_VALUE;
    private Throwable failure;

    Turn(List<? extends Task<T>> tasks, Consumer<T> finished) {
      this.tasks = tasks;
      this.finished = finished;
      for (int i = 0; i < tasks.size(); i++) results.add(null);
    }

    List<T> run(int workers) {
      List<Thread> others = new ArrayList<>();
      for (int w = 1; w < workers; w++) {
        Thread other = new Thread(this::work, "gradus-worker-" + w);
        other.setDaemon(true);
        other.start();
        others.add(other);
      }
      work();
      others.forEach(Turn::join);
      if (failure instanceof Error error) throw error;
      if (failure != null) throw (RuntimeException) failure;
      return results;
    }

    private void work() {
      for (int i = next.getAndIncrement(); i < tasks.size() && i < failed; i = next.getAndIncrement()) {
        int task = i;
        try {
          end(task, tasks.get(task).run(() -> failed < task));
        } catch (RuntimeException | Error e) {
          fail(task, e);
        }
      }
    }

    private synchronized void end(int task, T result) {
      results.set(task, result);
      if (task < failed) finished.accept(result);
    }

    private synchronized void fail(int task, Throwable e) {
      if (task > failed) return;
      failed = task;
      failure = e;
    }

    private static void join(Thread thread) {
      boolean interrupted = false;
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) Thread.currentThread().interrupt();
    }
  }
}
