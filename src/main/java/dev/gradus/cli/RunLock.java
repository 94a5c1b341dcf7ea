package dev.gradus.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Takes a run folder for one process: another that wants it is refused at once. The system takes the lock back from a process that was killed. */
final class RunLock implements AutoCloseable {
  static final String FILE = "run.lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Locks a folder that is there. @throws IllegalArgumentException when another run has it @throws CannotWriteException when nothing can be written there */
  static RunLock of(Path folder) {
    try {
      FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) return new RunLock(channel);
      } catch (OverlappingFileLockException e) {
        // a run of this process has it
      }
      channel.close();
    } catch (IOException e) {
      throw new CannotWriteException(folder.resolve(FILE), e);
    }
    throw new IllegalArgumentException("--run-dir " + folder + " is in use by another run; wait for its end, or choose another folder");
  }

  /** Gives the folder back, and deletes the file if the run never began. */
  void delete(Path folder) throws IOException {
    close();
    Files.deleteIfExists(folder.resolve(FILE));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The lock ends with the process at the latest.
    }
  }
}
