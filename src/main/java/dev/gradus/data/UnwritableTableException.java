package dev.gradus.data;

import java.io.IOException;
import java.nio.file.Path;

/** A table that cannot be kept in a folder: no such folder can be made, it may not be written to, or the disk is full. Nothing is left behind. */
public final class UnwritableTableException extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean begun;

  /** Before anything was written. */
  UnwritableTableException(Path folder, String reason, IOException cause) {
    this(folder, 0, reason, cause);
  }

  /** @param written how many bytes were written before */
  UnwritableTableException(Path folder, long written, String reason, IOException cause) {
    super("the folder " + folder + " cannot keep the table: " + (written > 0 ? "after " + Shown.count(written) + " bytes, " : "") + reason
        + ". Make room there, name another folder with --cache FOLDER, or keep the table in memory with --cache none.", cause);
    begun = written > TableFile.HEAD;
  }

  /** Whether rows were written before. */
  public boolean begun() {
    return begun;
  }
}
