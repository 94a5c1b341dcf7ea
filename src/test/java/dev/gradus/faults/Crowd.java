package dev.gradus.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Threads that begin at the same moment; what they give is waited for. */
final class Crowd<T> {
  private final List<FutureTask<T>> tasks = new ArrayList<>();

  Crowd<T> add(Callable<T> work) {
    tasks.add(new FutureTask<>(work));
    return this;
  }

  /** What each gave, in the order in which they were added. @throws java.util.concurrent.ExecutionException with what one of them threw */
  List<T> together() throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.size());
    for (FutureTask<T> task : tasks) {
      new Thread(() -> {
        try {
          start.await();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
        task.run();
      }, "crowd").start();
    }
    List<T> given = new ArrayList<>();
    for (Future<T> task : tasks) given.add(task.get());
    return given;
  }
}
