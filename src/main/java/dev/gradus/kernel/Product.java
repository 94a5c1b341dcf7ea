package dev.gradus.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import org.nd4j.linalg.api.buffer.DataType;

/** Takes two matrices, gives C ← α op(A) op(B) + β C, each part of a team its {@link Block} of C. */
final class Product implements Team.Parts {
  private final Team team;
  private final Slice[] slices;

  private boolean transposeA;
  private boolean transposeB;
  private int rows;
  private int columns;
  private int inner;
  private double alpha;
  private double beta;
  private Matrix A;
  private Matrix B;
  private Matrix C;

  Product(DataType type, Team team) {
    this.team = team;
    slices = new Slice[team.size()];
    for (int p = 0; p < slices.length; p++) slices[p] = type == DataType.FLOAT ? new OfFloats() : new OfDoubles();
  }

  /** op(A) is {@code rows} × {@code inner}, op(B) is {@code inner} × {@code columns}; C is read only if β is not 0. */
  void compute(boolean transposeA, boolean transposeB, int rows, int columns, int inner, double alpha, Matrix A, Matrix B, double beta, Matrix C) {
    this.transposeA = transposeA;
    this.transposeB = transposeB;
    this.rows = rows;
    this.columns = columns;
    this.inner = inner;
    this.alpha = alpha;
    this.beta = beta;
    this.A = A;
    this.B = B;
    this.C = C;
    team.run(this);
  }

  @Override
  public void run(int part) {
    Slice slice = slices[part];
    Block block = slice.block.of(rows, columns, slices.length, part);
    if (block.isEmpty()) return;
    long fromA = transposeA ? (long) block.row * A.rows() : block.row;
    long fromB = transposeB ? block.column : (long) block.column * B.rows();
    long fromC = block.row + (long) block.column * C.rows();
    int opA = transposeA ? CblasTrans : CblasNoTrans;
    if (columns == 1 && !transposeB) {
      slice.gemv(opA, transposeA ? inner : block.rows, transposeA ? block.rows : inner, fromA, fromC);
    } else {
      slice.gemm(opA, transposeB ? CblasTrans : CblasNoTrans, fromA, fromB, fromC);
    }
  }

  private abstract static class Slice {
    final Block block = new Block();

    abstract void gemm(int opA, int opB, long fromA, long fromB, long fromC);

    /** For one column, which BLAS multiplies several times faster when it is told that it is one. A is stored as {@code m} × {@code n}. */
    abstract void gemv(int opA, int m, int n, long fromA, long fromC);
  }

  private final class OfFloats extends Slice {
    private final Cursor.OfFloats a = new Cursor.OfFloats();
    private final Cursor.OfFloats b = new Cursor.OfFloats();
    private final Cursor.OfFloats c = new Cursor.OfFloats();

    @Override
    void gemm(int opA, int opB, long fromA, long fromB, long fromC) {
      cblas_sgemm(CblasColMajor, opA, opB, block.rows, block.columns, inner, (float) alpha, a.at(A, fromA), A.rows(), b.at(B, fromB), B.rows(),
          (float) beta, c.at(C, fromC), C.rows());
    }

    @Override
    void gemv(int opA, int m, int n, long fromA, long fromC) {
      cblas_sgemv(CblasColMajor, opA, m, n, (float) alpha, a.at(A, fromA), A.rows(), b.at(B, 0), 1, (float) beta, c.at(C, fromC), 1);
    }
  }

  private final class OfDoubles extends Slice {
    private final Cursor.OfDoubles a = new Cursor.OfDoubles();
    private final Cursor.OfDoubles b = new Cursor.OfDoubles();
    private final Cursor.OfDoubles c = new Cursor.OfDoubles();

    @Override
    void gemm(int opA, int opB, long fromA, long fromB, long fromC) {
      cblas_dgemm(CblasColMajor, opA, opB, block.rows, block.columns, inner, alpha, a.at(A, fromA), A.rows(), b.at(B, fromB), B.rows(),
          beta, c.at(C, fromC), C.rows());
    }

    @Override
    void gemv(int opA, int m, int n, long fromA, long fromC) {
      cblas_dgemv(CblasColMajor, opA, m, n, alpha, a.at(A, fromA), A.rows(), b.at(B, 0), 1, beta, c.at(C, fromC), 1);
    }
  }
}
