package dev.gradus.train;

/**
 * When to end a run before its last epoch: after so many epochs without gain in the monitored figure. The parameters of the best epoch are kept then.
 *
 * @param patience how many epochs in a row may pass without gain, at least 1
 * @param minGain by how much a figure must be better than the best so far to count as gain, at least 0
 */
public record EarlyStopping(int patience, double minGain) {
  public EarlyStopping {
    if (patience < 1) throw new IllegalArgumentException("a patience of " + patience + " epochs was asked for; it must be at least 1");
    if (!(minGain >= 0) || minGain == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("a minimum gain of " + minGain + " was asked for; it must be a number of at least 0");
    }
  }

  /** Any gain counts. */
  public static EarlyStopping after(int epochs) {
    return new EarlyStopping(epochs, 0);
  }
}
