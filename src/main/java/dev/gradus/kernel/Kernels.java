package dev.gradus.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_daxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes matrices in column order and gives their products, sums and element-wise maps: all the arithmetic of a step.
 *
 * <p>Products call BLAS on the matrices' own memory. Everything else is a {@link TileOp} over short stretches. The first
 * {@code m} columns of a batch's matrices take part; further ones are neither read nor written. Nothing here allocates once it
 * is warm. An instance has a workspace and serves one thread at a time.
 */
public final class Kernels {
  private static final int LONGEST = 1 << 30;

  private final DataType type;
  private final Tiles tiles;
  private Matrix ones;

  public Kernels(DataType type) {
    this.type = type;
    this.tiles = Tiles.of(type);
    this.ones = ones(64);
  }

  /** Z = W A⁻, for the first {@code m} columns. Reads W (n × k) and A⁻ (k × m), writes Z (n × m). */
  public void gemm(Matrix W, Matrix A, Matrix Z, int m) {
    product(CblasNoTrans, CblasNoTrans, W.rows(), m, W.columns(), W, A, Z);
  }

  /** dW = dZ A⁻ᵀ, over the first {@code m} columns. Reads dZ (n × m) and A⁻ (k × m), writes dW (n × k). */
  public void gemmBt(Matrix dZ, Matrix A, Matrix dW, int m) {
    product(CblasNoTrans, CblasTrans, dW.rows(), dW.columns(), m, dZ, A, dW);
  }

  /** dA⁻ = Wᵀ dZ, for the first {@code m} columns. Reads W (n × k) and dZ (n × m), writes dA⁻ (k × m). */
  public void gemmAt(Matrix W, Matrix dZ, Matrix dA, int m) {
    product(CblasTrans, CblasNoTrans, W.columns(), m, W.rows(), W, dZ, dA);
  }

  private void product(int transA, int transB, int r, int c, int inner, Matrix A, Matrix B, Matrix C) {
    if (type == DataType.FLOAT) {
      cblas_sgemm(CblasColMajor, transA, transB, r, c, inner, 1, (FloatPointer) A.pointer, A.rows(),
          (FloatPointer) B.pointer, B.rows(), 0, (FloatPointer) C.pointer, C.rows());
    } else {
      cblas_dgemm(CblasColMajor, transA, transB, r, c, inner, 1, (DoublePointer) A.pointer, A.rows(),
          (DoublePointer) B.pointer, B.rows(), 0, (DoublePointer) C.pointer, C.rows());
    }
  }

  /** db = dZ 1, over the first {@code m} columns. Reads dZ (n × m), writes db (n × 1). */
  public void rowSums(Matrix dZ, Matrix db, int m) {
    if (ones.rows() < m) {
      ones.close();
      ones = ones(m);
    }
    if (type == DataType.FLOAT) {
      cblas_sgemv(CblasColMajor, CblasNoTrans, dZ.rows(), m, 1, (FloatPointer) dZ.pointer, dZ.rows(),
          (FloatPointer) ones.pointer, 1, 0, (FloatPointer) db.pointer, 1);
    } else {
      cblas_dgemv(CblasColMajor, CblasNoTrans, dZ.rows(), m, 1, (DoublePointer) dZ.pointer, dZ.rows(),
          (DoublePointer) ones.pointer, 1, 0, (DoublePointer) db.pointer, 1);
    }
  }

  /** y += α x, over all elements. Reads x, writes y; both have the same length. */
  public void axpy(double alpha, Matrix x, Matrix y) {
    for (long at = 0; at < x.length(); at += LONGEST) {
      int n = (int) Math.min(LONGEST, x.length() - at);
      if (type == DataType.FLOAT) {
        cblas_saxpy(n, (float) alpha, ((FloatPointer) x.pointer).position(at), 1, ((FloatPointer) y.pointer).position(at), 1);
      } else {
        cblas_daxpy(n, alpha, ((DoublePointer) x.pointer).position(at), 1, ((DoublePointer) y.pointer).position(at), 1);
      }
    }
    x.pointer.position(0);
    y.pointer.position(0);
  }

  /** Z += b, on every one of the first {@code m} columns. Reads b (n × 1), writes Z (n × m). */
  public void addColumn(Matrix b, Matrix Z, int m) {
    int rows = Z.rows();
    int perTile = columnsPerTile(rows);
    tiles.reserve(1, perTile * rows);
    tiles.loadColumn(b);
    for (int c = 0; c < m; c += perTile) {
      int columns = Math.min(perTile, m - c);
      long offset = (long) c * rows;
      tiles.load(0, Z, offset, columns * rows);
      tiles.addColumn(rows, columns);
      tiles.store(0, Z, offset, columns * rows);
    }
  }

  /** Z += b on every one of the first {@code m} columns, then A = g(Z), in one pass. Reads b, writes Z and A. */
  public void addColumnThenMap(Matrix b, Matrix Z, Matrix A, int m, TileOp g) {
    int rows = Z.rows();
    int perTile = columnsPerTile(rows);
    tiles.reserve(2, perTile * rows);
    tiles.loadColumn(b);
    for (int c = 0; c < m; c += perTile) {
      int columns = Math.min(perTile, m - c);
      long offset = (long) c * rows;
      tiles.load(0, Z, offset, columns * rows);
      tiles.addColumn(rows, columns);
      tiles.apply(g, offset, columns * rows);
      tiles.store(0, Z, offset, columns * rows);
      tiles.store(1, A, offset, columns * rows);
    }
  }

  /**
   * Applies an operation to the first {@code length} elements of the operands, tile by tile.
   *
   * @param outputs that many of the operands, from the first on, are written back; all are read
   */
  public void map(long length, TileOp op, int outputs, Matrix... operands) {
    tiles.reserve(operands.length, Tiles.LENGTH);
    for (long offset = 0; offset < length; offset += Tiles.LENGTH) {
      int n = (int) Math.min(Tiles.LENGTH, length - offset);
      for (int k = 0; k < operands.length; k++) tiles.load(k, operands[k], offset, n);
      tiles.apply(op, offset, n);
      for (int k = 0; k < outputs; k++) tiles.store(k, operands[k], offset, n);
    }
  }

  /**
   * Applies an operation to the first {@code m} columns of operands with equally many rows, in double; a column never spans two
   * tiles.
   *
   * @param outputs that many of the operands, from the first on, are written back; all are read
   */
  public void mapColumns(int m, ColumnOp op, int outputs, Matrix... operands) {
    int rows = operands[0].rows();
    int perTile = columnsPerTile(rows);
    tiles.reserve(operands.length, perTile * rows);
    for (int c = 0; c < m; c += perTile) {
      int columns = Math.min(perTile, m - c);
      int n = columns * rows;
      long offset = (long) c * rows;
      for (int k = 0; k < operands.length; k++) tiles.load(k, operands[k], offset, n);
      op.apply(tiles.widen(operands.length, n), c, columns);
      for (int k = 0; k < outputs; k++) {
        tiles.narrow(k, n);
        tiles.store(k, operands[k], offset, n);
      }
    }
  }

  /** Copies the first {@code length} elements of {@code from} to {@code to}. */
  public void copy(long length, Matrix from, Matrix to) {
    tiles.reserve(1, Tiles.LENGTH);
    for (long offset = 0; offset < length; offset += Tiles.LENGTH) {
      int n = (int) Math.min(Tiles.LENGTH, length - offset);
      tiles.load(0, from, offset, n);
      tiles.store(0, to, offset, n);
    }
  }

  /** Frees the workspace in native memory. */
  public void close() {
    ones.close();
  }

  private static int columnsPerTile(int rows) {
    return Math.max(1, Tiles.LENGTH / rows);
  }

  private Matrix ones(int n) {
    Matrix ones = Matrix.zeros(type, n, 1);
    ones.array().assign(1);
    return ones;
  }
}
