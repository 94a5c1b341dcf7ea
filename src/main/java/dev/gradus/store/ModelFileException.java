package dev.gradus.store;

/** A file that is not a whole, unchanged model: its name and the reason, in one line. */
public final class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String file;
  private final String reason;

  /** @param file its path, or what its bytes are called */
  public ModelFileException(String file, String reason) {
    super(file + ": " + reason);
    this.file = file;
    this.reason = reason;
  }

  public String file() {
    return file;
  }

  public String reason() {
    return reason;
  }
}
