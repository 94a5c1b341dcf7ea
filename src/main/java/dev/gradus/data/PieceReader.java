package dev.gradus.data;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Takes a piece of text in UTF-8, gives its characters as long as they are clean; characters before a fault come before it. */
final class PieceReader extends Reader {
  private final byte[] bytes;
  private final int length;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private int at;
  private boolean ended;
  private boolean nul;

  PieceReader(CsvPiece piece) {
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
    int least = 1;
    for (int i = 0; i < n; i++) {
      byte b = bytes[at + i];
      to[from + i] = (char) b;
      least = Math.min(least, b);
    }
    if (least < 1) return decode(to, from, count);
    at += n;
    return n;
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
