package dev.gradus.data;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Takes the bytes of a file, packed by gzip or zstd or not, gives those of its content. Several packed parts in a row are one content. */
final class Unpacked extends FilterInputStream {
  private static final int BUFFER = 1 << 16;

  private final String source;
  private final String packer;

  private Unpacked(String source, String packer, InputStream in) {
    super(in);
    this.source = source;
    this.packer = packer;
  }

  /** The content; the first bytes tell how it is packed. @throws DataException when it is damaged, here or when it is read */
  static InputStream of(String source, InputStream in) throws IOException {
    byte[] start = in.readNBytes(4);
    InputStream file = new Ahead(start, 0, start.length, in);
    if (startsWith(start, 0x1F, 0x8B)) {
      try {
        return new Unpacked(source, "gzip", new GZIPInputStream(new NeverEmpty(file), BUFFER));
      } catch (ZipException | EOFException e) {
        throw damaged(source, "gzip");
      }
    }
    boolean frame = startsWith(start, 0x28, 0xB5, 0x2F, 0xFD);
    boolean skippable = start.length == 4 && (start[0] & 0xF0) == 0x50 && startsWith(start, start[0] & 255, 0x2A, 0x4D, 0x18);
    return frame || skippable ? new Unpacked(source, "zstd", new ZstdInputStreamNoFinalizer(file)) : file;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) return false;
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 255) != start[i]) return false;
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
  }

  @Override
  public int read(byte[] to, int from, int count) throws IOException {
    try {
      return super.read(to, from, count);
    } catch (ZipException | EOFException | ZstdIOException e) {
      throw damaged(source, packer);
    }
  }

  private static DataException damaged(String source, String packer) {
    return new DataException(source, "the " + packer + " data are damaged or end too early. Check the file with " + packer + " -t, or fetch it again.");
  }

  /** A pipe may have nothing at hand between two parts, which the JDK takes for the end of the last (JDK-7036144). */
  private static final class NeverEmpty extends FilterInputStream {
    NeverEmpty(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      return Math.max(1, super.available());
    }
  }
}
