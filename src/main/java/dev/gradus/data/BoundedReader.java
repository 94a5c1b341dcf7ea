package dev.gradus.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Takes the bytes of a text, in gzip or not, gives its characters as long as they are clean: UTF-8, no NUL, no endless record.
 *
 * <p>The parser behind it would replace bad bytes silently and keep an unterminated quote in memory up to the end of the file.
 */
final class BoundedReader extends Reader {
  /** The longest record, in characters. */
  static final int LONGEST_RECORD = 8 << 20;

  private final String source;
  private final InputStream in;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private final CharBuffer chars = CharBuffer.allocate(1 << 14).flip();
  private boolean lastBytes;
  private boolean ended;
  private boolean afterReturn;
  private long line = 1;
  private long record = 1;
  private long length;

  private BoundedReader(String source, InputStream in) {
    this.source = source;
    this.in = in;
  }

  /** The characters of a stream, without a byte order mark. @throws DataException when it is UTF-16, or gzip that is damaged */
  static BoundedReader of(String source, InputStream in) throws IOException {
    try {
      PushbackInputStream file = new PushbackInputStream(in, 4);
      boolean packed = startsWith(peek(file), 0x1F, 0x8B);
      PushbackInputStream text = packed ? new PushbackInputStream(new GZIPInputStream(file, 1 << 16), 4) : file;
      byte[] start = peek(text);
      if (isUtf16(start)) {
        throw new DataException(source, "the text is UTF-16, and UTF-8 is expected. Save it as UTF-8, for instance with "
            + "iconv -f UTF-16 -t UTF-8.");
      }
      if (startsWith(start, 0xEF, 0xBB, 0xBF)) text.skipNBytes(3);
      return new BoundedReader(source, text);
    } catch (ZipException | EOFException e) {
      throw damaged(source);
    }
  }

  private static byte[] peek(PushbackInputStream in) throws IOException {
    byte[] start = in.readNBytes(4);
    in.unread(start);
    return start;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) return false;
    for (int i = 0; i < start.length; i++) {
      if ((bytes[i] & 255) != start[i]) return false;
    }
    return true;
  }

  /** By its mark, or by the zero in one half of the first character. */
  private static boolean isUtf16(byte[] start) {
    return startsWith(start, 0xFF, 0xFE) || startsWith(start, 0xFE, 0xFF) || start.length > 1 && (start[0] == 0) != (start[1] == 0);
  }

  private static DataException damaged(String source) {
    return new DataException(source, "the gzip data are damaged or end too early. Check the file with gzip -t, or fetch it again.");
  }

  /** Says that a record begins at a line: it may have as many characters as the longest. */
  void startRecord(long line) {
    record = line;
    length = 0;
  }

  /** Whether the end was met. */
  boolean ended() {
    return ended;
  }

  @Override
  public int read(char[] to, int from, int count) throws IOException {
    if (!chars.hasRemaining() && !decode()) {
      ended = true;
      return -1;
    }
    int n = clean(Math.min(count, chars.remaining()));
    length += n;
    if (length > LONGEST_RECORD) throw endless();
    chars.get(to, from, n);
    return n;
  }

  /** Fills the characters; false at the end. Characters before a fault come first, so that the line of the fault is known. */
  private boolean decode() throws IOException {
    chars.clear();
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, lastBytes);
      if (chars.position() > 0) break;
      if (result.isError()) throw notUtf8();
      if (lastBytes) break;
      fill();
    }
    chars.flip();
    return chars.hasRemaining();
  }

  private void fill() throws IOException {
    bytes.compact();
    try {
      int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
      lastBytes = n < 0;
      if (n > 0) bytes.position(bytes.position() + n);
    } catch (ZipException | EOFException e) {
      throw damaged(source);
    }
    bytes.flip();
  }

  /** How many of the next characters come before a NUL; their line ends are counted. */
  private int clean(int count) {
    for (int i = 0; i < count; i++) {
      char c = chars.charAt(i);
      if (c > '\r') {
        afterReturn = false;
        continue;
      }
      if (c == 0 && i > 0) return i;
      if (c == 0) throw new DataException(source, line, "", "a NUL character was found; this is not a text file, or it is damaged.");
      if (c == '\r' || c == '\n' && !afterReturn) line++;
      afterReturn = c == '\r';
    }
    return count;
  }

  private DataException notUtf8() {
    String found = String.format("0x%02X", bytes.get(bytes.position()));
    return new DataException(source, line, "", "the byte " + found + " is not UTF-8 here, as in a Latin-1 file. Save the file as UTF-8, "
        + "for instance with iconv -f LATIN1 -t UTF-8.");
  }

  private DataException endless() {
    return new DataException(source, record, "", "the record that begins here is longer than " + Shown.count(LONGEST_RECORD)
        + " characters. Look for a quotation mark that is opened and not closed.");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
