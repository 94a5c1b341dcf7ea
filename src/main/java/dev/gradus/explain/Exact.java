package dev.gradus.explain;

import dev.gradus.backprop.Parameters;
import dev.gradus.model.Model;
import org.nd4j.linalg.api.buffer.DataType;

/** Takes a model, gives its parameters to compute with: in double up to {@link #MOST} of them, so that what is explained is not rounding. */
final class Exact implements AutoCloseable {
  /** The copy of so many parameters takes 32 MB. */
  private static final long MOST = 4L << 20;

  private final Parameters theta;
  private final boolean copied;

  Exact(Model model) {
    Parameters own = model.parameters();
    copied = own.type() == DataType.FLOAT && model.network().parameters() <= MOST;
    theta = copied ? own.copy(DataType.DOUBLE) : own;
  }

  Parameters theta() {
    return theta;
  }

  /** Frees the copy, if it is one. */
  @Override
  public void close() {
    if (copied) theta.close();
  }
}
