package dev.gradus.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;

/** The native BLAS of the process. */
final class Blas {
  private Blas() {}

  /** Every call works on the thread that makes it; a {@link Team} divides the work. */
  static void onOneThread() {
    blas_set_num_threads(1);
  }
}
