package dev.gradus.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes the calls to a file system as they come, lets one of them fail, or that one and all writes after it, or interrupts its thread, and says which calls there were. */
final class Faults {
  static final String FULL = "No space left on device";

  private final List<String> calls = new ArrayList<>();
  private int failing;
  private boolean staysFull;
  private boolean shortWrites;
  private boolean interrupts;

  /** The call with this number fails, the first being 1; 0 for none. */
  Faults at(int call) {
    failing = call;
    return this;
  }

  /** All writes after the one that failed fail too, as on a disk that is full. */
  Faults staysFull() {
    staysFull = true;
    return this;
  }

  /** Every write takes about half of what it is given, which a file system may. */
  Faults shortWrites() {
    shortWrites = true;
    return this;
  }

  /** The call does not fail; its thread is interrupted before it. */
  Faults interrupts() {
    interrupts = true;
    return this;
  }

  boolean halves() {
    return shortWrites;
  }

  /** The calls so far, each by its name. */
  List<String> calls() {
    return calls;
  }

  /** Whether the one that was to fail has come. */
  boolean failed() {
    return failing > 0 && calls.size() >= failing;
  }

  /** The name of the call that failed. */
  String failedCall() {
    return calls.get(failing - 1);
  }

  /** Notes a call. @return whether it is to fail */
  boolean fails(String call) {
    calls.add(call);
    if (interrupts) {
      if (calls.size() == failing) Thread.currentThread().interrupt();
      return false;
    }
    return calls.size() == failing || staysFull && failed() && call.equals("write");
  }

  /** Notes a call that fails in one piece. */
  void call(String call, Object what) throws IOException {
    if (fails(call)) throw new IOException(call + " of " + what + " failed: Input/output error");
  }
}
