package dev.gradus.data;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Takes a file within a zip file, gives its bytes, checked against its checksum; damage is a {@link DataException}. */
final class NpzStream extends FilterInputStream {
  private final String name;
  private final ZipEntry entry;
  private final CRC32 sum = new CRC32();
  private long count;

  private NpzStream(String name, ZipEntry entry, InputStream in) {
    super(in);
    this.name = name;
    this.entry = entry;
  }

  static NpzStream open(String name, ZipFile zip, ZipEntry entry) throws IOException {
    try {
      return new NpzStream(name, entry, zip.getInputStream(entry));
    } catch (ZipException | EOFException e) {
      throw damaged(name, e.getMessage());
    }
  }

  static DataException damaged(String name, String why) {
    return NpyHeader.bad(name, "the zip file is damaged (" + Shown.visible(String.valueOf(why)) + "); write it again with numpy.savez");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    int n;
    try {
      n = super.read(to, from, length);
    } catch (ZipException | EOFException e) {
      throw damaged(name, e.getMessage());
    }
    if (n > 0) {
      sum.update(to, from, n);
      count += n;
      if (count == entry.getSize() && sum.getValue() != entry.getCrc()) throw damaged(name, "its checksum is another");
    }
    return n;
  }
}
