package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The fast kernels, whole and divided, against plain loops, also over numbers that trip fast code. */
class KernelsTest {
  private static final float[] CORNERS = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-39f, Float.MIN_NORMAL, 1e38f, -1e38f, Float.MAX_VALUE,
      Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 1f, -1f, 3.5f};
  private static final int[][] SHAPES = {{1, 1, 1}, {10, 30, 10}, {30, 784, 10}, {64, 30, 32}, {7, 13, 1}, {1, 64, 33}, {130, 70, 129}, {300, 17, 5}};
  private static final DataType[] TYPES = {DataType.FLOAT, DataType.DOUBLE};

  /** n × k, k × m, n × m matrices with room for three more columns that must stay as they are. */
  private final class Three {
    final Kernels kernels;
    final int n;
    final int k;
    final int m;
    final Matrix W;
    final Matrix A;
    final Matrix Z;

    Three(DataType type, Team team, int[] shape) {
      kernels = new Kernels(type, team);
      n = shape[0];
      k = shape[1];
      m = shape[2];
      W = random(type, n, k);
      A = random(type, k, m + 3);
      Z = random(type, n, m + 3);
    }
  }

  private final SplittableRandom random = new SplittableRandom(7);

  private Matrix random(DataType type, int rows, int columns) {
    Matrix matrix = Matrix.zeros(type, rows, columns);
    matrix.fill(() -> (float) (random.nextDouble() * 2 - 1));
    return matrix;
  }

  private static double[] values(Matrix matrix) {
    double[] values = new double[Math.toIntExact(matrix.length())];
    matrix.get(0, values, 0, values.length);
    return values;
  }

  private interface Plain {
    double at(int row, int column);
  }

  /** The first {@code columns} columns are as the plain loop says, to rounding; the others as they were. */
  private static void check(Matrix found, double[] before, int columns, int inner, Plain plain) {
    double[] values = values(found);
    double tolerance = (found.type() == DataType.FLOAT ? 3e-7 : 1e-15) * (inner + 1);
    for (int i = 0; i < values.length; i++) {
      int column = i / found.rows();
      if (column < columns) {
        assertThat(values[i]).as("%d × %d, inner %d, at %d, %d", found.rows(), columns, inner, i % found.rows(), column)
            .isCloseTo(plain.at(i % found.rows(), column), within(tolerance));
      } else {
        assertThat(values[i]).isEqualTo(before[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void productsEqualThreeLoops(int threads) {
    try (Team team = new Team(threads)) {
      for (DataType type : TYPES) {
        for (int[] shape : SHAPES) {
          Three t = new Three(type, team, shape);
          double[] W = values(t.W);
          double[] A = values(t.A);
          double[] Z = values(t.Z);
          t.kernels.gemm(t.W, t.A, t.Z, t.m);
          check(t.Z, Z, t.m, t.k, (r, c) -> {
            double sum = 0;
            for (int i = 0; i < t.k; i++) sum += W[r + i * t.n] * A[i + c * t.k];
            return sum;
          });
          double[] dZ = values(t.Z);
          t.kernels.gemmAt(t.W, t.Z, t.A, t.m);
          check(t.A, A, t.m, t.n * t.k, (r, c) -> {
            double sum = 0;
            for (int i = 0; i < t.n; i++) sum += W[i + r * t.n] * dZ[i + c * t.n];
            return sum;
          });
          double[] dA = values(t.A);
          double scale = t.k * t.n;
          t.kernels.gemmBt(0.5 / scale, t.Z, t.A, -2, t.W, t.m);
          check(t.W, W, t.k, t.m + t.k, (r, c) -> {
            double sum = 0;
            for (int i = 0; i < t.m; i++) sum += dZ[r + i * t.n] * dA[c + i * t.k];
            return 0.5 / scale * sum - 2 * W[r + c * t.n];
          });
          Matrix db = random(type, t.n, 1);
          double[] old = values(db);
          t.kernels.rowSums(2, t.Z, 3, db, t.m);
          check(db, old, 1, t.m * t.k, (r, c) -> {
            double sum = 0;
            for (int i = 0; i < t.m; i++) sum += dZ[r + i * t.n];
            return 2 * sum + 3 * old[r];
          });
          t.kernels.close();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatAProductReplacesIsNotRead(int threads) {
    try (Team team = new Team(threads)) {
      for (DataType type : TYPES) {
        for (int[] shape : SHAPES) {
          Three t = new Three(type, team, shape);
          t.Z.fill(() -> Double.NaN);
          t.kernels.gemm(t.W, t.A, t.Z, t.m);
          Matrix db = Matrix.zeros(type, t.n, 1);
          db.fill(() -> Double.NaN);
          t.kernels.rowSums(1, t.Z, 0, db, t.m);
          t.W.fill(() -> Double.NaN);
          t.kernels.gemmBt(1, t.Z, t.A, 0, t.W, t.m);
          for (Matrix matrix : new Matrix[] {db, t.W}) {
            for (double value : values(matrix)) assertThat(value).as("%s in %d × %d × %d", type, t.n, t.k, t.m).isFinite();
          }
          t.kernels.close();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void notANumberStaysSoThroughAProductAndASum(int threads) {
    try (Team team = new Team(threads)) {
      for (DataType type : TYPES) {
        for (int[] shape : SHAPES) {
          Three t = new Three(type, team, shape);
          int row = t.n / 2;
          t.W.set(row, new double[] {Double.NaN}, 0, 1);
          t.kernels.gemm(t.W, t.A, t.Z, t.m);
          for (int c = 0; c < t.m; c++) assertThat(values(t.Z)[row + c * t.n]).isNaN();
          Matrix db = Matrix.zeros(type, t.n, 1);
          t.kernels.rowSums(1, t.Z, 0, db, t.m);
          assertThat(values(db)[row]).isNaN();
          t.kernels.close();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void mapsGiveTheBitsOfAPlainLoop(int threads) {
    TileOp op = new TileOp() {
      @Override
      public void apply(float[][] t, long offset, int n) {
        for (int i = 0; i < n; i++) t[0][i] = t[0][i] * t[1][i] + (offset + i) % 7;
      }

      @Override
      public void apply(double[][] t, long offset, int n) {
        for (int i = 0; i < n; i++) t[0][i] = t[0][i] * t[1][i] + (offset + i) % 7;
      }
    };
    try (Team team = new Team(threads)) {
      for (int length : new int[] {1, 15, 16, 17, 2047, 2048, 2049, 10_007}) {
        float[] x = corners(length, 0);
        float[] y = corners(length, 1);
        Matrix X = matrix(x, length, 1);
        Matrix Y = matrix(y, length, 1);
        Kernels kernels = new Kernels(DataType.FLOAT, team);
        kernels.map(length, op, 1, X, Y);
        float[] found = floats(X);
        for (int i = 0; i < length; i++) assertThat((Float) found[i]).as("%s · %s + %d", x[i], y[i], i % 7).isEqualTo((Float) (x[i] * y[i] + i % 7));
        assertThat(floats(Y)).as("is only read").isEqualTo(y);
        kernels.copy(length - 1, Y, X);
        assertThat(Arrays.copyOf(floats(X), length - 1)).isEqualTo(Arrays.copyOf(y, length - 1));
        assertThat(floats(X)[length - 1]).isEqualTo(found[length - 1]);
        kernels.close();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aColumnIsAddedToEveryColumnAndMapped(int threads) {
    TileOp negate = new TileOp() {
      @Override
      public void apply(float[][] t, long offset, int n) {
        for (int i = 0; i < n; i++) t[1][i] = -t[0][i];
      }

      @Override
      public void apply(double[][] t, long offset, int n) {}
    };
    try (Team team = new Team(threads)) {
      Kernels kernels = new Kernels(DataType.FLOAT, team);
      for (int rows : new int[] {1, 10, 17, 2500}) {
        int m = 9;
        float[] z = corners(rows * (m + 1), 0);
        float[] b = corners(rows, 1);
        Matrix apart = matrix(z, rows, m + 1);
        Matrix mapped = matrix(new float[z.length], rows, m + 1);
        Matrix inPlace = matrix(z, rows, m + 1);
        Matrix added = matrix(z, rows, m + 1);
        Matrix column = matrix(b, rows, 1);
        kernels.addColumnThenMap(column, apart, mapped, m, negate);
        kernels.addColumnThenMap(column, inPlace, inPlace, m, negate);
        kernels.addColumn(column, added, m);
        for (int i = 0; i < z.length; i++) {
          boolean last = i >= rows * m;
          float sum = last ? z[i] : z[i] + b[i % rows];
          assertThat((Float) floats(apart)[i]).isEqualTo((Float) sum);
          assertThat((Float) floats(added)[i]).isEqualTo((Float) sum);
          assertThat((Float) floats(inPlace)[i]).isEqualTo((Float) (last ? z[i] : -sum));
          assertThat((Float) floats(mapped)[i]).isEqualTo((Float) (last ? 0f : -sum));
          if (rows == 2500) i += 96;
        }
      }
      kernels.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void sumsOfSquaresAndAxpyEqualPlainLoops(int threads) {
    try (Team team = new Team(threads)) {
      for (DataType type : TYPES) {
        for (int n : new int[] {1, 16, 5000}) {
          Kernels kernels = new Kernels(type, team);
          Matrix x = random(type, n, 1);
          Matrix y = random(type, n, 1);
          double[] before = values(y);
          double[] add = values(x);
          double squares = 0;
          for (double value : add) squares += value * value;
          assertThat(kernels.sumOfSquares(x)).isCloseTo(squares, within(1e-12 * n));
          kernels.axpy(-0.5, x, y);
          check(y, before, 1, 1, (r, c) -> before[r] - 0.5 * add[r]);
          kernels.close();
        }
      }
    }
  }

  /** All pairs of corners, when one is called with way 0 and one with way 1. */
  private static float[] corners(int n, int way) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) values[i] = CORNERS[(way == 0 ? i : i / CORNERS.length + i) % CORNERS.length];
    return values;
  }

  private static Matrix matrix(float[] values, int rows, int columns) {
    Matrix matrix = Matrix.zeros(DataType.FLOAT, rows, columns);
    for (int at = 0; at < values.length; at += Tiles.LENGTH) {
      float[] stretch = Arrays.copyOfRange(values, at, Math.min(values.length, at + Tiles.LENGTH));
      matrix.write(at, stretch, stretch.length);
    }
    return matrix;
  }

  private static float[] floats(Matrix matrix) {
    float[] values = new float[Math.toIntExact(matrix.length())];
    matrix.read(0, values, values.length);
    return values;
  }
}
