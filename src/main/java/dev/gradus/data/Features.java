package dev.gradus.data;

/** Takes the number of an example, gives its inputs. Implementations are immutable and may be read by several threads. */
public interface Features {
  /** How many examples there are. */
  int count();

  /** How many inputs an example has. */
  int width();

  /**
   * Reads a little of every cache line of an example, so that memory brings several examples at once while none is needed yet.
   *
   * @return some number that depends on what was read, so that the reading is not left out
   */
  default int touch(int example) {
    return 0;
  }

  /** Writes the inputs of an example to {@code to}, as floats. */
  void read(int example, float[] to);

  /** Writes the inputs of an example to {@code to}, as doubles. */
  void read(int example, double[] to);
}
