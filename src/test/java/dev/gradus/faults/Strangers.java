package dev.gradus.faults;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;

/** Takes the reading of something that a stranger made, holds it to what is promised: it succeeds or ends in a declared exception with words, in bounded memory. */
final class Strangers {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static boolean measured;

  private Strangers() {}

  /** Looks at the memory too from now on: the classes are there. Jazzer changes classes as they are loaded, on the same thread; its process has a small heap instead. */
  static void measure() {
    measured = true;
  }

  /** A reading. */
  @FunctionalInterface
  interface Reading {
    void run() throws Exception;
  }

  /**
   * Reads.
   *
   * @param mostBytes that the thread may allocate, when that is measured
   * @param declared the exceptions that may leave
   * @return whether it succeeded
   * @throws AssertionError when another exception leaves, when it says nothing, or when more is allocated
   */
  static boolean read(long mostBytes, Set<Class<? extends Exception>> declared, Reading reading) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    boolean done = false;
    try {
      reading.run();
      done = true;
    } catch (Exception e) {
      if (!declared.contains(e.getClass())) throw new AssertionError("no declared exception: " + e, e);
      if (e.getMessage() == null || e.getMessage().isBlank()) throw new AssertionError("an exception without words", e);
    }
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    if (measured && allocated > mostBytes) throw new AssertionError(allocated + " bytes were allocated, at most " + mostBytes + " may be");
    return done;
  }
}
