package dev.gradus.data;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Blocks in a file, mapped into memory in segments of whole blocks. A block is checked before any of its rows is given out, and each time it is loaded.
 *
 * <p>A mapping lasts until it is collected, as {@link FileChannel#map} says: to end it while another thread reads would end the process.
 */
final class MappedBlocks implements Blocks {
  static final long SEGMENT = 1L << 30;

  private static final int LINE = 64;
  private static final int PIECE = 1 << 16;

  private final Path file;
  private final String source;
  private final BlockIndex index;
  private final int[] checksums;
  private final Runnable damaged;
  private final int[] segmentOf;
  private final int[] starts;
  private final boolean[] checked;
  private volatile MappedByteBuffer[] segments;

  /**
   * Maps the blocks of an open file.
   *
   * @param checksums the CRC32C of each block, kept
   * @param start where the first block begins
   * @param mostInSegment bytes of a segment that has more than one block
   * @param damaged told before it is said that a block is damaged
   */
  MappedBlocks(Path file, FileChannel channel, String source, BlockIndex index, int[] checksums, long start, long mostInSegment, Runnable damaged)
      throws IOException {
    this.file = file;
    this.source = source;
    this.index = index;
    this.checksums = checksums;
    this.damaged = damaged;
    int blocks = index.blocks();
    segmentOf = new int[blocks];
    starts = new int[blocks];
    checked = new boolean[blocks];
    List<MappedByteBuffer> mapped = new ArrayList<>();
    long from = start;
    long length = 0;
    for (int b = 0; b < blocks; b++) {
      if (length > 0 && length + index.length(b) > mostInSegment) {
        mapped.add(channel.map(FileChannel.MapMode.READ_ONLY, from, length));
        from += length;
        length = 0;
      }
      segmentOf[b] = mapped.size();
      starts[b] = (int) length;
      length += index.length(b);
    }
    mapped.add(channel.map(FileChannel.MapMode.READ_ONLY, from, length));
    segments = mapped.toArray(MappedByteBuffer[]::new);
  }

  private MappedByteBuffer segment(int block) {
    MappedByteBuffer[] open = segments;
    if (open == null) throw new IllegalStateException("the table of " + source + " was closed");
    return open[segmentOf[block]];
  }

  @Override
  public byte[] bytes(int block, int at, int length, byte[] scratch) {
    if (!checked[block]) load(block);
    try {
      segment(block).get(starts[block] + at, scratch, 0, length);
      return scratch;
    } catch (InternalError e) {
      throw unreadable(block);
    }
  }

  @Override
  public int touch(int block, int at, int length) {
    if (!checked[block]) load(block);
    MappedByteBuffer segment = segment(block);
    int sum = 0;
    try {
      for (int i = starts[block] + at, end = i + length; i < end; i += LINE) sum += segment.get(i);
    } catch (InternalError e) {
      throw unreadable(block);
    }
    return sum;
  }

  @Override
  public void load(int block) {
    MappedByteBuffer segment = segment(block);
    CRC32C checksum = new CRC32C();
    int end = starts[block] + index.length(block);
    byte[] piece = new byte[Math.min(PIECE, index.length(block))];
    try {
      for (int at = starts[block]; at < end; at += piece.length) {
        int length = Math.min(piece.length, end - at);
        segment.get(at, piece, 0, length);
        checksum.update(piece, 0, length);
      }
    } catch (InternalError e) {
      throw unreadable(block);
    }
    if ((int) checksum.getValue() != checksums[block]) throw trouble(block, "is damaged");
    checked[block] = true;
  }

  /** The system tells of a page that it cannot bring by this error. */
  private DataException unreadable(int block) {
    return trouble(block, "cannot be read");
  }

  private DataException trouble(int block, String what) {
    damaged.run();
    int row = block * index.blockRows();
    return new DataException(source, "the stored copy " + file + " " + what + " where it has rows " + Shown.count(row + 1L) + " to "
        + Shown.count(row + (long) index.rowsOf(block)) + ". Run again, and it is made anew; if that does not help, look at the disk.");
  }

  @Override
  public void close() {
    segments = null;
  }
}
