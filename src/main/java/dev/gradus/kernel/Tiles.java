package dev.gradus.kernel;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes stretches of matrices into small arrays on the heap and back: the workspace of one thread.
 *
 * <p>The JIT turns loops over arrays into SIMD code, but not loops over direct buffers, so that copying in, working, and
 * copying out is several times faster than working in native memory (decision record "tiles").
 */
abstract class Tiles {
  /** Elements of a tile: three arrays of floats of this length fit into a first-level cache. */
  static final int LENGTH = 2048;

  static Tiles of(DataType type) {
    return type == DataType.FLOAT ? new OfFloats() : new OfDoubles();
  }

  /** How many whole columns of so many rows are worked on at once. */
  static int columns(int rows) {
    return Math.max(1, LENGTH / rows);
  }

  /** Makes room for {@code operands} tiles of {@code n} elements. */
  abstract void reserve(int operands, int n);

  abstract void load(int k, Matrix from, long offset, int n);

  abstract void store(int k, Matrix to, long offset, int n);

  /** Copies a column vector into the tiles' column, for {@link #addColumn}. */
  abstract void loadColumn(Matrix b);

  /** Tile 0 += the loaded column, on each of its columns. */
  abstract void addColumn(int rows, int columns);

  abstract void apply(TileOp op, long offset, int n);

  /** The same tiles as doubles, converted if they are floats; written back by {@link #narrow}. */
  abstract double[][] widen(int operands, int n);

  abstract void narrow(int k, int n);

  private static final class OfFloats extends Tiles {
    private float[][] tiles = {};
    private double[][] wide = {};
    private float[] column = {};

    @Override
    void reserve(int operands, int n) {
      if (tiles.length < operands || tiles[0].length < n) {
        tiles = new float[Math.max(operands, tiles.length)][Math.max(n, LENGTH)];
      }
    }

    @Override
    void load(int k, Matrix from, long offset, int n) {
      from.read(offset, tiles[k], n);
    }

    @Override
    void store(int k, Matrix to, long offset, int n) {
      to.write(offset, tiles[k], n);
    }

    @Override
    void loadColumn(Matrix b) {
      if (column.length < b.rows()) column = new float[b.rows()];
      b.read(0, column, b.rows());
    }

    @Override
    void addColumn(int rows, int columns) {
      for (int c = 0; c < columns; c++) add(tiles[0], c * rows, column, rows);
    }

    private static void add(float[] z, int at, float[] b, int rows) {
      for (int j = 0; j < rows; j++) z[at + j] += b[j];
    }

    @Override
    void apply(TileOp op, long offset, int n) {
      op.apply(tiles, offset, n);
    }

    @Override
    double[][] widen(int operands, int n) {
      if (wide.length < operands || wide[0].length < n) wide = new double[operands][tiles[0].length];
      for (int k = 0; k < operands; k++) {
        for (int i = 0; i < n; i++) wide[k][i] = tiles[k][i];
      }
      return wide;
    }

    @Override
    void narrow(int k, int n) {
      for (int i = 0; i < n; i++) tiles[k][i] = (float) wide[k][i];
    }
  }

  private static final class OfDoubles extends Tiles {
    private double[][] tiles = {};
    private double[] column = {};

    @Override
    void reserve(int operands, int n) {
      if (tiles.length < operands || tiles[0].length < n) {
        tiles = new double[Math.max(operands, tiles.length)][Math.max(n, LENGTH)];
      }
    }

    @Override
    void load(int k, Matrix from, long offset, int n) {
      from.read(offset, tiles[k], n);
    }

    @Override
    void store(int k, Matrix to, long offset, int n) {
      to.write(offset, tiles[k], n);
    }

    @Override
    void loadColumn(Matrix b) {
      if (column.length < b.rows()) column = new double[b.rows()];
      b.read(0, column, b.rows());
    }

    @Override
    void addColumn(int rows, int columns) {
      for (int c = 0; c < columns; c++) {
        for (int j = 0; j < rows; j++) tiles[0][c * rows + j] += column[j];
      }
    }

    @Override
    void apply(TileOp op, long offset, int n) {
      op.apply(tiles, offset, n);
    }

    @Override
    double[][] widen(int operands, int n) {
      return tiles;
    }

    @Override
    void narrow(int k, int n) {}
  }
}
