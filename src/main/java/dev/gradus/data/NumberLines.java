package dev.gradus.data;

import java.nio.charset.StandardCharsets;

/**
 * Takes a piece of CSV, gives the cells of its first lines as long as they are written in the characters of numbers alone, and stops before the first line that
 * is not: what has to be parsed begins there.
 *
 * <p>Such a line has nothing that a parser could take in more than one way: no quotation mark, no space, no letter but the "e" of an exponent. As text it is
 * the characters of the piece.
 */
final class NumberLines implements CharSequence {
  private static final String CHARACTERS = "0123456789+-.eE";
  private static final boolean[] OF_NUMBERS = new boolean[128];
  private static final int MOST_DIGITS = 9;

  static {
    for (char c : CHARACTERS.toCharArray()) OF_NUMBERS[c] = true;
  }

  private final byte[] bytes;
  private final int length;
  private final byte separator;
  /** Where each cell of the present line ends; the one after it begins one later. */
  private final int[] ends;
  private final int[] wholes;
  private int start;
  private int at;
  private long lines;

  /** Before the first line. @param width how many cells a line has */
  NumberLines(CsvPiece piece, char separator, int width) {
    bytes = piece.bytes;
    length = piece.length;
    this.separator = (byte) separator;
    ends = new int[width];
    wholes = new int[width];
  }

  /** Whether a separator parts such cells and is none of their characters. */
  static boolean parts(char separator) {
    return CHARACTERS.indexOf(separator) < 0;
  }

  /** Goes to the next line; false when there is none, or it has another width or other characters. */
  boolean next() {
    int cell = 0;
    int from = at;
    int whole = 0;
    boolean plain = true;
    int i = at;
    for (; i < length; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        whole = 10 * whole + digit;
      } else if (bytes[i] == separator && cell < ends.length - 1) {
        end(cell++, from, i, plain, whole);
        from = i + 1;
        whole = 0;
        plain = true;
      } else if (bytes[i] >= 0 && OF_NUMBERS[bytes[i]]) {
        plain = false;
      } else {
        break;
      }
    }
    if (i == at || cell < ends.length - 1 || i < length && bytes[i] != '\n' && bytes[i] != '\r') return false;
    end(cell, from, i, plain, whole);
    start = at;
    at = i + 1 < length && bytes[i] == '\r' && bytes[i + 1] == '\n' ? i + 2 : Math.min(i + 1, length);
    lines++;
    return true;
  }

  private void end(int cell, int from, int to, boolean plain, int whole) {
    ends[cell] = to;
    wholes[cell] = plain && to > from && to - from <= MOST_DIGITS ? whole : -1;
  }

  /** Where a cell of the present line begins. */
  int from(int cell) {
    return cell == 0 ? start : ends[cell - 1] + 1;
  }

  /** Where a cell of the present line ends. */
  int to(int cell) {
    return ends[cell];
  }

  /** The number of a cell of at most nine digits, −1 when it is something else: most cells of images and counts. */
  int whole(int cell) {
    return wholes[cell];
  }

  /** The byte after the present line, where the next one begins. */
  int end() {
    return at;
  }

  /** Back to before the present line. */
  void back() {
    at = start;
    lines--;
  }

  /** How many lines were gone to. */
  long lines() {
    return lines;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return (char) bytes[index];
  }

  @Override
  public String subSequence(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
