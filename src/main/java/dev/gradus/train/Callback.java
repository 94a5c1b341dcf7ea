package dev.gradus.train;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import java.util.List;

/**
 * Told about a run while it goes on, on the thread that trains. It cannot change the run but for ending it.
 *
 * <p>One that throws a {@code RuntimeException} is not called again; the run goes on, and the exception is among the {@link TrainingResult#failures}, or
 * {@link IncrementalFit#failures}.
 */
public interface Callback {
  /**
   * Before the first step, after {@link #resumed}; of {@link IncrementalFit} before the first step on each data set.
   *
   * @param theta θ of the run, its own; it may be read during any call of this callback, and holds the values of that moment, but nothing may be written to it,
   *     and it is not to be read after the run
   * @param prepared the training examples, as the network is given them
   */
  default void begins(Parameters theta, Dataset prepared) {}

  /**
   * After every step. Cheap work only: a step may take some microseconds.
   *
   * @param epoch the number of the epoch, from 1
   * @param batch the number of the batch in the epoch, from 1
   * @param batches how many batches the epoch has
   * @param loss of the batch, before the step; of L-BFGS after it
   */
  default void step(int epoch, int batch, int batches, double loss) {}

  /**
   * Before the first step of a run that goes on from a checkpoint.
   *
   * @param epochs those that were made already
   * @param others what is another than it was and may change bits, in a sentence each: the Java, the kernels of BLAS
   */
  default void resumed(List<EpochRecord> epochs, List<String> others) {}

  /** After every epoch and its validation. */
  default void epoch(EpochRecord record) {}

  /**
   * When a loss or parameter was no finite number, and the plan says to go on, or to end well.
   *
   * @param reaction what is done: stop, or restore
   */
  default void diverged(DivergedException what, Divergence reaction) {}

  /** Asked after every epoch: true ends the run, with the model as it is then. */
  default boolean wantsEnd() {
    return false;
  }
}
