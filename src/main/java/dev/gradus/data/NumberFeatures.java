package dev.gradus.data;

import java.util.List;

/** Takes rows of numbers, gives them as they are; NaN stands for a missing one. */
public final class NumberFeatures implements Features {
  private static final int LINE = 8;

  private final double[] values;
  private final int width;

  /** @param values row after row, kept, not to be changed any more @param width numbers of a row */
  public NumberFeatures(double[] values, int width) {
    if (width < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(values.length + " values are not a whole number of rows of " + width);
    }
    this.values = values;
    this.width = width;
  }

  @Override
  public int count() {
    return values.length / width;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public List<Held> held() {
    return List.of(new Held(values, (long) Double.BYTES * values.length, false));
  }

  @Override
  public Reader reader() {
    return new Reader() {
      @Override
      public int touch(int example) {
        double sum = 0;
        for (int at = example * width; at < (example + 1) * width; at += LINE) sum += values[at];
        return (int) sum;
      }

      @Override
      public void read(int example, float[] to) {
        int at = example * width;
        for (int k = 0; k < width; k++) to[k] = (float) values[at + k];
      }

      @Override
      public void read(int example, double[] to) {
        System.arraycopy(values, example * width, to, 0, width);
      }
    };
  }
}
