package dev.gradus.data;

import java.io.IOException;
import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Takes a piece of text in UTF-8, gives its characters as long as they are clean; characters before a fault come before it. */
final class PieceReader extends Reader {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final byte[] bytes;
  private final int length;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private int at;
  private boolean ended;
  private boolean nul;

  /** From a byte of the piece on. */
  PieceReader(CsvPiece piece, int from) {
    at = from;
    bytes = piece.bytes;
    length = piece.length;
  }

  /** Whether the end was met. */
  boolean ended() {
    return ended;
  }

  /** @throws CsvFault at a byte that is not UTF-8, and at a NUL */
  @Override
  public int read(char[] to, int from, int count) throws IOException {
    if (nul) throw nul(bytes, length);
    if (at == length) {
      ended = true;
      return -1;
    }
    int n = Math.min(count, length - at);
    if (!isPlain(at + n)) return decode(to, from, count);
    new String(bytes, at, n, StandardCharsets.ISO_8859_1).getChars(0, n, to, from);
    at += n;
    return n;
  }

  /** Whether all bytes from here on are ASCII and none is NUL, eight at a time: the highest bit of a byte is set, or is set by taking 1 from it. */
  private boolean isPlain(int end) {
    int i = at;
    long found = 0;
    for (; i + 8 <= end; i += 8) {
      long x = (long) LONGS.get(bytes, i);
      found |= x | x - 0x0101010101010101L;
    }
    for (; i < end; i++) found |= bytes[i] < 1 ? Long.MIN_VALUE : 0;
    return (found & 0x8080808080808080L) == 0;
  }

  private int decode(char[] to, int from, int count) throws CsvFault {
    ByteBuffer in = ByteBuffer.wrap(bytes, at, length - at);
    CharBuffer out = CharBuffer.wrap(to, from, count);
    CoderResult result = decoder.reset().decode(in, out, true);
    at = in.position();
    int end = out.position();
    if (end == from && result.isError()) throw notUtf8();
    for (int i = from; i < end; i++) {
      if (to[i] != 0) continue;
      nul = true;
      if (i == from) throw nul(bytes, length);
      return i - from;
    }
    return end - from;
  }

  private CsvFault notUtf8() {
    return new CsvFault(1 + lineEnds(bytes, at), "", String.format("the byte 0x%02X is not UTF-8 here, as in a Latin-1 file. Say --encoding latin1 or "
        + "--encoding windows-1252 if that is what it is, or save the file as UTF-8.", bytes[at]));
  }

  /** About the first NUL of some bytes that have one. */
  static CsvFault nul(byte[] bytes, int length) {
    int at = 0;
    while (at < length && bytes[at] != 0) at++;
    return new CsvFault(1 + lineEnds(bytes, at), "", "a NUL character was found; this is not a text file, or it is damaged.");
  }

  /** How many lines end before an index, by a line feed, a carriage return, or both. */
  static long lineEnds(byte[] bytes, int length) {
    long n = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r') || bytes[i] == '\r') n++;
    }
    return n;
  }

  @Override
  public void close() {}
}
