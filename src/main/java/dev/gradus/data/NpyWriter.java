package dev.gradus.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * Takes rows of numbers one after another, gives a {@code .npy} file of them (NumPy's NEP 1, version 1.0): float64, little-endian, row after row. How many rows
 * there are is written into the header at the end.
 */
public final class NpyWriter {
  private static final int HEADER = 128;
  private static final int BUFFER = 1 << 16;

  private final SeekableByteChannel to;
  private final int width;
  private final long start;
  private final ByteBuffer buffer;
  private long rows;

  /** @param to kept, not closed @param width numbers of a row, at least 1 */
  public NpyWriter(SeekableByteChannel to, int width) throws IOException {
    if (width < 1) throw new IllegalArgumentException("rows of " + width + " numbers were asked for; it must be at least 1");
    this.to = to;
    this.width = width;
    start = to.position();
    buffer = ByteBuffer.allocate(Math.max(BUFFER, 8 * width)).order(ByteOrder.LITTLE_ENDIAN);
    writeFully(header());
  }

  private ByteBuffer header() {
    String text = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows + ", " + width + "), }";
    int room = HEADER - 10;
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort((short) room);
    header.put((text + " ".repeat(room - 1 - text.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    return header.flip();
  }

  /** A row; NaN is a missing value. */
  public void row(double[] values) throws IOException {
    if (values.length != width) throw new IllegalArgumentException("a row of " + values.length + " numbers was given; it must have " + width);
    if (buffer.remaining() < 8 * width) drain();
    for (double value : values) buffer.putDouble(value);
    rows++;
  }

  private void drain() throws IOException {
    writeFully(buffer.flip());
    buffer.clear();
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) to.write(bytes);
  }

  /** Writes what is left, and the header as it is to be. */
  public void finish() throws IOException {
    drain();
    long end = to.position();
    to.position(start);
    writeFully(header());
    to.position(end);
  }
}
