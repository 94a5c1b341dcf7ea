package dev.gradus.optim;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Ledger;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.kernel.TileOp;

/**
 * Takes a vector that changes, such as θ, after each step and each epoch, gives its {@link Averaging}; the two can be swapped, to evaluate the average, and
 * swapped back.
 *
 * <p>It reads the vector, keeps it, writes it in {@link #swap} alone, and owns the average. One thread at a time.
 */
public final class Average implements AutoCloseable {
  private final Averaging averaging;
  private final Matrix vector;
  private final Matrix average;
  private final Kernels kernels;
  private final Matrix[] operands;
  private final TileOp mix = new Mix();
  private final TileOp exchange = new Exchange();
  private double share;
  private long count;
  private boolean swapped;

  /**
   * An average of nothing yet.
   *
   * @param averaging ema or swa
   * @param vector flat; stays the caller's
   * @param team does the work; kept, not closed here
   * @throws IllegalArgumentException for an averaging of none, which needs no average
   */
  public Average(Averaging averaging, Matrix vector, Team team) {
    if (averaging == Averaging.none()) throw new IllegalArgumentException("an average by averaging none was asked for; it must be ema or swa");
    this.averaging = averaging;
    this.vector = vector;
    average = Matrix.zeros(vector.type(), vector.length());
    kernels = new Kernels(vector.type(), team);
    operands = new Matrix[] {average, vector};
  }

  /** Takes the value after a step: of use to ema. */
  public void afterStep() {
    if (averaging instanceof Averaging.Ema ema) add(1 - ema.decay());
  }

  /** Takes the value after an epoch: of use to swa. @param epoch its number, from 1 */
  public void afterEpoch(long epoch) {
    if (averaging instanceof Averaging.Swa swa && epoch >= swa.fromEpoch()) add(1.0 / (count + 1));
  }

  /** How many values were averaged. */
  public long count() {
    return count;
  }

  /** The average, or the vector's values while they are swapped: what a checkpoint saves; all zeros before the first value. */
  public Matrix matrix() {
    return average;
  }

  /** Notes the average and how many values it is of, or brings them back. @throws IllegalStateException while vector and average are swapped */
  public void state(Ledger ledger) {
    if (swapped) throw new IllegalStateException("vector and average are swapped; swap them back before their state is noted");
    ledger.vector("average", average);
    count = ledger.count("values", count, Ledger.MOST);
  }

  /** Exchanges the values of vector and average; a second call undoes it. Does nothing while nothing was averaged. */
  public void swap() {
    requireOpen();
    if (count == 0) return;
    kernels.map(vector.length(), exchange, 2, operands);
    swapped = !swapped;
  }

  private void requireOpen() {
    if (average.isClosed() || vector.isClosed()) throw new IllegalStateException("this average, or the vector that it is of, is closed");
  }

  /** Frees the average; a second call does nothing. */
  @Override
  public void close() {
    average.close();
    kernels.close();
  }

  private void add(double share) {
    requireOpen();
    if (swapped) throw new IllegalStateException("vector and average are swapped; swap them back before the next value");
    this.share = share;
    if (count++ == 0) {
      kernels.copy(vector.length(), vector, average);
    } else {
      kernels.map(vector.length(), mix, 1, operands);
    }
  }

  /** a ← (1 − s) a + s θ. */
  private final class Mix implements TileOp {
    @Override
    public void apply(float[][] t, long offset, int n) {
      float[] a = t[0];
      float[] theta = t[1];
      float keep = (float) (1 - share);
      float s = (float) share;
      for (int i = 0; i < n; i++) a[i] = Denormals.flush(keep * a[i] + s * theta[i]);
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      double[] a = t[0];
      double[] theta = t[1];
      for (int i = 0; i < n; i++) a[i] = (1 - share) * a[i] + share * theta[i];
    }
  }

  private static final class Exchange implements TileOp {
    @Override
    public void apply(float[][] t, long offset, int n) {
      for (int i = 0; i < n; i++) {
        float a = t[0][i];
        t[0][i] = t[1][i];
        t[1][i] = a;
      }
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      for (int i = 0; i < n; i++) {
        double a = t[0][i];
        t[0][i] = t[1][i];
        t[1][i] = a;
      }
    }
  }
}
