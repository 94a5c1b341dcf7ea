package dev.gradus.optim;

import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.kernel.TileOp;
import org.nd4j.linalg.api.buffer.DataType;

/** Takes flat vectors of one type, gives their inner products in double, their largest elements and their sums. One thread at a time. */
final class Vectors implements AutoCloseable {
  private static final int TILE = 2048;

  private final DataType type;
  private final Team team;
  private final Kernels kernels;
  private final float[][] floats;
  private final double[][] doubles;
  private final double[] results;
  private final TileOp sum = new Sum();
  private final TileOp scale = new Scale();
  private Matrix x;
  private Matrix y;
  private double factor;

  Vectors(DataType type, Team team) {
    this.type = type;
    this.team = team;
    kernels = new Kernels(type, team);
    floats = new float[2 * team.size()][type == DataType.FLOAT ? TILE : 0];
    doubles = new double[2 * team.size()][type == DataType.DOUBLE ? TILE : 0];
    results = new double[team.size()];
  }

  Matrix zeros(Matrix like) {
    return Matrix.zeros(type, like.length());
  }

  /** xᵀy. */
  double dot(Matrix x, Matrix y) {
    this.x = x;
    this.y = y;
    team.run(this::dotPart);
    double total = 0;
    for (double result : results) total += result;
    return total;
  }

  /** The largest |xᵢ|; NaN when one is. */
  double largest(Matrix x) {
    this.x = x;
    team.run(this::largestPart);
    double largest = 0;
    for (double result : results) largest = Math.max(largest, result);
    return largest;
  }

  /** to ← from. */
  void copy(Matrix from, Matrix to) {
    kernels.copy(from.length(), from, to);
  }

  /** y ← y + α x. */
  void axpy(double alpha, Matrix x, Matrix y) {
    kernels.axpy(alpha, x, y);
  }

  /** to ← x + α y; {@code to} may be one of them. */
  void sum(Matrix x, double alpha, Matrix y, Matrix to) {
    factor = alpha;
    kernels.map(to.length(), sum, 1, to, x, y);
  }

  /** to ← α x; {@code to} may be x. */
  void scale(double alpha, Matrix x, Matrix to) {
    factor = alpha;
    kernels.map(to.length(), scale, 1, to, x);
  }

  @Override
  public void close() {
    kernels.close();
  }

  private long begin(int part) {
    return x.length() * part / team.size();
  }

  private void dotPart(int part) {
    double result = 0;
    long to = begin(part + 1);
    for (long at = begin(part); at < to; at += TILE) {
      int n = (int) Math.min(TILE, to - at);
      if (type == DataType.FLOAT) {
        x.read(at, floats[2 * part], n);
        y.read(at, floats[2 * part + 1], n);
        result += dot(floats[2 * part], floats[2 * part + 1], n);
      } else {
        x.read(at, doubles[2 * part], n);
        y.read(at, doubles[2 * part + 1], n);
        result += dot(doubles[2 * part], doubles[2 * part + 1], n);
      }
    }
    results[part] = result;
  }

  private void largestPart(int part) {
    double result = 0;
    long to = begin(part + 1);
    for (long at = begin(part); at < to; at += TILE) {
      int n = (int) Math.min(TILE, to - at);
      if (type == DataType.FLOAT) {
        x.read(at, floats[2 * part], n);
        for (int i = 0; i < n; i++) result = Math.max(result, Math.abs(floats[2 * part][i]));
      } else {
        x.read(at, doubles[2 * part], n);
        for (int i = 0; i < n; i++) result = Math.max(result, Math.abs(doubles[2 * part][i]));
      }
    }
    results[part] = result;
  }

  /** Four sums at a time, so that one addition need not wait for the last. */
  private static double dot(float[] a, float[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += (double) a[i] * b[i];
      s1 += (double) a[i + 1] * b[i + 1];
      s2 += (double) a[i + 2] * b[i + 2];
      s3 += (double) a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) s0 += (double) a[i] * b[i];
    return s0 + s1 + (s2 + s3);
  }

  private static double dot(double[] a, double[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < n; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) s0 += a[i] * b[i];
    return s0 + s1 + (s2 + s3);
  }

  private final class Sum implements TileOp {
    @Override
    public void apply(float[][] t, long offset, int n) {
      float[] to = t[0];
      float[] a = t[1];
      float[] b = t[2];
      float f = (float) factor;
      for (int i = 0; i < n; i++) to[i] = a[i] + f * b[i];
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      double[] to = t[0];
      double[] a = t[1];
      double[] b = t[2];
      for (int i = 0; i < n; i++) to[i] = a[i] + factor * b[i];
    }
  }

  private final class Scale implements TileOp {
    @Override
    public void apply(float[][] t, long offset, int n) {
      float[] to = t[0];
      float[] a = t[1];
      float f = (float) factor;
      for (int i = 0; i < n; i++) to[i] = f * a[i];
    }

    @Override
    public void apply(double[][] t, long offset, int n) {
      double[] to = t[0];
      double[] a = t[1];
      for (int i = 0; i < n; i++) to[i] = factor * a[i];
    }
  }
}
