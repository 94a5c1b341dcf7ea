package dev.gradus.faults;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;

/** Takes the reading of something that a stranger made, holds it to what is promised: it succeeds or ends in a declared exception with words, in bounded memory. */
final class Strangers {
  /** Jazzer changes classes as they are loaded, on the same thread; its process has a small heap instead. */
  static final String UNMEASURED = "gradus.fuzz.unmeasured";

  private static final boolean MEASURED = !Boolean.getBoolean(UNMEASURED);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Strangers() {}

  /** A reading. */
  @FunctionalInterface
  interface Reading {
    void run() throws Exception;
  }

  /**
   * Reads.
   *
   * @param mostBytes that the thread may allocate
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
    if (MEASURED && allocated > mostBytes) throw new AssertionError(allocated + " bytes were allocated, at most " + mostBytes + " may be");
    return done;
  }
}
