package dev.gradus.store;

import java.util.List;

/** Takes a tensor of a network, gives the rows of a matrix, or the single values of a vector, from first to last. */
public final class TensorRows {
  private static final int VALUES_AT_ONCE = 8192;

  private final Safetensors file;
  private final String name;
  private final long rows;
  private final double[] row;
  private final double[] block;
  private long next;

  /** @throws ModelFileException when the tensor is not there */
  public TensorRows(Safetensors file, String name) {
    this.file = file;
    this.name = name;
    List<Long> shape = file.shape(name);
    rows = shape.get(0);
    row = new double[shape.size() == 2 ? Math.toIntExact(shape.get(1)) : 1];
    block = new double[(int) Math.min(rows, Math.max(1, VALUES_AT_ONCE / row.length)) * row.length];
  }

  /**
   * The next row.
   *
   * @return the same array for every row
   * @throws ModelFileException when a value is no finite number, or for a variance negative
   */
  public double[] next() {
    int at = (int) (next * row.length % block.length);
    if (at == 0) file.read(name, next * row.length, block, (int) Math.min(block.length, (rows - next) * row.length));
    for (int k = 0; k < row.length; k++) {
      double value = block[at + k];
      if (!(Math.abs(value) < Double.POSITIVE_INFINITY)) throw bad(value, ", column " + k + ", counted from 0; a network with it answers nothing");
      if (value < 0 && name.startsWith("variance")) throw bad(value, ", counted from 0; a variance is never negative");
      row[k] = value;
    }
    next++;
    return row;
  }

  private ModelFileException bad(double value, String reason) {
    return new ModelFileException(file.name(), "tensor \"" + name + "\" has " + value + " in row " + next + reason);
  }
}
