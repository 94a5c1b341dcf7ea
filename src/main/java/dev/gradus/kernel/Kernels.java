package dev.gradus.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasColMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_daxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_saxpy;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * Takes matrices in column order and gives their products, sums and element-wise maps: all the arithmetic of a step.
 *
 * <p>Products call BLAS on the matrices' own memory. Everything else is a {@link TileOp} over short stretches. Each is divided over the threads of a
 * {@link Team}, always in the same way. The first {@code m} columns of a batch's matrices take part; further ones are neither read nor written. Nothing here
 * allocates once it is warm. An instance has a workspace and serves one thread at a time.
 */
public final class Kernels {
  /** {@link #gemmEach} need not copy the last columns of a matrix when it has room for this multiple of them. */
  public static final int UNIT = ColumnProduct.UNIT;

  private static final int LONGEST = 1 << 30;

  private final DataType type;
  private final Team team;
  private final Product product;
  private final Part[] parts;
  private Matrix ones;
  private ColumnProduct columnProduct;

  // What the parts of the present call work on.
  private Matrix x;
  private Matrix y;
  private Matrix column;
  private Matrix[] operands;
  private TileOp op;
  private ColumnOp columnOp;
  private double alpha;
  private double beta;
  private long length;
  private int m;
  private int outputs;
  private final Team.Parts rowSums = part -> parts()[part].rowSums();
  private final Team.Parts axpy = part -> parts()[part].axpy();
  private final Team.Parts sumOfSquares = part -> parts()[part].sumOfSquares();
  private final Team.Parts sumOfMagnitudes = part -> parts()[part].sumOfMagnitudes();
  private final Team.Parts addColumn = part -> parts()[part].addColumn();
  private final Team.Parts map = part -> parts()[part].map();
  private final Team.Parts mapColumns = part -> parts()[part].mapColumns();
  private final Team.Parts copy = part -> parts()[part].copy();

  /** How many elements {@link #gemmEach} needs beside Z, on a thread that has so many of its columns, with so many rows. */
  public static long besideProduct(DataType type, int rows, int columns) {
    return ColumnProduct.beside(type, rows, columns);
  }

  /** Kernels that work on the caller's thread alone. */
  public Kernels(DataType type) {
    this(type, Team.ONE);
  }

  /** Kernels of a team, which is kept and not closed here. From now on BLAS itself has one thread, in the whole process. */
  public Kernels(DataType type, Team team) {
    Blas.onOneThread();
    this.type = type;
    this.team = team;
    this.product = new Product(type, team);
    this.ones = ones(64);
    this.parts = new Part[team.size()];
    for (int p = 0; p < parts.length; p++) parts[p] = type == DataType.FLOAT ? new FloatPart(p) : new DoublePart(p);
  }

  /** Z = W A⁻, for the first {@code m} columns. Reads W (n × k) and A⁻ (k × m), writes Z (n × m). */
  public void gemm(Matrix W, Matrix A, Matrix Z, int m) {
    product.compute(false, false, W.rows(), m, W.columns(), 1, W, A, 0, Z);
  }

  /**
   * Z = W A⁻, for the first {@code m} columns, each with the same bits whatever stands beside it, however many there are, and whatever the team: for
   * predictions. Slower than {@link #gemm} for a few columns, and a little for many. Reads W (n × k) and A⁻ (k × m), writes Z (n × m).
   */
  public void gemmEach(Matrix W, Matrix A, Matrix Z, int m) {
    if (columnProduct == null) columnProduct = new ColumnProduct(type, team);
    columnProduct.compute(W, A, Z, m);
  }

  /** dW ← β dW + α dZ A⁻ᵀ, over the first {@code m} columns. Reads dZ (n × m) and A⁻ (k × m), writes dW (n × k), which is read only if β is not 0. */
  public void gemmBt(double alpha, Matrix dZ, Matrix A, double beta, Matrix dW, int m) {
    product.compute(false, true, dW.rows(), dW.columns(), m, alpha, dZ, A, beta, dW);
  }

  /** dA⁻ = Wᵀ dZ, for the first {@code m} columns. Reads W (n × k) and dZ (n × m), writes dA⁻ (k × m). */
  public void gemmAt(Matrix W, Matrix dZ, Matrix dA, int m) {
    product.compute(true, false, W.columns(), m, W.rows(), 1, W, dZ, 0, dA);
  }

  /** db ← β db + α dZ 1, over the first {@code m} columns. Reads dZ (n × m), writes db (n × 1), which is read only if β is not 0. */
  public void rowSums(double alpha, Matrix dZ, double beta, Matrix db, int m) {
    if (ones.rows() < m) {
      ones.close();
      ones = ones(m);
    }
    this.alpha = alpha;
    this.beta = beta;
    this.x = dZ;
    this.y = db;
    this.m = m;
    team.run(rowSums);
  }

  /** y += α x, over all elements. Reads x, writes y; both have the same length. */
  public void axpy(double alpha, Matrix x, Matrix y) {
    this.alpha = alpha;
    this.x = x;
    this.y = y;
    team.run(axpy);
  }

  /** Σ x², in double. */
  public double sumOfSquares(Matrix x) {
    this.x = x;
    team.run(sumOfSquares);
    return sumOfParts();
  }

  /** Σ |x|, in double. */
  public double sumOfMagnitudes(Matrix x) {
    this.x = x;
    team.run(sumOfMagnitudes);
    return sumOfParts();
  }

  private double sumOfParts() {
    double sum = 0;
    for (Part part : parts) sum += part.sum;
    return sum;
  }

  /** Z += b, on every one of the first {@code m} columns. Reads b (n × 1), writes Z (n × m). */
  public void addColumn(Matrix b, Matrix Z, int m) {
    addColumnThenMap(b, Z, Z, m, null);
  }

  /**
   * Z += b on every one of the first {@code m} columns, then A = g(Z), in one pass. Reads b and Z, writes A, and Z if it is another matrix.
   *
   * @param g reads tile 0 as Z, writes tile 1 as A; null for A = Z
   */
  public void addColumnThenMap(Matrix b, Matrix Z, Matrix A, int m, TileOp g) {
    this.column = b;
    this.x = Z;
    this.y = A;
    this.m = m;
    this.op = g;
    team.run(addColumn);
  }

  /**
   * Applies an operation to the first {@code length} elements of the operands, tile by tile.
   *
   * @param outputs that many of the operands, from the first on, are written back; all are read
   */
  public void map(long length, TileOp op, int outputs, Matrix... operands) {
    this.length = length;
    this.op = op;
    this.outputs = outputs;
    this.operands = operands;
    team.run(map);
  }

  /**
   * Applies an operation to the first {@code m} columns of operands with equally many rows, in double; a column never spans two
   * tiles.
   *
   * @param outputs that many of the operands, from the first on, are written back; all are read
   */
  public void mapColumns(int m, ColumnOp op, int outputs, Matrix... operands) {
    this.m = m;
    this.columnOp = op;
    this.outputs = outputs;
    this.operands = operands;
    team.run(mapColumns);
  }

  /** Copies the first {@code length} elements of {@code from} to {@code to}. */
  public void copy(long length, Matrix from, Matrix to) {
    this.length = length;
    this.x = from;
    this.y = to;
    team.run(copy);
  }

  /** Frees the workspace in native memory. */
  public void close() {
    ones.close();
    if (columnProduct != null) columnProduct.close();
  }

  private Part[] parts() {
    return parts;
  }

  private Matrix ones(int n) {
    Matrix ones = Matrix.zeros(type, n, 1);
    ones.fill(() -> 1);
    return ones;
  }

  /** The share of one thread in a call, with its workspace: stretches of vectors, runs of columns. */
  private abstract class Part {
    private final int part;
    private final Tiles tiles = Tiles.of(type);
    private double sum;

    Part(int part) {
      this.part = part;
    }

    abstract void gemv(int row, int rows);

    abstract void axpy(long from, int n);

    private long begin(long n, int part) {
      return Block.begin(n, part, parts.length);
    }

    /** Where the share of a part begins among {@code m} columns. */
    private int beginColumn(int part) {
      return (int) ((long) m * part / parts.length);
    }

    void rowSums() {
      int from = (int) begin(y.rows(), part);
      int to = (int) begin(y.rows(), part + 1);
      if (to > from) gemv(from, to - from);
    }

    void axpy() {
      long to = begin(x.length(), part + 1);
      for (long at = begin(x.length(), part); at < to; at += LONGEST) axpy(at, (int) Math.min(LONGEST, to - at));
    }

    void sumOfSquares() {
      sum = 0;
      long to = begin(x.length(), part + 1);
      tiles.reserve(1, Tiles.LENGTH);
      for (long offset = begin(x.length(), part); offset < to; offset += Tiles.LENGTH) {
        int n = (int) Math.min(Tiles.LENGTH, to - offset);
        tiles.load(0, x, offset, n);
        double[] t = tiles.widen(1, n)[0];
        for (int i = 0; i < n; i++) sum += t[i] * t[i];
      }
    }

    void sumOfMagnitudes() {
      sum = 0;
      long to = begin(x.length(), part + 1);
      tiles.reserve(1, Tiles.LENGTH);
      for (long offset = begin(x.length(), part); offset < to; offset += Tiles.LENGTH) {
        int n = (int) Math.min(Tiles.LENGTH, to - offset);
        tiles.load(0, x, offset, n);
        double[] t = tiles.widen(1, n)[0];
        for (int i = 0; i < n; i++) sum += Math.abs(t[i]);
      }
    }

    void addColumn() {
      int rows = x.rows();
      int perTile = Tiles.columns(rows);
      int to = beginColumn(part + 1);
      tiles.reserve(2, perTile * rows);
      tiles.loadColumn(column);
      for (int c = beginColumn(part); c < to; c += perTile) {
        int columns = Math.min(perTile, to - c);
        int n = columns * rows;
        long offset = (long) c * rows;
        tiles.load(0, x, offset, n);
        tiles.addColumn(rows, columns);
        if (op != null) tiles.apply(op, offset, n);
        if (op == null || x != y) tiles.store(0, x, offset, n);
        if (op != null) tiles.store(1, y, offset, n);
      }
    }

    void map() {
      long to = begin(length, part + 1);
      tiles.reserve(operands.length, Tiles.LENGTH);
      for (long offset = begin(length, part); offset < to; offset += Tiles.LENGTH) {
        int n = (int) Math.min(Tiles.LENGTH, to - offset);
        for (int k = 0; k < operands.length; k++) tiles.load(k, operands[k], offset, n);
        tiles.apply(op, offset, n);
        for (int k = 0; k < outputs; k++) tiles.store(k, operands[k], offset, n);
      }
    }

    void mapColumns() {
      int rows = operands[0].rows();
      int perTile = Tiles.columns(rows);
      int to = beginColumn(part + 1);
      tiles.reserve(operands.length, perTile * rows);
      for (int c = beginColumn(part); c < to; c += perTile) {
        int columns = Math.min(perTile, to - c);
        int n = columns * rows;
        long offset = (long) c * rows;
        for (int k = 0; k < operands.length; k++) tiles.load(k, operands[k], offset, n);
        columnOp.apply(tiles.widen(operands.length, n), c, columns);
        for (int k = 0; k < outputs; k++) {
          tiles.narrow(k, n);
          tiles.store(k, operands[k], offset, n);
        }
      }
    }

    void copy() {
      long to = begin(length, part + 1);
      tiles.reserve(1, Tiles.LENGTH);
      for (long offset = begin(length, part); offset < to; offset += Tiles.LENGTH) {
        int n = (int) Math.min(Tiles.LENGTH, to - offset);
        tiles.load(0, x, offset, n);
        tiles.store(0, y, offset, n);
      }
    }

  }

  private final class FloatPart extends Part {
    private final Cursor.OfFloats a = new Cursor.OfFloats();
    private final Cursor.OfFloats b = new Cursor.OfFloats();
    private final Cursor.OfFloats c = new Cursor.OfFloats();

    FloatPart(int part) {
      super(part);
    }

    @Override
    void gemv(int row, int rows) {
      cblas_sgemv(CblasColMajor, CblasNoTrans, rows, m, (float) alpha, a.at(x, row), x.rows(), b.at(ones, 0), 1, (float) beta, c.at(y, row), 1);
    }

    @Override
    void axpy(long from, int n) {
      cblas_saxpy(n, (float) alpha, a.at(x, from), 1, b.at(y, from), 1);
    }
  }

  private final class DoublePart extends Part {
    private final Cursor.OfDoubles a = new Cursor.OfDoubles();
    private final Cursor.OfDoubles b = new Cursor.OfDoubles();
    private final Cursor.OfDoubles c = new Cursor.OfDoubles();

    DoublePart(int part) {
      super(part);
    }

    @Override
    void gemv(int row, int rows) {
      cblas_dgemv(CblasColMajor, CblasNoTrans, rows, m, alpha, a.at(x, row), x.rows(), b.at(ones, 0), 1, beta, c.at(y, row), 1);
    }

    @Override
    void axpy(long from, int n) {
      cblas_daxpy(n, alpha, a.at(x, from), 1, b.at(y, from), 1);
    }
  }
}
