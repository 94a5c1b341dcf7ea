package dev.gradus.prepare;

/**
 * Takes text, gives the decimal number it writes: sign, digits, point, exponent; not what else Java would take, such as "0x1p3" or "1d".
 *
 * <p>The double is the nearest to the number, ties to even, bit for bit that of {@link Double#parseDouble}: by one exact product or quotient when digits and
 * power of ten are exact (Clinger 1990, "How to read floating point numbers accurately"), else by {@link PowersOfTen}, else by Java.
 */
public final class Numbers {
  /** So many digits always fit an unsigned 64-bit integer. */
  private static final int MOST_DIGITS = 19;
  private static final int LARGE_EXPONENT = 100_000_000;
  private static final long EXACT = 1L << 53;
  private static final double[] TEN_TO = new double[23];

  static {
    TEN_TO[0] = 1;
    for (int i = 1; i < TEN_TO.length; i++) TEN_TO[i] = TEN_TO[i - 1] * 10;
  }

  private Numbers() {}

  /** The double nearest to the number; infinite when it is larger than a float can be, NaN when the text is not a number. */
  public static double parse(CharSequence text) {
    return parse(text, 0, text.length(), '.');
  }

  /** The same of the characters {@code from} to {@code to}, the latter excluded, with {@code decimal} between the whole and the decimal digits. */
  public static double parse(CharSequence text, int from, int to, char decimal) {
    int at = from;
    boolean negative = at < to && text.charAt(at) == '-';
    if (negative || at < to && text.charAt(at) == '+') at++;
    long digits = 0;
    int kept = 0;
    int left = 0;
    int places = 0;
    boolean point = false;
    boolean any = false;
    for (; at < to; at++) {
      int c = text.charAt(at);
      if (c == decimal && !point) {
        point = true;
        continue;
      }
      int digit = c - '0';
      if (digit < 0 || digit > 9) break;
      any = true;
      if (point) places++;
      if (kept == MOST_DIGITS) {
        left++;
      } else if (digit > 0 || kept > 0) {
        digits = 10 * digits + digit;
        kept++;
      }
    }
    if (!any) return Double.NaN;
    int exponent = 0;
    if (at < to) {
      exponent = exponent(text, at, to);
      if (exponent == Integer.MIN_VALUE) return Double.NaN;
    }
    int power = (int) Math.max(-LARGE_EXPONENT, Math.min(LARGE_EXPONENT, (long) exponent - places + left));
    double x = left == 0 ? nearest(digits, power) : nearestBetween(digits, power);
    if (Double.isNaN(x)) x = java(text, from, to, decimal);
    if (x > Float.MAX_VALUE) x = Double.POSITIVE_INFINITY;
    return negative ? -x : x;
  }

  /** The exponent that is written from an "e" to the end, MIN_VALUE when there is none. */
  private static int exponent(CharSequence text, int e, int to) {
    if (text.charAt(e) != 'e' && text.charAt(e) != 'E') return Integer.MIN_VALUE;
    int at = e + 1;
    boolean negative = at < to && text.charAt(at) == '-';
    if (negative || at < to && text.charAt(at) == '+') at++;
    if (at == to) return Integer.MIN_VALUE;
    int exponent = 0;
    for (; at < to; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) return Integer.MIN_VALUE;
      if (exponent < LARGE_EXPONENT) exponent = 10 * exponent + digit;
    }
    return negative ? -exponent : exponent;
  }

  /** The double nearest to digits · 10^exponent, NaN when it is not decided. @param digits unsigned */
  private static double nearest(long digits, int exponent) {
    if (digits == 0) return 0;
    if (digits > 0 && digits <= EXACT && exponent > -TEN_TO.length && exponent < TEN_TO.length) {
      return exponent < 0 ? digits / TEN_TO[-exponent] : digits * TEN_TO[exponent];
    }
    return PowersOfTen.nearest(digits, exponent);
  }

  /** The double nearest to all numbers from digits · 10^exponent to (digits + 1) · 10^exponent, NaN when there is not one. */
  private static double nearestBetween(long digits, int exponent) {
    double low = nearest(digits, exponent);
    return low == nearest(digits + 1, exponent) ? low : Double.NaN;
  }

  private static double java(CharSequence text, int from, int to, char decimal) {
    return Math.abs(Double.parseDouble(text.subSequence(from, to).toString().replace(decimal, '.')));
  }
}
