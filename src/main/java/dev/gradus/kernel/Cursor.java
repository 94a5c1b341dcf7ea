package dev.gradus.kernel;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** Pointers that are set to an element of a matrix before each call of BLAS, so that a call allocates nothing. */
final class Cursor {
  private Cursor() {}

  /** Into matrices of floats. */
  static final class OfFloats extends FloatPointer {
    OfFloats() {
      super((Pointer) null);
    }

    OfFloats at(Matrix matrix, long element) {
      address = matrix.address + element * Float.BYTES;
      return this;
    }
  }

  /** Into matrices of doubles. */
  static final class OfDoubles extends DoublePointer {
    OfDoubles() {
      super((Pointer) null);
    }

    OfDoubles at(Matrix matrix, long element) {
      address = matrix.address + element * Double.BYTES;
      return this;
    }
  }
}
