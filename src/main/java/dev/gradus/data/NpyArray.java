package dev.gradus.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes a NumPy array in a file, gives one row after the other, a block of them at a time; the array is never in memory as a whole.
 *
 * <p>In C order the blocks follow each other in the file. In Fortran order a block has a stretch of every column, each read where it stands.
 */
final class NpyArray implements Closeable {
  /** About as wide as the widest image; a row of it is 8 MiB. */
  static final int MOST_COLUMNS = 1 << 20;
  private static final int BLOCK_BYTES = 1 << 20;

  private final String name;
  private final NpyHeader header;
  private final ReadableByteChannel channel;
  private final int columns;
  private final int size;
  private final int blockRows;
  private final ByteBuffer block;
  private long first;
  private int rows;
  private int row = -1;

  private NpyArray(String name, NpyHeader header, ReadableByteChannel channel) {
    this.name = name;
    this.header = header;
    this.channel = channel;
    columns = (int) header.columns();
    size = header.type().bytes();
    blockRows = (int) Math.min(header.rows(), Math.max(1, BLOCK_BYTES / (columns * size)));
    block = ByteBuffer.allocate(blockRows * columns * size).order(header.order());
  }

  /** The array in a file. @throws DataException when it is not one that can be read */
  static NpyArray open(String name, Path file) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      NpyHeader header = NpyHeader.read(name, Channels.newInputStream(channel), channel.size());
      channel.position(header.start());
      return new NpyArray(name, header, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The array in C order behind a header that was read from a stream, which is closed with it. */
  static NpyArray of(String name, NpyHeader header, InputStream in) {
    return new NpyArray(name, header, Channels.newChannel(in));
  }

  NpyHeader header() {
    return header;
  }

  /** Goes to the next row; false when there is none left. */
  boolean next() throws IOException {
    if (++row < rows) return true;
    first += rows;
    rows = (int) Math.min(blockRows, header.rows() - first);
    row = 0;
    if (rows == 0) return false;
    if (header.fortran() && columns > 1) {
      readStretches((SeekableByteChannel) channel);
    } else {
      read(0, rows * columns * size);
    }
    return true;
  }

  private void readStretches(SeekableByteChannel file) throws IOException {
    for (int c = 0; c < columns; c++) {
      file.position(header.start() + (c * header.rows() + first) * size);
      read(c * rows * size, rows * size);
    }
  }

  private void read(int at, int count) throws IOException {
    block.limit(at + count).position(at);
    while (block.hasRemaining()) {
      if (channel.read(block) < 0) {
        throw NpyHeader.bad(name, "it ended while it was read, before row " + (first + 1) + " of " + header.rows()
            + "; the file is cut short, write or fetch it again");
      }
    }
  }

  /** An element of the present row. */
  Object cell(int column) {
    int place = header.fortran() && columns > 1 ? column * rows + row : row * columns + column;
    return header.type().cell(block, place * size);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
