package dev.gradus.score;

/**
 * Takes the activations A⁻ of the layer below, gives Z = W A⁻ + c, where a batch normalisation is part of W and c.
 *
 * <p>W lies column by column, and Z grows by columns times activations: a loop over a column is SIMD code, which a sum of products is not in the JIT of JDK 17.
 * A column whose activation is 0 is left out: of pixels and of relu that is most or half of them.
 */
final class Affine {
  private final int in;
  private final int out;
  private final double[] columns;
  private final double[] offset;

  /** @param columns W, column by column; kept. @param offset c; kept */
  Affine(double[] columns, double[] offset) {
    this.out = offset.length;
    this.in = columns.length / out;
    this.columns = columns;
    this.offset = offset;
  }

  int in() {
    return in;
  }

  int out() {
    return out;
  }

  /** Z, new; {@code a} is read. */
  double[] apply(double[] a) {
    int[] at = new int[in];
    double[] some = new double[in];
    int n = 0;
    for (int k = 0; k < in; k++) {
      at[n] = k * out;
      some[n] = a[k];
      n += a[k] == 0 ? 0 : 1;
    }
    double[] z = offset.clone();
    int i = 0;
    for (; i + 4 <= n; i += 4) add(z, at[i], some[i], at[i + 1], some[i + 1], at[i + 2], some[i + 2], at[i + 3], some[i + 3]);
    for (; i < n; i++) add(z, at[i], some[i]);
    return z;
  }

  private void add(double[] z, int at, double a) {
    for (int j = 0; j < z.length; j++) z[j] += columns[at + j] * a;
  }

  /** Four columns at once, so that Z is read and written a quarter as often. */
  private void add(double[] z, int at0, double a0, int at1, double a1, int at2, double a2, int at3, double a3) {
    for (int j = 0; j < z.length; j++) {
      z[j] += columns[at0 + j] * a0 + columns[at1 + j] * a1 + (columns[at2 + j] * a2 + columns[at3 + j] * a3);
    }
  }
}
