package dev.gradus.data;

import dev.gradus.prepare.Scaling;

/** Takes a table of numbers and a scaling, gives scaled inputs. The numbers stay as they were read. */
public final class NumberFeatures implements Features {
  private static final int LINE = 8;

  private final double[] values;
  private final Scaling scaling;

  /** @param values row after row, kept, not to be changed any more @param scaling of the columns of a row */
  public NumberFeatures(double[] values, Scaling scaling) {
    if (scaling.columns() < 1 || values.length % scaling.columns() != 0) {
      throw new IllegalArgumentException(values.length + " values are not a whole number of rows of " + scaling.columns());
    }
    this.values = values;
    this.scaling = scaling;
  }

  /** The same numbers under another scaling; nothing is copied. */
  public NumberFeatures scaledBy(Scaling other) {
    return new NumberFeatures(values, other);
  }

  @Override
  public int count() {
    return values.length / width();
  }

  @Override
  public int width() {
    return scaling.columns();
  }

  @Override
  public int touch(int example) {
    double sum = 0;
    for (int at = example * width(); at < (example + 1) * width(); at += LINE) sum += values[at];
    return (int) sum;
  }

  @Override
  public void read(int example, float[] to) {
    int at = example * width();
    for (int k = 0; k < width(); k++) to[k] = (float) ((values[at + k] - scaling.shift(k)) * scaling.factor(k));
  }

  @Override
  public void read(int example, double[] to) {
    System.arraycopy(values, example * width(), to, 0, width());
    scaling.apply(to);
  }
}
