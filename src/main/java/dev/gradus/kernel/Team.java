package dev.gradus.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes work in parts, does them on the caller's thread and on threads of its own, and returns when all are done.
 *
 * <p>What a part is follows from the number of threads alone, never from which of them is first, so that a result has the same bits every time. Whoever is free takes the
 * next part: a thread that has lost its core to another process delays nobody, as long as it is not in the middle of one. A step hands over work some twenty times, often
 * for a few microseconds: waiting threads therefore watch for a while before they sleep.
 *
 * <p>A team may be shared. While it is busy, another caller does all parts on its own thread, with the same result.
 */
public final class Team implements AutoCloseable {
  /** More threads than this are refused. */
  public static final int MOST = 256;

  /** A team of the caller alone. */
  public static final Team ONE = new Team(1);

  /** Below this many operations in its largest product a step is faster on one thread. */
  private static final long WORTH_DIVIDING = 2_000_000;
  /** So many operations are given to each thread beyond the second. */
  private static final long WORTH_A_THREAD = 4_000_000;

  /** So often does a waiting thread look before it offers its core to others at every further look, and then so often before it sleeps. */
  private static final int LOOKS = 1_000;
  private static final int YIELDS = 2_000;
  private static final long NAP_NANOS = 50_000;

  private final Member[] members;
  private final int looksAlone;
  private final AtomicBoolean busy = new AtomicBoolean();
  /** The number of the turn, times 2³², plus the next part of it that nobody has taken. */
  private final AtomicLong next;
  private final AtomicInteger unfinished = new AtomicInteger();
  private Parts work;
  private volatile boolean closed;
  private volatile Throwable failure;

  /** Work in as many parts as the team has threads. */
  @FunctionalInterface
  public interface Parts {
    /** Does a part, from 0; parts run at the same time and must write to different places. */
    void run(int part);
  }

  /**
   * The number of threads for a run: a pure function of its largest product and the cores, so that a repeated run has the same (decision record 10).
   *
   * @param operations floating point operations of the largest matrix product of a step, 2·n·k·m
   */
  public static int sizeFor(long operations, int cores) {
    return operations < WORTH_DIVIDING ? 1 : (int) Math.min(Math.min(cores, MOST), 2 + operations / WORTH_A_THREAD);
  }

  /** A team of 1 to {@link #MOST} threads, the caller's included. */
  public Team(int threads) {
    if (threads < 1 || threads > MOST) throw new IllegalArgumentException(threads + " threads were asked for; 1 to " + MOST + " are possible");
    looksAlone = threads <= Runtime.getRuntime().availableProcessors() ? LOOKS : 0;
    next = new AtomicLong(threads);
    members = new Member[threads - 1];
    for (int i = 0; i < members.length; i++) members[i] = new Member(i + 1);
    for (Member member : members) member.start();
  }

  /** How many threads, and so how many parts. */
  public int size() {
    return members.length + 1;
  }

  /** Does all parts. An exception of a part is thrown when all have ended. */
  public void run(Parts parts) {
    if (members.length == 0 || !busy.compareAndSet(false, true)) {
      for (int part = 0; part < size(); part++) parts.run(part);
      return;
    }
    offer(parts, 0);
    end();
  }

  /** Hands over the parts from 1 on and returns; part 0 is whatever the caller does until {@link #end}. For a team that is not shared. */
  public void begin(Parts parts) {
    if (!busy.compareAndSet(false, true)) throw new IllegalStateException("work has begun already");
    offer(parts, 1);
  }

  /** Does what nobody has taken of the work that {@link #begin} handed over, waits for the rest, and throws an exception of a part if there is one. */
  public void end() {
    try {
      takeParts();
      for (int looks = 0; unfinished.get() > 0; looks++) pause(looks);
      Throwable e = failure;
      failure = null;
      if (e instanceof Error error) throw error;
      if (e != null) throw (RuntimeException) e;
    } finally {
      busy.set(false);
    }
  }

  private void offer(Parts parts, int first) {
    work = parts;
    unfinished.set(size() - first);
    next.set(((next.get() >>> 32) + 1 << 32) + first);
    for (Member member : members) member.wake();
  }

  /** Takes parts and does them until none is left. A part that was taken keeps the turn open, so that the work it belongs to cannot change meanwhile. */
  private void takeParts() {
    for (long seen = next.get(); hasParts(seen); seen = next.get()) {
      if (!next.compareAndSet(seen, seen + 1)) continue;
      try {
        work.run((int) seen);
      } catch (Throwable e) {
        failure = e;
      }
      unfinished.decrementAndGet();
    }
  }

  private boolean hasParts(long seen) {
    return (int) seen < size();
  }

  private void pause(int looks) {
    if (looks < looksAlone) {
      Thread.onSpinWait();
    } else if (looks < looksAlone + YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(this, NAP_NANOS);
    }
  }

  /** Ends the threads. Later work is done by its caller. A second call does nothing. */
  @Override
  public void close() {
    closed = true;
    for (Member member : members) LockSupport.unpark(member);
  }

  private final class Member extends Thread {
    private volatile boolean asleep;

    Member(int number) {
      super("gradus-" + number);
      setDaemon(true);
    }

    @Override
    public void run() {
      while (!closed) {
        awaitParts();
        takeParts();
      }
    }

    private void awaitParts() {
      int most = looksAlone + YIELDS;
      for (int looks = 0; looks < most && !hasParts(next.get()); looks++) pause(looks);
      while (!hasParts(next.get()) && !closed) {
        asleep = true;
        if (!hasParts(next.get()) && !closed) LockSupport.park(Team.this);
        asleep = false;
      }
    }

    void wake() {
      if (asleep) LockSupport.unpark(this);
    }
  }
}
