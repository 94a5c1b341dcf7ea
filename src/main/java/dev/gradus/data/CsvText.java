package dev.gradus.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Takes the bytes of a source, packed or not, in whatever encoding, gives its text in UTF-8 without a byte order mark, and the start of it in advance.
 *
 * <p>What is said to be UTF-8, or is taken for it, is given unseen: whoever decodes it finds what is not.
 */
final class CsvText extends FilterInputStream {
  /** How much of a text its dialect is detected from, in bytes. */
  static final int START = 1 << 16;

  private static final int MARK = 256;

  private final byte[] start;

  private CsvText(InputStream in, byte[] start) {
    super(in);
    this.start = start;
  }

  /**
   * The text of a stream.
   *
   * @param prompt whether the start may be short when the stream has no more to give at the moment, but has two lines; else it is as long as can be
   */
  static CsvText of(String source, InputStream in, Optional<Charset> said, boolean prompt) throws IOException {
    InputStream bytes = Unpacked.of(source, in);
    byte[] first = peek(bytes, MARK, prompt);
    Charset charset = said.orElseGet(() -> charset(first));
    bytes = new Ahead(first, 0, first.length, bytes);
    InputStream text = charset == StandardCharsets.UTF_8 ? bytes : new Transcoded(bytes, charset);
    byte[] start = peek(text, START, prompt);
    int mark = start.length >= 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF ? 3 : 0;
    return new CsvText(new Ahead(start, mark, start.length, text), Arrays.copyOfRange(start, mark, start.length));
  }

  /** What comes next, up to a fault, which will be met again. */
  private static byte[] peek(InputStream in, int most, boolean prompt) throws IOException {
    byte[] bytes = new byte[most];
    int length = 0;
    try {
      for (int n = 0; n >= 0 && length < most && !(prompt && hasTwoLines(bytes, length) && in.available() == 0); length += Math.max(0, n)) {
        n = in.read(bytes, length, most - length);
      }
    } catch (CsvFault | DataException e) {
      if (length == 0) throw e;
    }
    return Arrays.copyOf(bytes, length);
  }

  private static boolean hasTwoLines(byte[] bytes, int length) {
    int lines = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n')) lines++;
    }
    return lines > 1;
  }

  /** By its mark, or by zeros in the same half of many characters. */
  private static Charset charset(byte[] first) {
    int[] b = new int[] {-1, -1, -1, -1};
    for (int i = 0; i < Math.min(4, first.length); i++) b[i] = first[i] & 255;
    if (b[0] == 0 && b[1] == 0 && b[2] == 0xFE && b[3] == 0xFF || b[0] == 0xFF && b[1] == 0xFE && b[2] == 0 && b[3] == 0) return Charset.forName("UTF-32");
    if (b[0] == 0xFE && b[1] == 0xFF || b[0] == 0xFF && b[1] == 0xFE) return StandardCharsets.UTF_16;
    int[] zeros = new int[2];
    for (int i = 0; i < first.length; i++) {
      if (first[i] == 0) zeros[i & 1]++;
    }
    int few = first.length / 8;
    if (zeros[1] > few && zeros[1] > 8 * zeros[0]) return StandardCharsets.UTF_16LE;
    return zeros[0] > few && zeros[0] > 8 * zeros[1] ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
  }

  /** The first bytes, at most {@link #START}, which will be read again. */
  byte[] start() {
    return start;
  }
}
