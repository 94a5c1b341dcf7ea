package dev.gradus.data;

import java.util.Arrays;

/** Takes numbers one after the other, gives them as one array. */
final class NumberList {
  /** The longest array that every JVM makes. */
  static final int MOST = Integer.MAX_VALUE - 8;

  private final int most;
  private double[] values = new double[0];
  private int size;

  /** @param most how many numbers may be added */
  NumberList(int most) {
    this.most = most;
  }

  boolean hasRoomFor(int numbers) {
    return numbers <= most - size;
  }

  void add(double x) {
    if (size == values.length) values = Arrays.copyOf(values, (int) Math.min(most, Math.max(1024, size + (size >> 1) + 0L)));
    values[size++] = x;
  }

  int size() {
    return size;
  }

  double[] toArray() {
    return size == values.length ? values : Arrays.copyOf(values, size);
  }
}
