package dev.gradus.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The form of a table in a file: a head of 16 bytes, the blocks one after the other, the directory, an end of 32 bytes.
 *
 * <pre>
 * head        "gradustb", version, 0                                        (8, 4, 4 bytes)
 * end         where the directory begins, its length, its CRC32C,           (8, 8, 4)
 *             CRC32C of these 20 bytes, "gradustb"                          (4, 8)
 * </pre>
 *
 * Numbers of head, end and directory are big-endian, values of rows little-endian. The directory is checked when the file is opened, a block when it is first
 * read.
 */
final class TableFile {
  /** Of the form; a file of another is not read but made anew. */
  static final int VERSION = 1;

  static final int HEAD = 16;

  private static final int END = 32;
  private static final int CHECKED = 20;
  private static final long MAGIC = 0x6772616475737462L;

  private TableFile() {}

  static ByteBuffer head() {
    return ByteBuffer.allocate(HEAD).putLong(MAGIC).putInt(VERSION).putInt(0).flip();
  }

  static ByteBuffer end(long directoryAt, ByteBuffer directory) {
    ByteBuffer end = ByteBuffer.allocate(END).putLong(directoryAt).putLong(directory.remaining()).putInt(checksum(directory));
    return end.putInt(checksum(end.duplicate().flip())).putLong(MAGIC).flip();
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.duplicate());
    return (int) checksum.getValue();
  }

  /**
   * The table of a file, whose blocks are mapped.
   *
   * @param damaged told when a block turns out to be damaged
   * @throws UnusableTableException when it is no whole table of this form
   */
  static Table open(Path file, Runnable damaged) throws IOException {
    return open(file, damaged, MappedBlocks.SEGMENT);
  }

  static Table open(Path file, Runnable damaged, long segment) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      require(size >= HEAD + END, file, "it is too short");
      require(read(channel, 0, HEAD).equals(head()), file, "it is no table of this version");
      ByteBuffer end = read(channel, size - END, END);
      int checksum = checksum(end.duplicate().limit(CHECKED));
      long at = end.getLong();
      long length = end.getLong();
      int ofDirectory = end.getInt();
      require(end.getInt() == checksum && end.getLong() == MAGIC, file, "its end is damaged or missing");
      require(at >= HEAD && length >= 0 && length <= NumberList.MOST && at <= size && at + length + END == size, file, "its end contradicts its length");
      ByteBuffer bytes = read(channel, at, (int) length);
      require(checksum(bytes) == ofDirectory, file, "its directory is damaged");
      TableDirectory.Read read = decoded(file, bytes);
      TableDirectory directory = read.directory();
      require(HEAD + directory.index().bytes() == at, file, "its blocks contradict its length");
      return new Table(directory,
          new MappedBlocks(file, channel, directory.source(), directory.index(), read.checksums(), HEAD, segment, damaged));
    } catch (EOFException e) {
      throw new UnusableTableException(file, "it became shorter");
    }
  }

  private static TableDirectory.Read decoded(Path file, ByteBuffer bytes) throws IOException {
    try {
      return TableDirectory.decoded(bytes);
    } catch (IllegalArgumentException e) {
      throw new UnusableTableException(file, "its directory cannot be read: " + e.getMessage());
    }
  }

  private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) throw new EOFException();
    }
    return bytes.flip();
  }

  private static void require(boolean holds, Path file, String otherwise) throws IOException {
    if (!holds) throw new UnusableTableException(file, otherwise);
  }
}
