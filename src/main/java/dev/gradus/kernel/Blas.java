package dev.gradus.kernel;

import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;

import org.nd4j.linalg.factory.Nd4j;

/** The native BLAS of the process. */
final class Blas {
  private Blas() {}

  /** From now on every call works on the thread that makes it, and a {@link Team} divides the work: two pools would take the cores from each other. */
  static void onOneThread() {
    Nd4j.factory().blas(); // sets a number of its own when it is made, at ND4J's first product at the latest; so that has to be first
    blas_set_num_threads(1);
  }
}
