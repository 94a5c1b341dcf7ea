package dev.gradus.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A file that is written under a name of its own and then moved into place. It is locked while it is written, and a lock ends with its process: one that can be
 * locked is left over.
 *
 * <p>It is readable by its owner only, as what it is made of may be.
 */
final class TemporaryFile implements Closeable {
  private static final Pattern NAME = Pattern.compile(".+\\.[0-9a-f-]{36}\\.part");

  /** A lock may end when any channel on the file is closed by the same process: these are not to be opened a second time. */
  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path path;
  private final FileChannel channel;

  private TemporaryFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** A new one in the folder of a file. */
  static TemporaryFile beside(Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    while (true) {
      Path path = folder.resolve(target.getFileName() + "." + UUID.randomUUID() + ".part");
      OPEN.add(path);
      TemporaryFile file = null;
      try {
        file = new TemporaryFile(path, open(path));
        if (file.locked()) return file;
      } catch (FileAlreadyExistsException e) {
        OPEN.remove(path);
        continue;
      } catch (IOException | RuntimeException | Error e) {
        OPEN.remove(path);
        throw e;
      }
      file.close();
    }
  }

  private static FileChannel open(Path path) throws IOException {
    try {
      FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      return FileChannel.open(path, NEW, ownerOnly);
    } catch (UnsupportedOperationException e) {
      return FileChannel.open(path, NEW);
    }
  }

  /** Whether the file is ours: between its making and its locking another process may have taken it for a leftover. */
  private boolean locked() {
    try {
      return channel.tryLock() != null && Files.exists(path);
    } catch (IOException e) {
      return true; // No locks on this file system: none will be taken for a leftover either.
    }
  }

  FileChannel channel() {
    return channel;
  }

  /** Forces the file to disk and moves it over {@code target}, still locked; it is closed then, and gone when that cannot be done. */
  void moveTo(Path target) throws IOException {
    try (this) {
      channel.force(true);
      try {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    forceFolder(target.toAbsolutePath().getParent());
  }

  private static void forceFolder(Path folder) {
    try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
      opened.force(true);
    } catch (IOException e) {
      // Some systems cannot force a folder; the file itself was forced.
    }
  }

  /** Closes and removes the file, unless it was moved. */
  @Override
  public void close() throws IOException {
    try {
      try (channel) {
        Files.deleteIfExists(path);
      }
    } finally {
      OPEN.remove(path);
    }
  }

  /** Removes a file if it is one of these and its process has ended. */
  static void removeIfLeft(Path file) {
    if (!NAME.matcher(file.getFileName().toString()).matches() || OPEN.contains(file)) return;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
      if (lock != null) Files.deleteIfExists(file);
    } catch (IOException | OverlappingFileLockException e) {
      // It is in use, or gone, or another user's.
    }
  }
}
