package dev.gradus.data;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is no whole, unchanged table of this version: its path and the reason, in one line. */
public final class UnusableTableException extends IOException {
  private static final long serialVersionUID = 1;

  UnusableTableException(Path file, String reason) {
    super(file + ": " + reason);
  }
}
