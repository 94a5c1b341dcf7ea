package dev.gradus.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Takes bytes that were read in advance and the stream that they are of, gives both; it does not ask the stream for more while it has some of its own. */
final class Ahead extends FilterInputStream {
  private final byte[] first;
  private final int length;
  private int at;

  /** @param from the first of the bytes, kept, that are to be read @param length how many bytes there are */
  Ahead(byte[] first, int from, int length, InputStream in) {
    super(in);
    this.first = first;
    this.length = length;
    at = from;
  }

  @Override
  public int read() throws IOException {
    return at < length ? first[at++] & 255 : in.read();
  }

  @Override
  public int read(byte[] to, int from, int count) throws IOException {
    if (at == length) return in.read(to, from, count);
    int n = Math.min(count, length - at);
    System.arraycopy(first, at, to, from, n);
    at += n;
    return n;
  }

  @Override
  public int available() throws IOException {
    return length - at + in.available();
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
