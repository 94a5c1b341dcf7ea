package dev.gradus.train;

import java.io.IOException;
import java.nio.file.Path;

/** A checkpoint that could not be written. The run ends; the checkpoints before it are as they were. */
public final class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Path path;
  private final long bytes;

  CheckpointException(Path path, long bytes, IOException cause) {
    super("the checkpoint " + path + " of " + bytes + " bytes cannot be written: " + cause.getMessage(), cause);
    this.path = path;
    this.bytes = bytes;
  }

  /** Where it was to be. */
  public Path path() {
    return path;
  }

  /** How many bytes it has, all of which are needed beside the older ones. */
  public long bytes() {
    return bytes;
  }

  @Override
  public synchronized IOException getCause() {
    return (IOException) super.getCause();
  }
}
