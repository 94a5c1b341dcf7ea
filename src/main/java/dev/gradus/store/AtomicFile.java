package dev.gradus.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes a path and what to write, gives the whole file or the old state: a temporary file in the same folder, forced to disk, moved into place.
 *
 * <p>The temporary file is locked while it is written. A lock ends with its process, so one that can be locked was left by a process that was killed.
 */
public final class AtomicFile {
  /** What is written. */
  @FunctionalInterface
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  private AtomicFile() {}

  /** What writes bytes. */
  public static Content of(byte[] bytes) {
    return channel -> {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) channel.write(left);
    };
  }

  /**
   * Writes {@code path}, making its folder if need be. A link is followed; what is no regular file, such as a device, is written to as
   * it is.
   *
   * @throws IOException when it cannot; then nothing is left behind and an older file is untouched
   */
  public static void write(Path path, Content content) throws IOException {
    if (Files.notExists(path)) Files.createDirectories(path.toAbsolutePath().getParent());
    writeInFolder(path, content);
  }

  /** The same in a folder that has to be there. */
  public static void writeInFolder(Path path, Content content) throws IOException {
    Optional<BasicFileAttributes> there = attributes(path);
    if (there.isPresent() && there.get().isDirectory()) throw new IOException("it is a folder");
    if (there.isPresent() && !there.get().isRegularFile()) {
      writeThrough(path, content);
      return;
    }
    Path target = there.isPresent() ? path.toRealPath() : path.toAbsolutePath();
    Path temporary = target.resolveSibling(target.getFileName() + Long.toUnsignedString(ThreadLocalRandom.current().nextLong()) + ".tmp");
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      lock(channel);
      content.writeTo(channel);
      channel.force(true);
      move(temporary, target);
    } catch (IOException | RuntimeException | Error e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
    forceFolder(target.getParent());
  }

  /** What stands under a path; empty when nothing does. */
  private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void lock(FileChannel channel) {
    try {
      channel.tryLock();
    } catch (IOException e) {
      // No locks on this file system.
    }
  }

  /**
   * Deletes what killed processes have left half written in a folder.
   *
   * @param names a regular expression of the names that their files were to have
   */
  public static void removeLeftOvers(Path folder, String names) throws IOException {
    Pattern temporary = Pattern.compile("(" + names + ")\\d+\\.tmp");
    List<Path> left;
    try (Stream<Path> files = Files.list(folder)) {
      left = files.filter(file -> temporary.matcher(file.getFileName().toString()).matches()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path file : left) removeUnlessInUse(file);
  }

  private static void removeUnlessInUse(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
      if (lock != null) Files.deleteIfExists(file);
    } catch (IOException | OverlappingFileLockException e) {
      // It is in use, or gone, or another user's.
    }
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

  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Some systems cannot force a folder; the file itself was forced.
    }
  }
}
