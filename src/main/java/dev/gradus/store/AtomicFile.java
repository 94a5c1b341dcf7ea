package dev.gradus.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Takes a path and what to write, gives the whole file or the old state: a temporary file in the same folder, forced to disk, moved into place. */
public final class AtomicFile {
  /** What is written. */
  @FunctionalInterface
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes {@code path}, making its folder if need be. A link is followed; what is no regular file, such as a device, is written to as
   * it is.
   *
   * @throws IOException when it cannot; then nothing is left behind and an older file is untouched
   */
  public static void write(Path path, Content content) throws IOException {
    if (Files.isDirectory(path)) throw new IOException("it is a folder");
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      writeThrough(path, content);
      return;
    }
    Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path temporary = Files.createTempFile(target.getParent(), target.getFileName().toString(), ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      shareLikeAnOrdinaryFile(temporary);
      move(temporary, target);
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    forceFolder(target.getParent());
  }

  /** To move a file over /dev/null would be to replace it for everyone. */
  private static void writeThrough(Path device, Content content) throws IOException {
    try (FileChannel channel = FileChannel.open(device, StandardOpenOption.WRITE)) {
      content.writeTo(channel);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Temporary files are made readable by their owner only; a model is made as other files are, as far as the folder's owner would read it. */
  private static void shareLikeAnOrdinaryFile(Path file) {
    try {
      Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
    } catch (UnsupportedOperationException | IOException e) {
      // No such permissions on this file system: nothing to widen.
    }
  }

  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems cannot force a folder; the file itself was forced.
    }
  }
}
