package dev.gradus.backprop;

import dev.gradus.kernel.Matrix;

/** Takes a number for each unit, gives it in both widths: it is computed in double, and the loops over a matrix use it in the matrix's type. */
final class PerUnit {
  final double[] wide;
  final float[] narrow;

  PerUnit(int units) {
    wide = new double[units];
    narrow = new float[units];
  }

  /** Becomes the values of a column. */
  PerUnit read(Matrix column) {
    column.get(0, wide, 0, wide.length);
    return round();
  }

  /** Makes the narrow values those of the wide ones. */
  PerUnit round() {
    for (int j = 0; j < wide.length; j++) narrow[j] = (float) wide[j];
    return this;
  }
}
