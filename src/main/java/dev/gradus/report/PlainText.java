package dev.gradus.report;

/**
 * Takes any text, gives one that shows what is in it and does nothing else: control characters and halves of surrogate pairs become U+FFFD, and characters that
 * turn the direction of what follows (Unicode Standard Annex 9) are spelled, as in [U+202E].
 */
public final class PlainText {
  private static final char STRANGE = '\uFFFD';

  private PlainText() {}

  /** The text, of the same length or longer. */
  public static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> {
      if (turns(c)) {
        out.append(String.format("[U+%04X]", c));
      } else {
        out.appendCodePoint(isShown(c) ? c : STRANGE);
      }
    });
    return out.toString();
  }

  private static boolean turns(int c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
  }

  private static boolean isShown(int c) {
    boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    boolean nothing = (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
    return !Character.isISOControl(c) && !surrogate && !nothing && c != 0x2028 && c != 0x2029;
  }

  /** The first {@code most} characters, and an ellipsis where there are more. */
  static String cut(String text, int most) {
    String plain = of(text);
    int n = plain.codePointCount(0, plain.length());
    return n <= most ? plain : plain.substring(0, plain.offsetByCodePoints(0, most - 1)) + "…";
  }
}
