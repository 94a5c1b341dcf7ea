package dev.gradus.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes W and A⁻, gives Z = W A⁻, each column with the same bits whatever stands beside it and however many there are.
 *
 * <p>BLAS does not promise that: its kernels sum differently at the edges of their tiles (decision record "same bits"). Two ways have been found that it
 * computes columns alike. Zᵀ = A⁻ᵀ Wᵀ, with columns in multiples of {@link #UNIT} and the inner side in stretches of {@link #INNER}, costs little, and is taken
 * where a probe shows that it works. It does not with the kernels for floats of processors with AVX2 and no more: there W is cut into {@link #STRIP} rows, and
 * columns come in multiples of {@link #STRIP_UNIT}. A team divides columns only. Columns of A⁻ that fill up a multiple are read if there is room for them, and
 * what they give is dropped.
 */
final class ColumnProduct implements Team.Parts {
  /** Columns are computed in multiples of this many when Z is turned. */
  static final int UNIT = 8;
  private static final int INNER = 256;
  private static final int STRIP = 8;
  private static final int STRIP_UNIT = 12;
  private static final int STRIP_COLUMNS = 16 * STRIP_UNIT;
  /** Elements of a turned Z that are computed before they are turned back: they stay in a second-level cache. */
  private static final int TURNED = 1 << 18;
  private static final int FEWEST_TURNED = 64;
  private static final int MOST_TURNED = 1024;
  /** So many columns are turned back at a time. */
  private static final int LINE = 16;

  private final Team team;
  private final Slice[] slices;
  private final boolean turned;

  private Matrix W;
  private Matrix A;
  private Matrix Z;
  private int m;

  ColumnProduct(DataType type, Team team) {
    this(type, team, type == DataType.FLOAT ? Probe.FLOAT : Probe.DOUBLE);
  }

  private ColumnProduct(DataType type, Team team, boolean turned) {
    this.team = team;
    this.turned = turned;
    slices = new Slice[team.size()];
    for (int p = 0; p < slices.length; p++) slices[p] = type == DataType.FLOAT ? new OfFloats() : new OfDoubles();
  }

  /** W is n × k, A⁻ k × m or wider, Z n × m or wider. */
  void compute(Matrix W, Matrix A, Matrix Z, int m) {
    this.W = W;
    this.A = A;
    this.Z = Z;
    this.m = m;
    team.run(this);
  }

  @Override
  public void run(int part) {
    int to = (int) Block.begin(m, part + 1, slices.length);
    Slice slice = slices[part];
    int unit = turned ? UNIT : STRIP_UNIT;
    int most = turned ? mostTurned(W.rows()) : STRIP_COLUMNS;
    for (int from = (int) Block.begin(m, part, slices.length); from < to; from += most) {
      int columns = Math.min(most, to - from);
      int whole = up(columns, unit);
      if (from + whole > A.columns()) whole = columns / unit * unit;
      if (whole > 0) slice.compute(A, from, whole, from, Math.min(whole, columns));
      if (whole < columns) slice.computeFilledUp(from + whole, columns - whole, unit);
    }
  }

  private static int mostTurned(int rows) {
    return Math.max(FEWEST_TURNED, Math.min(MOST_TURNED, TURNED / rows / UNIT * UNIT));
  }

  /** The elements beside Z that a thread needs for its columns: those of a turned Z, or those of the last stretch, which fill up a multiple. */
  static long beside(DataType type, int rows, int columns) {
    boolean turned = type == DataType.FLOAT ? Probe.FLOAT : Probe.DOUBLE;
    return (long) rows * (turned ? Math.min(mostTurned(rows), up(columns, UNIT)) : up(columns % STRIP_COLUMNS, STRIP_UNIT));
  }

  void close() {
    for (Slice slice : slices) slice.close();
  }

  private static int up(int columns, int unit) {
    return (columns + unit - 1) / unit * unit;
  }

  /** The workspace of one thread: Z turned, or as it comes where the last columns fill up a multiple; and columns of A⁻ that do so. */
  private abstract class Slice {
    private final DataType type;
    private Matrix result;
    private Matrix filled;

    Slice(DataType type) {
      this.type = type;
      result = Matrix.zeros(type, 1, 1);
      filled = Matrix.zeros(type, 1, 1);
    }

    /** C ← op(A) op(B) + β C, with the leading sides of all. */
    abstract void gemm(int op, int rows, int columns, int inner, Matrix A, long fromA, int ldA, Matrix B, long fromB, int ldB, double beta, Matrix C,
        long fromC, int ldC);

    /** Copies elements from one matrix to the other. */
    abstract void copy(Matrix from, long at, Matrix to, long there, int n);

    /** Column c of {@code to}, from {@code first} on, becomes row c of {@code from}, which has {@code ld} rows. */
    abstract void turnBack(Matrix from, int ld, Matrix to, int first, int columns);

    /** Multiplies {@code columns} columns of {@code from}, from {@code at} on; the first {@code wanted} of them become columns of Z. */
    void compute(Matrix from, int at, int columns, int to, int wanted) {
      int n = W.rows();
      int k = W.columns();
      long source = (long) at * k;
      if (turned) {
        result = room(result, (long) columns * n);
        for (int inner = 0; inner < k; inner += INNER) {
          gemm(CblasTrans, columns, n, Math.min(INNER, k - inner), from, source + inner, k, W, (long) inner * n, n, inner == 0 ? 0 : 1, result, 0, columns);
        }
        turnBack(result, columns, Z, to, wanted);
        return;
      }
      boolean dropped = wanted < columns;
      if (dropped) result = room(result, (long) columns * n);
      Matrix C = dropped ? result : Z;
      long target = dropped ? 0 : (long) to * n;
      for (int row = 0; row < n; row += STRIP) {
        gemm(CblasNoTrans, Math.min(STRIP, n - row), columns, k, W, row, n, from, source, k, 0, C, target + row, n);
      }
      for (int j = 0; dropped && j < wanted; j++) copy(result, (long) j * n, Z, (long) (to + j) * n, n);
    }

    void computeFilledUp(int at, int columns, int unit) {
      int k = A.rows();
      filled = room(filled, (long) unit * k);
      for (int j = 0; j < columns; j++) copy(A, (long) (at + j) * k, filled, (long) j * k, k);
      compute(filled, 0, unit, at, columns);
    }

    private Matrix room(Matrix matrix, long length) {
      if (matrix.length() >= length) return matrix;
      matrix.close();
      return Matrix.zeros(type, length);
    }

    void close() {
      result.close();
      filled.close();
    }
  }

  private final class OfFloats extends Slice {
    private final Cursor.OfFloats a = new Cursor.OfFloats();
    private final Cursor.OfFloats b = new Cursor.OfFloats();
    private final Cursor.OfFloats c = new Cursor.OfFloats();
    private final float[] line = new float[LINE];
    private float[] tile = {};

    OfFloats() {
      super(DataType.FLOAT);
    }

    @Override
    void gemm(int op, int rows, int columns, int inner, Matrix A, long fromA, int ldA, Matrix B, long fromB, int ldB, double beta, Matrix C,
        long fromC, int ldC) {
      cblas_sgemm(CblasColMajor, op, op, rows, columns, inner, 1, a.at(A, fromA), ldA, b.at(B, fromB), ldB, (float) beta, c.at(C, fromC), ldC);
    }

    @Override
    void copy(Matrix from, long at, Matrix to, long there, int n) {
      if (tile.length < n) tile = new float[n];
      from.read(at, tile, n);
      to.write(there, tile, n);
    }

    @Override
    void turnBack(Matrix from, int ld, Matrix to, int first, int columns) {
      int n = to.rows();
      if (tile.length < LINE * n) tile = new float[LINE * n];
      for (int at = 0; at < columns; at += LINE) {
        int some = Math.min(LINE, columns - at);
        for (int i = 0; i < n; i++) {
          from.read((long) i * ld + at, line, some);
          for (int j = 0; j < some; j++) tile[j * n + i] = line[j];
        }
        to.write((long) (first + at) * n, tile, some * n);
      }
    }
  }

  private final class OfDoubles extends Slice {
    private final Cursor.OfDoubles a = new Cursor.OfDoubles();
    private final Cursor.OfDoubles b = new Cursor.OfDoubles();
    private final Cursor.OfDoubles c = new Cursor.OfDoubles();
    private final double[] line = new double[LINE];
    private double[] tile = {};

    OfDoubles() {
      super(DataType.DOUBLE);
    }

    @Override
    void gemm(int op, int rows, int columns, int inner, Matrix A, long fromA, int ldA, Matrix B, long fromB, int ldB, double beta, Matrix C,
        long fromC, int ldC) {
      cblas_dgemm(CblasColMajor, op, op, rows, columns, inner, 1, a.at(A, fromA), ldA, b.at(B, fromB), ldB, beta, c.at(C, fromC), ldC);
    }

    @Override
    void copy(Matrix from, long at, Matrix to, long there, int n) {
      if (tile.length < n) tile = new double[n];
      from.read(at, tile, n);
      to.write(there, tile, n);
    }

    @Override
    void turnBack(Matrix from, int ld, Matrix to, int first, int columns) {
      int n = to.rows();
      if (tile.length < LINE * n) tile = new double[LINE * n];
      for (int at = 0; at < columns; at += LINE) {
        int some = Math.min(LINE, columns - at);
        for (int i = 0; i < n; i++) {
          from.read((long) i * ld + at, line, some);
          for (int j = 0; j < some; j++) tile[j * n + i] = line[j];
        }
        to.write((long) (first + at) * n, tile, some * n);
      }
    }
  }

  /** Whether the kernels in use compute the columns of a turned Z alike: equal columns give equal columns. The same in every process with these kernels. */
  private static final class Probe {
    private static final int SIDE = 48;
    static final boolean FLOAT = works(DataType.FLOAT);
    static final boolean DOUBLE = works(DataType.DOUBLE);

    private static boolean works(DataType type) {
      ColumnProduct product = new ColumnProduct(type, Team.ONE, true);
      Matrix W = Matrix.zeros(type, SIDE, SIDE);
      Matrix A = Matrix.zeros(type, SIDE, SIDE);
      Matrix Z = Matrix.zeros(type, SIDE, SIDE);
      try {
        Draws draws = Draws.of(SIDE);
        double[] column = new double[SIDE];
        for (int j = 0; j < SIDE; j++) {
          for (int i = 0; i < SIDE; i++) column[i] = draws.normal(j * SIDE + i);
          W.set((long) j * SIDE, column, 0, SIDE);
        }
        for (int j = 0; j < SIDE; j++) A.set((long) j * SIDE, column, 0, SIDE);
        product.compute(W, A, Z, SIDE);
        double[] first = new double[SIDE];
        Z.get(0, first, 0, SIDE);
        for (int j = 1; j < SIDE; j++) {
          Z.get((long) j * SIDE, column, 0, SIDE);
          if (!Arrays.equals(first, column)) return false;
        }
        return true;
      } finally {
        product.close();
        W.close();
        A.close();
        Z.close();
      }
    }
  }
}
