package dev.gradus.kernel;

import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes an {@link INDArray} in column order and gives its memory to the {@link Kernels}: a pointer for BLAS, buffers for
 * the tiles.
 *
 * <p>Making one costs microseconds, using one costs nothing, so buffers are wrapped once and kept. A matrix keeps the
 * array it wraps alive: an address alone would not, and the next use of freed memory ends the JVM.
 */
public final class Matrix {
  /** A direct buffer covers at most 2 GB; windows overlap by half, so that any tile lies inside one. */
  private static final int WINDOW_SHIFT = 27;

  static {
    NativeMemory.passOn();
  }

  private final INDArray array;
  private final int rows;
  private final int columns;
  final long address;
  private final Buffer[] windows;

  private Matrix(INDArray array, int rows, int columns) {
    this.array = array;
    this.rows = rows;
    this.columns = columns;
    Pointer pointer = pointerTo(array);
    this.address = pointer.address();
    this.windows = windowsOver(pointer, length());
  }

  /**
   * The matrix over the memory of an array, which it keeps; writing to one writes to the other.
   *
   * @param array float or double; a vector counts as one column, a matrix must be in 'f' order without gaps
   * @throws IllegalArgumentException when the type or the layout is another
   */
  public static Matrix over(INDArray array) {
    if (array.dataType() != DataType.FLOAT && array.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException("an array of type " + array.dataType() + " was given; FLOAT or DOUBLE is needed");
    }
    if (array.rank() > 2 || !dense(array)) {
      throw new IllegalArgumentException("an array of shape " + Arrays.toString(array.shape()) + " with strides "
          + Arrays.toString(array.stride()) + " was given; a matrix in 'f' order without gaps is needed: use array.dup('f')");
    }
    if (array.rank() == 2) return new Matrix(array, Math.toIntExact(array.size(0)), Math.toIntExact(array.size(1)));
    if (array.length() <= Integer.MAX_VALUE) return new Matrix(array, (int) array.length(), 1);
    return new Matrix(array, 1, 1);
  }

  /** A new matrix of zeros; its memory belongs to the caller, who ends it with {@link #close()}. @throws OutOfMemoryError when there is not enough */
  public static Matrix zeros(DataType type, int rows, int columns) {
    return over(allocated(() -> Nd4j.create(type, new long[] {rows, columns}, 'f')));
  }

  /** A new vector of zeros; its memory belongs to the caller, who ends it with {@link #close()}. @throws OutOfMemoryError when there is not enough */
  public static Matrix zeros(DataType type, long length) {
    return over(allocated(() -> Nd4j.zeros(type, length)));
  }

  /** ND4J says that there is no memory by an exception like any other. */
  private static INDArray allocated(Supplier<INDArray> making) {
    try {
      return making.get();
    } catch (RuntimeException e) {
      if (String.valueOf(e.getMessage()).contains("Allocation failed")) throw NativeMemory.refused(e);
      throw e;
    }
  }

  public INDArray array() {
    return array;
  }

  public DataType type() {
    return array.dataType();
  }

  public int rows() {
    return rows;
  }

  /** How many columns there is room for; most kernels act on a prefix of them. */
  public int columns() {
    return columns;
  }

  /** The number of elements. */
  public long length() {
    return array.length();
  }

  /** Sets every element, in column order, to the next value of a source; converted when the matrix is of floats. */
  public void fill(DoubleSupplier values) {
    double[] stretch = new double[(int) Math.min(length(), Tiles.LENGTH)];
    for (long at = 0; at < length(); at += stretch.length) {
      int n = (int) Math.min(stretch.length, length() - at);
      for (int i = 0; i < n; i++) stretch[i] = values.getAsDouble();
      set(at, stretch, 0, n);
    }
  }

  /** Writes {@code n} values from {@code from[start]} on to {@code offset}, converted when the matrix is of floats. */
  public void set(long offset, double[] from, int start, int n) {
    requireOpen();
    if (type() == DataType.DOUBLE) {
      ((DoubleBuffer) window(offset)).put(inWindow(offset), from, start, n);
    } else {
      FloatBuffer window = (FloatBuffer) window(offset);
      int at = inWindow(offset);
      for (int i = 0; i < n; i++) window.put(at + i, (float) from[start + i]);
    }
  }

  /** Reads {@code n} values from {@code offset} on to {@code to[start]}, converted when the matrix is of floats. */
  public void get(long offset, double[] to, int start, int n) {
    requireOpen();
    if (type() == DataType.DOUBLE) {
      ((DoubleBuffer) window(offset)).get(inWindow(offset), to, start, n);
    } else {
      FloatBuffer window = (FloatBuffer) window(offset);
      int at = inWindow(offset);
      for (int i = 0; i < n; i++) to[start + i] = window.get(at + i);
    }
  }

  /** True when the memory was freed, by whoever owns it; the kernels do not look, and their users must. */
  public boolean isClosed() {
    return array.wasClosed();
  }

  private void requireOpen() {
    if (isClosed()) throw new IllegalStateException("this matrix is closed");
  }

  /** Frees the memory, if the array owns it and it was not freed before; a view frees nothing. */
  public void close() {
    if (!array.wasClosed() && array.closeable()) array.close();
  }

  /** Copies {@code n} elements from {@code offset} on into {@code to}; the matrix must be of floats. */
  public void read(long offset, float[] to, int n) {
    ((FloatBuffer) window(offset)).get(inWindow(offset), to, 0, n);
  }

  /** Copies {@code n} elements from {@code offset} on into {@code to}; the matrix must be of doubles. */
  public void read(long offset, double[] to, int n) {
    ((DoubleBuffer) window(offset)).get(inWindow(offset), to, 0, n);
  }

  /** Copies the first {@code n} elements of {@code from} to {@code offset}; the matrix must be of floats. */
  public void write(long offset, float[] from, int n) {
    ((FloatBuffer) window(offset)).put(inWindow(offset), from, 0, n);
  }

  /** Copies the first {@code n} elements of {@code from} to {@code offset}; the matrix must be of doubles. */
  public void write(long offset, double[] from, int n) {
    ((DoubleBuffer) window(offset)).put(inWindow(offset), from, 0, n);
  }

  private static boolean dense(INDArray array) {
    long next = 1;
    for (int d = 0; d < array.rank(); d++) {
      if (array.size(d) > 1 && array.stride(d) != next) return false;
      next *= array.size(d);
    }
    return true;
  }

  private Buffer window(long offset) {
    return windows[(int) (offset >> WINDOW_SHIFT)];
  }

  private static int inWindow(long offset) {
    return (int) (offset & ((1L << WINDOW_SHIFT) - 1));
  }

  private static Pointer pointerTo(INDArray array) {
    Pointer start = array.data().addressPointer();
    return array.dataType() == DataType.FLOAT
        ? new FloatPointer(start).capacity(array.length())
        : new DoublePointer(start).capacity(array.length());
  }

  private static Buffer[] windowsOver(Pointer pointer, long length) {
    Buffer[] windows = new Buffer[(int) ((length - 1) >> WINDOW_SHIFT) + 1];
    for (int i = 0; i < windows.length; i++) {
      long from = (long) i << WINDOW_SHIFT;
      long to = Math.min(length, from + (2L << WINDOW_SHIFT) - 1);
      windows[i] = pointer instanceof FloatPointer
          ? ((FloatPointer) pointer).getPointer(from).capacity(to - from).asBuffer()
          : ((DoublePointer) pointer).getPointer(from).capacity(to - from).asBuffer();
    }
    return windows;
  }
}
