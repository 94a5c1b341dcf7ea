package dev.gradus.report;

import java.util.Arrays;

/** Numbers in rows and columns, to be drawn: an image, the weights of a unit for one, an attribution. Immutable. */
public final class Picture {
  private final int height;
  private final int width;
  private final float[] values;

  private Picture(int height, int width, float[] values) {
    this.height = height;
    this.width = width;
    this.values = values;
  }

  /**
   * A picture of some numbers.
   *
   * @param values row by row, copied
   * @throws IllegalArgumentException when they are not height × width
   */
  public static Picture of(int height, int width, float... values) {
    if (height < 1 || width < 1 || values.length != (long) height * width) {
      throw new IllegalArgumentException("a picture of " + height + " × " + width + " with " + values.length
          + " values was asked for; it must have one for each place");
    }
    return new Picture(height, width, values.clone());
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  /** The value in a row and a column, from 0. */
  public float value(int row, int column) {
    return values[row * width + column];
  }

  /** The largest size of a value. */
  public float largest() {
    float largest = 0;
    for (float value : values) largest = Math.max(largest, Math.abs(value));
    return largest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Picture that && height == that.height && width == that.width && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * width + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "picture of " + height + " × " + width;
  }
}
