package dev.gradus.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Takes how many of several runs are done, gives a progress line on standard error: living on a terminal, a plain one every ten seconds elsewhere. */
final class RunsProgress {
  private static final long PLAIN = 10_000_000_000L;

  private final PrintWriter err;
  private final String what;
  private final boolean terminal = Progress.terminal();
  private final long begin = System.nanoTime();
  private long shown = begin;
  private boolean lineOpen;

  /** @param what the runs are called */
  RunsProgress(PrintWriter err, String what) {
    this.err = err;
    this.what = what;
  }

  /** So many are done. @param work done and in all, in any unit, from which the time left is estimated */
  void done(int runs, int of, double work, double ofWork) {
    long now = System.nanoTime();
    if (!terminal && now - shown < PLAIN) return;
    shown = now;
    double elapsed = (now - begin) / 1e9;
    String line = String.format(Locale.ROOT, "%s %d/%d, %s left", what, runs, of, Progress.time(elapsed * (ofWork / work - 1)));
    if (!terminal) {
      err.println(line);
      return;
    }
    err.print("\r\u001b[K" + line);
    err.flush();
    lineOpen = true;
  }

  /** Takes the living line away. */
  void clear() {
    if (lineOpen) err.print("\r\u001b[K");
    if (lineOpen) err.flush();
    lineOpen = false;
  }
}
