package dev.gradus.store;

import java.nio.file.Path;

/** A file that is not a whole, unchanged model: its path and the reason, in one line. */
public final class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Path path;
  private final String reason;

  public ModelFileException(Path path, String reason) {
    super(path + ": " + reason);
    this.path = path;
    this.reason = reason;
  }

  public Path path() {
    return path;
  }

  public String reason() {
    return reason;
  }
}
