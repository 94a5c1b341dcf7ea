package dev.gradus.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Training that ended after a step because that was asked for, by a {@link Cancellation} or an interrupt of its thread. Says where, and which checkpoint has the
 * state.
 */
public final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int epoch;
  private final long step;
  private final transient Optional<Path> checkpoint;

  CancelledException(int epoch, long step, Optional<Path> checkpoint) {
    super("training was asked to end, in epoch " + epoch + " after step " + step + checkpoint.map(path -> "; its state is in " + path).orElse(""));
    this.epoch = epoch;
    this.step = step;
    this.checkpoint = checkpoint;
  }

  /** The number of the epoch, from 1. */
  public int epoch() {
    return epoch;
  }

  /** How many steps were made. */
  public long step() {
    return step;
  }

  /** The checkpoint that was written before the end; empty when the run writes none. */
  public Optional<Path> checkpoint() {
    return checkpoint;
  }
}
