package dev.gradus.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** A result that could not be written: the path and the reason. */
final class CannotWriteException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** @param option with which another place can be chosen */
  CannotWriteException(Path path, String option, IOException cause) {
    super(path + " cannot be written: " + reason(cause) + "; choose another place with " + option + ", or make room there", cause);
  }

  /** A file of so many bytes. */
  CannotWriteException(Path path, long bytes, String option, IOException cause) {
    super(String.format(Locale.ROOT, "%s of %,d bytes cannot be written: %s; choose another place with %s, or make room there", path, bytes, reason(cause), option), cause);
  }

  /** A file that has to be where it is. */
  CannotWriteException(Path path, IOException cause) {
    super(path + " cannot be written: " + reason(cause) + "; a run has to write there", cause);
  }

  /** With the reason that the exception gives, which says what to do. */
  CannotWriteException(FileSystemException cause) {
    super(cause.getFile() + ": " + cause.getReason(), cause);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) return "no permission";
    if (e instanceof NoSuchFileException) return "its folder is not there";
    if (e instanceof FileAlreadyExistsException f) return f.getFile() + " is a file, and a folder is needed there";
    if (e instanceof FileSystemException f && f.getReason() != null) return f.getReason();
    if (e instanceof FileSystemException) return e.getClass().getSimpleName().replace("Exception", "");
    return e.getMessage();
  }
}
