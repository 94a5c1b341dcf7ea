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
    int start = at;
    long digits = 0;
    for (; at < to; at++) {
      int digit = text.charAt(at) - '0';
      if (digit < 0 || digit > 9) break;
      digits = 10 * digits + digit;
    }
    int count = at - start;
    int places = 0;
    if (at < to && text.charAt(at) == decimal) {
      int point = at++;
      for (; at < to; at++) {
        int digit = text.charAt(at) - '0';
        if (digit < 0 || digit > 9) break;
        digits = 10 * digits + digit;
      }
      places = at - point - 1;
      count += places;
    }
    if (count == 0) return Double.NaN;
    int exponent = 0;
    if (at < to) {
      exponent = exponent(text, at, to);
      if (exponent == Integer.MIN_VALUE) return Double.NaN;
    }
    double x = count <= MOST_DIGITS ? nearest(digits, limited((long) exponent - places)) : ofManyDigits(text, start, at, decimal, (long) exponent - places);
    if (Double.isNaN(x)) x = java(text, from, to, decimal);
    if (x > Float.MAX_VALUE) x = Double.POSITIVE_INFINITY;
    return negative ? -x : x;
  }

  /** The number by its first 19 digits, zeros before them aside, when they decide it. */
  private static double ofManyDigits(CharSequence text, int start, int end, char decimal, long power) {
    long digits = 0;
    int kept = 0;
    int left = 0;
    for (int at = start; at < end; at++) {
      char c = text.charAt(at);
      if (c == decimal || c == '0' && kept == 0) continue;
      if (kept == MOST_DIGITS) {
        left++;
      } else {
        digits = 10 * digits + c - '0';
        kept++;
      }
    }
    return left == 0 ? nearest(digits, limited(power)) : nearestBetween(digits, limited(power + left));
  }

  private static int limited(long power) {
    return (int) Math.max(-LARGE_EXPONENT, Math.min(LARGE_EXPONENT, power));
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
