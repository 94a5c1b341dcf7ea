package dev.gradus.data;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Takes CSV in UTF-8, gives it in pieces that end where records end, so that each can be parsed alone, and gives the same rows as the whole.
 *
 * <p>It knows quotation marks as the parser behind it does: one opens at the start of a cell or after white space there, one within is written twice, and one
 * inside a cell that has begun without is a character. In a piece without any, every line end is the end of a record.
 */
final class CsvSplitter {
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  /** The longest record, in characters. */
  static final int LONGEST = 8 << 20;

  private static final int START = 0;
  private static final int PLAIN = 1;
  private static final int QUOTED = 2;
  private static final int CLOSING = 3;

  private final InputStream in;
  private final byte separator;
  private final byte quote;
  private final int size;
  private final boolean prompt;
  private byte[] rest = new byte[0];
  private int restLength;
  private boolean ended;
  private Exception fault = new IOException();
  private boolean faulty;

  private byte[] bytes = rest;
  private int length;
  private int limit;
  private int at;
  private int state;
  private boolean quotes;
  private int firstEnd;
  private int lastEnd;

  /**
   * Starts before the first record.
   *
   * @param size how many bytes a piece has, or a few more; a longer record makes a longer piece
   * @param prompt whether a piece may be shorter when the stream has given whole records and would have to wait for more
   */
  CsvSplitter(InputStream in, char separator, char quote, int size, boolean prompt) {
    this.in = in;
    this.separator = (byte) separator;
    this.quote = (byte) quote;
    this.size = size;
    this.prompt = prompt;
  }

  /**
   * Fills a piece; false at the end.
   *
   * @throws CsvFault when a record is too long, or the text is not in its encoding; its line counts from the first of this piece
   * @throws DataException when packed data are damaged; records before the damage have been given
   */
  boolean next(CsvPiece piece) throws IOException {
    begin(piece);
    do {
      fill();
      findEnds();
      if (length > LONGEST) refuseLongest();
    } while (lastEnd == 0 && !ended);
    int end = ended && !faulty ? length : lastEnd;
    piece.bytes = bytes;
    piece.length = end;
    keep(end);
    if (end == 0 && faulty) throw raised();
    return end > 0;
  }

  private void begin(CsvPiece piece) {
    limit = restLength;
    bytes = piece.bytes.length >= limit ? piece.bytes : new byte[limit + size];
    System.arraycopy(rest, 0, bytes, 0, restLength);
    length = restLength;
    at = 0;
    state = START;
    quotes = false;
    firstEnd = 0;
    lastEnd = 0;
  }

  private void keep(int end) {
    restLength = length - end;
    if (rest.length < restLength) rest = new byte[restLength];
    System.arraycopy(bytes, end, rest, 0, restLength);
  }

  private void fill() throws IOException {
    limit += size;
    if (bytes.length < limit) bytes = Arrays.copyOf(bytes, limit);
    try {
      while (length < limit && !ended) {
        int n = in.read(bytes, length, limit - length);
        if (n < 0) ended = true;
        else length += n;
        if (prompt && n >= 0 && in.available() == 0) return;
      }
    } catch (DataException | CsvFault e) {
      fault = e;
      faulty = true;
      ended = true;
    }
  }

  private IOException raised() {
    if (fault instanceof DataException e) throw e;
    return ((CsvFault) fault).after(PieceReader.lineEnds(bytes, length));
  }

  /** Finds the ends of records among the bytes that are new. */
  private void findEnds() {
    if (!quotes && has(quote, at)) {
      quotes = true;
      at = 0;
    }
    if (quotes) {
      scan();
      return;
    }
    lastEnd = lastLineEnd(Math.max(0, at - 1));
    if (lastEnd > 0 && at > 0) firstEnd = firstLineEnd(at - 1);
    at = length;
  }

  /** Whether a byte is there from an index on, looked for eight at a time (Warren, Hacker's Delight, section 6-1). */
  private boolean has(byte wanted, int from) {
    long pattern = (wanted & 255) * 0x0101010101010101L;
    int i = from;
    for (; i + 8 <= length; i += 8) {
      long x = (long) LONGS.get(bytes, i) ^ pattern;
      if ((x - 0x0101010101010101L & ~x & 0x8080808080808080L) != 0) return true;
    }
    for (; i < length; i++) {
      if (bytes[i] == wanted) return true;
    }
    return false;
  }

  /** After the last line end; a carriage return that is the last byte may be half of one. */
  private int lastLineEnd(int from) {
    for (int i = length - 1; i >= from; i--) {
      if (bytes[i] == '\n' || bytes[i] == '\r' && (i + 1 < length || ended)) return i + 1;
    }
    return 0;
  }

  private int firstLineEnd(int from) {
    int i = from;
    while (bytes[i] != '\n' && bytes[i] != '\r') i++;
    return i + 1;
  }

  /** Goes on from where it stopped for want of bytes. */
  private void scan() {
    int i = at;
    int s = state;
    for (; i < length; i++) {
      byte b = bytes[i];
      if (s == QUOTED) {
        if (b == quote) s = CLOSING;
      } else if (b == separator) {
        s = START;
      } else if (b == '\n' || b == '\r') {
        if (b == '\r' && i + 1 == length && !ended) break;
        if (b == '\r' && i + 1 < length && bytes[i + 1] == '\n') i++;
        s = START;
        lastEnd = i + 1;
        if (firstEnd == 0) firstEnd = lastEnd;
      } else if (b == quote && s != PLAIN) {
        s = QUOTED;
      } else if (s == START && b < 0) {
        if (i + 3 > length && !ended) break;
        if (isWideSpace(i)) i += 2;
        else s = PLAIN;
      } else if (s != START || !Character.isWhitespace(b)) {
        s = PLAIN;
      }
    }
    at = i;
    state = s;
  }

  /** Whether a white space of three bytes begins here: U+1680, U+2000 to U+200A but U+2007, U+2028, U+2029, U+205F, U+3000. */
  private boolean isWideSpace(int i) {
    if (i + 3 > length || bytes[i] != (byte) 0xE1 && bytes[i] != (byte) 0xE2 && bytes[i] != (byte) 0xE3) return false;
    return Character.isWhitespace((bytes[i] & 15) << 12 | (bytes[i + 1] & 63) << 6 | bytes[i + 2] & 63);
  }

  /** Only the first record of a piece can be longer than a piece. */
  private void refuseLongest() throws CsvFault {
    int end = firstEnd > 0 ? firstEnd : length;
    if (end <= LONGEST || firstEnd == 0 && faulty || characters(end) <= LONGEST) return;
    if (has((byte) 0, 0)) throw PieceReader.nul(bytes, length);
    throw new CsvFault(1, "", "the record that begins here is longer than " + Shown.count(LONGEST) + " characters. Look for a quotation mark that is opened "
        + "and not closed.");
  }

  /** How many Java characters there are before an index: a byte that goes on with a character is none, one of four bytes is two. */
  private int characters(int end) {
    int n = 0;
    for (int i = 0; i < end; i++) {
      if ((bytes[i] & 0xC0) != 0x80) n += (bytes[i] & 0xF8) == 0xF0 ? 2 : 1;
    }
    return n;
  }
}
