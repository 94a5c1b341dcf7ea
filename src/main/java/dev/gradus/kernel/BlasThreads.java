package dev.gradus.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.blas_get_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;

/** The number of threads of the native BLAS, which is one for the whole process. */
public final class BlasThreads {
  /** More threads than this are refused. */
  public static final int MOST = 256;

  /** Below this many floating point operations a product is faster on one thread than divided. */
  private static final long WORTH_DIVIDING = 8_000_000;

  private BlasThreads() {}

  /** The number for a run: a pure function of its largest product and the cores, so that a repeated run has the same. */
  public static int auto(long operationsOfLargestProduct, int cores) {
    return operationsOfLargestProduct < WORTH_DIVIDING ? 1 : Math.min(cores, MOST);
  }

  public static void set(int threads) {
    if (threads < 1 || threads > MOST) throw new IllegalArgumentException(threads + " threads were asked for; 1 to " + MOST + " are possible");
    blas_set_num_threads(threads);
  }

  public static int get() {
    return blas_get_num_threads();
  }
}
