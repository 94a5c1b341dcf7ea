package dev.gradus.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes work in parts, does part 0 on the caller's thread and the others on threads of its own, and returns when all are done.
 *
 * <p>Which part does what is fixed by the number of threads, never by which of them is first, so that a result has the same bits every time. A step hands
 * over work some twenty times, often for a few microseconds: waiting threads therefore watch for the next part for a while before they sleep.
 *
 * <p>A team may be shared. While it is busy, another caller does all parts on its own thread, with the same result.
 */
public final class Team implements AutoCloseable {
  /** More threads than this are refused. */
  public static final int MOST = 256;

  /** A team of the caller alone. */
  public static final Team ONE = new Team(1);

  /** Below this many operations for each thread a product is faster on fewer. */
  private static final long WORTH_A_THREAD = 4_000_000;

  /** So often is a turn looked for before the core is offered to others at every further look, and then so often before a thread sleeps. */
  private static final int LOOKS = 1_000;
  private static final int YIELDS = 2_000;

  private final Member[] members;
  private final int looksAlone;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicInteger unfinished = new AtomicInteger();
  private Parts work;
  private volatile int turn;
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
    return (int) Math.max(1, Math.min(Math.min(cores, MOST), operations / WORTH_A_THREAD));
  }

  /** A team of 1 to {@link #MOST} threads, the caller's included. */
  public Team(int threads) {
    if (threads < 1 || threads > MOST) throw new IllegalArgumentException(threads + " threads were asked for; 1 to " + MOST + " are possible");
    members = new Member[threads - 1];
    looksAlone = threads <= Runtime.getRuntime().availableProcessors() ? LOOKS : 0;
    for (int i = 0; i < members.length; i++) members[i] = new Member(i + 1);
    for (Member member : members) member.start();
  }

  /** How many threads, and so how many parts. */
  public int size() {
    return members.length + 1;
  }

  /** Does all parts. An exception of a part is thrown when all have ended. */
  public void run(Parts parts) {
    if (members.length == 0 || closed || !busy.compareAndSet(false, true)) {
      for (int part = 0; part < size(); part++) parts.run(part);
      return;
    }
    try {
      handOver(parts);
      runPart(parts, 0);
      await();
    } finally {
      busy.set(false);
    }
  }

  /** Hands over the parts from 1 on and returns; part 0 is whatever the caller does until {@link #end}. For a team that is not shared. */
  public void begin(Parts parts) {
    if (!busy.compareAndSet(false, true)) throw new IllegalStateException("work has begun already");
    handOver(parts);
  }

  /** Waits for what {@link #begin} handed over, and throws its exception if there is one. */
  public void end() {
    try {
      await();
    } finally {
      busy.set(false);
    }
  }

  private void handOver(Parts parts) {
    work = parts;
    unfinished.set(members.length);
    turn++; // only the holder of busy writes it
    for (Member member : members) member.wake();
  }

  private void await() {
    for (int looks = 0; unfinished.get() > 0; looks++) pause(looks);
    Throwable e = failure;
    if (e == null) return;
    failure = null;
    if (e instanceof Error error) throw error;
    throw (RuntimeException) e;
  }

  private void runPart(Parts parts, int part) {
    try {
      parts.run(part);
    } catch (Throwable e) {
      failure = e;
    }
  }

  private void pause(int looks) {
    if (looks < looksAlone) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }

  /** Ends the threads. Later work is done by its caller. A second call does nothing. */
  @Override
  public void close() {
    closed = true;
    for (Member member : members) LockSupport.unpark(member);
  }

  private final class Member extends Thread {
    private final int part;
    private volatile boolean asleep;

    Member(int part) {
      super("gradus-" + part);
      this.part = part;
      setDaemon(true);
    }

    @Override
    public void run() {
      int done = 0;
      while (true) {
        awaitTurnAfter(done);
        if (turn == done) return;
        done++;
        runPart(work, part);
        unfinished.decrementAndGet();
      }
    }

    /** Returns at the next turn, or when the team is closed. */
    private void awaitTurnAfter(int done) {
      for (int looks = 0; turn == done && looks < looksAlone + YIELDS; looks++) pause(looks);
      while (turn == done && !closed) {
        asleep = true;
        if (turn == done && !closed) LockSupport.park(this);
        asleep = false;
      }
    }

    void wake() {
      if (asleep) LockSupport.unpark(this);
    }
  }
}
