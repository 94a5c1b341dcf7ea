package dev.gradus.diagnose;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes names and numbers, gives them for sentences. */
final class Words {
  private static final int LONGEST = 40;
  private static final Pattern PLAIN = Pattern.compile("[\\w.+-]+");

  private Words() {}

  /** In quotation marks, cut after 40 characters, without characters that drive a terminal. */
  static String quoted(String name) {
    return '"' + shown(name) + '"';
  }

  private static String shown(String name) {
    String visible = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "\uFFFD");
    if (visible.codePointCount(0, visible.length()) <= LONGEST) return visible;
    return visible.substring(0, visible.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /** What to do about a column. */
  static String ignore(String name) {
    return "--ignore " + (PLAIN.matcher(name).matches() ? shown(name) : quoted(name)) + " leaves it out";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, share > 0 && share < 0.01 || share > 0.99 && share < 1 ? "%.2f %%" : "%.0f %%", 100 * share);
  }

  /** Three digits, without an exponent where that is short: 0.00333, 12.5, 1.2e-06. */
  static String number(double x) {
    if (x == 0) return "0";
    double size = Math.abs(x);
    BigDecimal rounded = new BigDecimal(x).round(new MathContext(3)).stripTrailingZeros();
    return size >= 1e-4 && size < 1e6 ? rounded.toPlainString() : String.format(Locale.ROOT, "%.2g", x);
  }

  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
