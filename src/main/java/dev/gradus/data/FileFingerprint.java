package dev.gradus.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * Takes files, gives a text that changes when their content does, without reading all of it.
 *
 * <p>Of each file, in their order: size, time of the last change in nanoseconds, the file's number in its file system if there is one, and CRC32C of the first
 * and last 64 KiB and of 16 pieces of 4 KiB at equal distances between them, or of all of a file that is hardly longer. Where the file is and what it is called
 * do not count. A file that was changed in its middle and then given its old time back may be taken for unchanged.
 */
public final class FileFingerprint {
  private static final int ENDS = 1 << 16;
  private static final int PIECE = 1 << 12;
  private static final int PIECES = 16;
  private static final int SMALL = 2 * ENDS + (PIECES + 1) * PIECE;

  private FileFingerprint() {}

  /** The fingerprint of one or more files; empty when one is no regular file, such as a pipe. @throws IOException when one cannot be read */
  public static Optional<String> of(List<Path> files) throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : files) {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) return Optional.empty();
      all.append(attributes.size()).append(' ').append(attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS)).append(' ');
      if (attributes.fileKey() != null) all.append(attributes.fileKey());
      all.append(' ').append(Long.toHexString(checksum(file, attributes.size()))).append('\n');
    }
    return Optional.of(all.toString());
  }

  private static long checksum(Path file, long size) throws IOException {
    CRC32C checksum = new CRC32C();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer room = ByteBuffer.allocate(ENDS);
      if (size <= SMALL) {
        for (long at = 0; at < size; at += ENDS) update(checksum, channel, room, at, (int) Math.min(ENDS, size - at));
      } else {
        update(checksum, channel, room, 0, ENDS);
        for (long p = 1; p <= PIECES; p++) update(checksum, channel, room, ENDS + (size - 2 * ENDS) / (PIECES + 1) * p, PIECE);
        update(checksum, channel, room, size - ENDS, ENDS);
      }
    }
    return checksum.getValue();
  }

  private static void update(CRC32C checksum, FileChannel channel, ByteBuffer room, long at, int length) throws IOException {
    room.clear().limit(length);
    while (room.hasRemaining()) {
      if (channel.read(room, at + room.position()) < 0) throw new EOFException("a file became shorter while it was read");
    }
    checksum.update(room.flip());
  }
}
