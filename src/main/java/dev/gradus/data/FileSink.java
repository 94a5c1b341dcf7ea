package dev.gradus.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Takes the blocks of a table, gives the whole file or the old state: a temporary file in the same folder, forced to disk, moved into place.
 *
 * <p>The temporary file is locked while it is written. A lock ends with its process, so one that can be locked is left over from a process that was ended.
 */
final class FileSink implements TableSink {
  private final Path target;
  private final TemporaryFile temporary;
  private final Runnable damaged;
  private int[] checksums = new int[16];
  private int blocks;
  private long bytes;
  private boolean done;

  /** @param target where the table will be, in a folder that is there @param damaged told when a block turns out to be damaged later */
  FileSink(Path target, Runnable damaged) throws IOException {
    this.target = target;
    this.damaged = damaged;
    try {
      temporary = TemporaryFile.beside(target);
    } catch (IOException e) {
      throw unwritten(e);
    }
    try {
      write(TableFile.head());
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  @Override
  public void add(byte[] block, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(block, 0, length);
    if (blocks == checksums.length) checksums = Arrays.copyOf(checksums, 2 * blocks);
    checksums[blocks++] = TableFile.checksum(buffer);
    write(buffer);
  }

  @Override
  public Table finish(TableDirectory directory) throws IOException {
    ByteBuffer encoded = directory.encoded(checksums);
    ByteBuffer end = TableFile.end(bytes, encoded);
    write(encoded);
    write(end);
    done = true;
    try {
      temporary.moveTo(target);
    } catch (IOException e) {
      throw unwritten(e);
    }
    return TableFile.open(target, damaged);
  }

  private void write(ByteBuffer from) throws IOException {
    long length = from.remaining();
    try {
      while (from.hasRemaining()) temporary.channel().write(from);
    } catch (IOException e) {
      throw unwritten(e);
    }
    bytes += length;
  }

  private IOException unwritten(IOException e) {
    if (e instanceof ClosedByInterruptException) return e;
    Path folder = target.toAbsolutePath().getParent();
    return new UnwritableTableException(folder, bytes, reason(e), e);
  }

  static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public void close() throws IOException {
    if (!done) temporary.close();
  }
}
