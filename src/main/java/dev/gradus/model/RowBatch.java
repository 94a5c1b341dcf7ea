package dev.gradus.model;

import dev.gradus.prepare.Preparation;

/** Takes raw rows up to a number, holds the inputs of the network for them, one row after the other, and the cells that are passed through. */
final class RowBatch {
  final double[] inputs;
  final Object[][] cells;
  private final Preparation preparation;
  private final int width;
  private final double[] row;
  private int size;

  RowBatch(Preparation preparation, int capacity) {
    this.preparation = preparation;
    width = preparation.width();
    inputs = new double[width * capacity];
    cells = new Object[capacity][];
    row = new double[width];
  }

  /** Adds a row to one that is not full. @param raw a raw value for each column, read @param passed cells that are passed through */
  void add(double[] raw, Object... passed) {
    preparation.encode(raw, row);
    System.arraycopy(row, 0, inputs, width * size, width);
    cells[size++] = passed;
  }

  int size() {
    return size;
  }

  int capacity() {
    return cells.length;
  }

  boolean isFull() {
    return size == cells.length;
  }

  void clear() {
    size = 0;
  }
}
