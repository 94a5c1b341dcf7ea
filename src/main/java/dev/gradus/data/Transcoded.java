package dev.gradus.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Takes the bytes of a text in some encoding, gives it in UTF-8. Text before a fault comes before the fault. */
final class Transcoded extends FilterInputStream {
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final ByteBuffer raw = ByteBuffer.allocate(1 << 15).flip();
  private final CharBuffer chars = CharBuffer.allocate(1 << 15).flip();
  private final ByteBuffer text = ByteBuffer.allocate(3 << 15).flip();
  private boolean lastBytes;

  Transcoded(InputStream in, Charset charset) {
    super(in);
    this.charset = charset;
    decoder = charset.newDecoder();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
  }

  /** @throws CsvFault when bytes are not of the encoding; its line is the one after what was read */
  @Override
  public int read(byte[] to, int from, int count) throws IOException {
    if (!text.hasRemaining() && !decode()) return -1;
    int n = Math.min(count, text.remaining());
    text.get(to, from, n);
    return n;
  }

  private boolean decode() throws IOException {
    chars.compact();
    CoderResult result = decoder.decode(raw, chars, lastBytes);
    while (chars.position() == 0 && !result.isError() && !lastBytes) {
      raw.compact();
      int n = in.read(raw.array(), raw.position(), raw.remaining());
      lastBytes = n < 0;
      if (n > 0) raw.position(raw.position() + n);
      raw.flip();
      result = decoder.decode(raw, chars, lastBytes);
    }
    chars.flip();
    text.clear();
    CoderResult written = encoder.encode(chars, text, lastBytes && !raw.hasRemaining());
    text.flip();
    if (text.hasRemaining()) return true;
    if (result.isError() || written.isError()) throw fault();
    return false;
  }

  private CsvFault fault() {
    String found = raw.hasRemaining() ? String.format("the byte 0x%02X", raw.get(raw.position())) : "half a character";
    return new CsvFault(1, "", found + " is not " + charset + " here. Say --encoding with the one that it is, or save the file as UTF-8.");
  }

  @Override
  public int available() throws IOException {
    return text.remaining() > 0 ? text.remaining() : in.available() > 0 ? 1 : 0;
  }
}
