package dev.gradus.cli;

import dev.gradus.train.Cancellation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Takes the signals that ask a process to end (INT, TERM, HUP) while a run goes on: the first one wishes the end of the run, a second one ends the process at once.
 * Afterwards they do what they did before.
 */
final class Signals implements AutoCloseable {
  private static final int OF_SIGNALS = 128;

  private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();
  private final AtomicInteger caught = new AtomicInteger();

  /** @param say told of the first signal */
  Signals(Cancellation wish, Consumer<String> say) {
    for (String name : new String[] {"INT", "TERM", "HUP"}) {
      try {
        Signal signal = new Signal(name);
        before.put(signal, Signal.handle(signal, s -> {
          if (!caught.compareAndSet(0, s.getNumber())) Runtime.getRuntime().halt(OF_SIGNALS + s.getNumber());
          wish.cancel();
          say.accept("ending after this step, with a checkpoint; the same signal again ends at once");
        }));
      } catch (IllegalArgumentException e) {
        // This system has no such signal, or the JVM was told to leave signals alone.
      }
    }
  }

  /** The exit code of a process that a signal has ended; that of INT when there was none. */
  int code() {
    return caught.get() == 0 ? ExitCode.INTERRUPTED : OF_SIGNALS + caught.get();
  }

  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
