package dev.gradus.store;

import java.util.List;

/**
 * A tensor to be written: its name, element type, shape, and its values in row-major order.
 *
 * @param wide true for 64-bit floats (F64), false for 32-bit (F32)
 * @param shape a length for each dimension
 * @param values gives the values when they are written
 */
public record Tensor(String name, boolean wide, List<Long> shape, Values values) {
  public Tensor {
    shape = List.copyOf(shape);
  }

  /** The number of elements. */
  public long length() {
    long product = 1;
    for (long size : shape) product = Math.multiplyExact(product, size);
    return product;
  }

  /** The number of bytes. */
  public long bytes() {
    return Math.multiplyExact(length(), wide ? 8L : 4L);
  }

  /** The values of a tensor, by position. */
  @FunctionalInterface
  public interface Values {
    /** Writes the {@code n} values from position {@code from} on, in row-major order, to {@code to[0]} and on. */
    void read(long from, double[] to, int n);
  }
}
