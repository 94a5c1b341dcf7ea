package dev.gradus.train;

/** Told about a run while it goes on, on the thread that trains. */
public interface Callback {
  /**
   * After every step. Cheap work only: a step may take some microseconds.
   *
   * @param epoch the number of the epoch, from 1
   * @param batch the number of the batch in the epoch, from 1
   * @param batches how many batches the epoch has
   * @param loss of the batch, before the step
   */
  default void step(int epoch, int batch, int batches, double loss) {}

  /** After every epoch and its validation. */
  default void epoch(EpochRecord record) {}
}
