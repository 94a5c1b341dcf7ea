package dev.gradus.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Takes the path of a lock file, gives the right to make what it stands for, to one thread of one process at a time. The system takes it back from a process
 * that ends in any way.
 *
 * <p>Where files cannot be locked it is given to every process; each then makes its own, and the last one stays. The same may happen, rarely, because the file
 * is removed with the lock.
 */
final class KeyLock implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final long PAUSE = 20;

  /** Between threads; a lock on a file is between processes only. */
  private static final ConcurrentHashMap<Path, Semaphore> THREADS = new ConcurrentHashMap<>();

  private final Path path;
  private final Semaphore thread;
  private final FileChannel channel;

  private KeyLock(Path path, Semaphore thread, FileChannel channel) {
    this.path = path;
    this.thread = thread;
    this.channel = channel;
  }

  /**
   * Waits for the lock.
   *
   * @param path absolute, in a folder that is there
   * @param waiting told once, when it takes more than a second
   * @throws UnwritableTableException when the file cannot be made
   */
  static KeyLock of(Path path, Runnable waiting) throws IOException {
    Semaphore thread = THREADS.computeIfAbsent(path, p -> new Semaphore(1));
    Wait wait = new Wait(waiting);
    while (!acquired(thread)) wait.over();
    FileChannel channel = null;
    try {
      channel = open(path);
      while (!locked(channel)) {
        wait.over();
        TimeUnit.MILLISECONDS.sleep(PAUSE);
      }
      return new KeyLock(path, thread, channel);
    } catch (InterruptedException e) {
      release(channel, thread);
      throw interrupted();
    } catch (IOException | RuntimeException | Error e) {
      release(channel, thread);
      throw e;
    }
  }

  private static void release(FileChannel channel, Semaphore thread) throws IOException {
    try {
      if (channel != null) channel.close();
    } finally {
      thread.release();
    }
  }

  private static boolean acquired(Semaphore thread) throws IOException {
    try {
      return thread.tryAcquire() || thread.tryAcquire(PAUSE, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static IOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while another process stores a copy of the data");
  }

  private static FileChannel open(Path path) throws IOException {
    try {
      return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UnwritableTableException(path.getParent(), FileSink.reason(e), e);
    }
  }

  private static boolean locked(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Another process waits for it on a system that then keeps it; it is empty.
    } finally {
      release(channel, thread);
    }
  }

  private static final class Wait {
    private final long begin = System.nanoTime();
    private final Runnable waiting;
    private boolean told;

    Wait(Runnable waiting) {
      this.waiting = waiting;
    }

    void over() {
      if (told || System.nanoTime() - begin < PATIENCE.toNanos()) return;
      told = true;
      waiting.run();
    }
  }
}
