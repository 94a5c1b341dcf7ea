package dev.gradus.data;

/** Takes text, gives the decimal number it writes: sign, digits, point, exponent; not what else Java would take, such as "0x1p3" or "1d". */
final class Numbers {
  private static final int EXACT_DIGITS = 15;
  private static final double[] TEN_TO = new double[EXACT_DIGITS + 1];

  static {
    TEN_TO[0] = 1;
    for (int i = 1; i <= EXACT_DIGITS; i++) TEN_TO[i] = TEN_TO[i - 1] * 10;
  }

  private Numbers() {}

  /** The double nearest to the number; infinite when it is larger than a float can be, NaN when the text is not a number. */
  static double parse(String text) {
    int end = text.length();
    int start = end > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
    int point = afterDigits(text, start);
    int last = point < end && text.charAt(point) == '.' ? afterDigits(text, point + 1) : point;
    int digits = last - start - (last > point ? 1 : 0);
    if (digits == 0 || last < end && !isExponent(text, last)) return Double.NaN;
    if (last == end && digits <= EXACT_DIGITS) return exact(text, start, point);
    double x = Double.parseDouble(text);
    return Math.abs(x) <= Float.MAX_VALUE ? x : Math.copySign(Double.POSITIVE_INFINITY, x);
  }

  /** Both the digits without the point and the power of ten are exact, so their quotient is rounded once, as it should be. */
  private static double exact(String text, int start, int point) {
    long digits = 0;
    for (int i = start; i < text.length(); i++) {
      if (i != point) digits = 10 * digits + text.charAt(i) - '0';
    }
    double x = digits / TEN_TO[Math.max(0, text.length() - point - 1)];
    return text.charAt(0) == '-' ? -x : x;
  }

  private static boolean isExponent(String text, int at) {
    if (text.charAt(at) != 'e' && text.charAt(at) != 'E') return false;
    int start = at + 1;
    if (start < text.length() && (text.charAt(start) == '-' || text.charAt(start) == '+')) start++;
    return start < text.length() && afterDigits(text, start) == text.length();
  }

  private static int afterDigits(String text, int at) {
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
    return at;
  }
}
