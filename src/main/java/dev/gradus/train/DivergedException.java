package dev.gradus.train;

/** Training that ran away: the loss or a parameter is no finite number any more. Says when, where, and what to do. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int epoch;
  private final long step;
  private final int layer;

  DivergedException(int epoch, long step, int layer, String what) {
    this("epoch " + epoch + ", step " + step + ", layer " + layer + ": " + what, epoch, step, layer);
  }

  private DivergedException(String message, int epoch, long step, int layer) {
    super(message);
    this.epoch = epoch;
    this.step = step;
    this.layer = layer;
  }

  /** The same of one of several runs: its message says which. */
  public DivergedException in(String run) {
    DivergedException named = new DivergedException(run + ", " + getMessage(), epoch, step, layer);
    named.initCause(this);
    return named;
  }

  /** The number of the epoch, from 1. */
  public int epoch() {
    return epoch;
  }

  /** The number of the step in the run, from 1. */
  public long step() {
    return step;
  }

  /** The first layer with a number that is not finite. */
  public int layer() {
    return layer;
  }
}
