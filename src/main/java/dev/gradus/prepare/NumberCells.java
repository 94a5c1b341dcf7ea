package dev.gradus.prepare;

import java.util.Arrays;
import java.util.Optional;

/** Takes cells of numbers, gives them; a Boolean counts as 0 or 1. */
final class NumberCells extends CellReader {
  private static final String LARGE = " is too large; the numbers of a float go from -3.4e38 to 3.4e38";
  private static final char NO_BREAK_SPACE = '\u00A0';
  private static final char THIN_SPACE = '\u2009';
  private static final char NARROW_NO_BREAK_SPACE = '\u202F';
  private static final char CURVED_APOSTROPHE = '\u2019';

  /** Marks of missing values that are numbers, such as -999. */
  private final double[] marks;

  NumberCells(TextRules rules) {
    super(rules);
    double[] numbers = new double[rules.missing().size()];
    int n = 0;
    for (String text : rules.missing()) {
      double x = parse(text, rules);
      if (Double.isFinite(x)) numbers[n++] = x;
    }
    marks = Arrays.copyOf(numbers, n);
  }

  @Override
  double ofText(String text) {
    double x = parse(text, rules);
    if (Double.isInfinite(x)) throw new IllegalArgumentException(Quoted.of(text) + LARGE);
    return isMark(x) ? Double.NaN : x;
  }

  @Override
  public boolean isMissing(String text) {
    return super.isMissing(text) || hasMarks() && isMark(parse(text, rules));
  }

  @Override
  public boolean hasMarks() {
    return marks.length > 0;
  }

  boolean isMark(double x) {
    for (double mark : marks) {
      if (mark == x) return true;
    }
    return false;
  }

  @Override
  double ofObject(Object cell) {
    if (cell instanceof Boolean b) return b ? 1 : 0;
    if (!(cell instanceof Number number)) throw new IllegalArgumentException(Quoted.of(cell.toString()) + " is not a number");
    double x = number.doubleValue();
    if (Math.abs(x) > Float.MAX_VALUE) throw new IllegalArgumentException(Double.isInfinite(x) ? infinite(cell.toString()) : cell + LARGE);
    return isMark(x) ? Double.NaN : x;
  }

  @Override
  String fault(String text) {
    if (text.matches("(?i)[+-]?inf(inity)?")) return infinite(Quoted.of(text));
    return Quoted.of(text) + " is not a number";
  }

  private static String infinite(String text) {
    return text + " is infinite, and a finite number is expected";
  }

  static boolean isNumber(String text, TextRules rules) {
    return !Double.isNaN(parse(text, rules));
  }

  /** The number under the rules, infinite when it is too large, NaN when it is none; marks of missing values are not looked at. */
  static double parse(String text, TextRules rules) {
    double x = bare(text, rules);
    return Double.isNaN(x) && !rules.units().isEmpty() ? withUnit(text, rules) : x;
  }

  private static double bare(String text, TextRules rules) {
    double x = Numbers.parse(text, 0, text.length(), rules.decimal());
    return Double.isNaN(x) && rules.thousands().isPresent() ? grouped(text, rules.thousands().get(), rules.decimal()) : x;
  }

  /** A sign may stand before the unit, as in -$5. */
  private static double withUnit(String text, TextRules rules) {
    String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
    String unsigned = text.substring(sign.length());
    for (String unit : rules.units()) {
      double x = Double.NaN;
      if (unsigned.startsWith(unit)) x = bare(sign + unsigned.substring(unit.length()).strip(), rules);
      else if (unsigned.endsWith(unit)) x = bare(sign + unsigned.substring(0, unsigned.length() - unit.length()).strip(), rules);
      if (!Double.isNaN(x)) return x;
    }
    return Double.NaN;
  }

  /** A number whose whole part is one to three digits and then groups of three, with the same mark before each. */
  private static double grouped(String text, char mark, char decimal) {
    StringBuilder digits = new StringBuilder(text.length());
    int group = 0;
    Optional<Character> used = Optional.empty();
    int at = 0;
    if (text.length() > 0 && (text.charAt(0) == '-' || text.charAt(0) == '+')) digits.append(text.charAt(at++));
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        group++;
      } else if (marks(c, mark) && used.orElse(c) == c && (used.isPresent() ? group == 3 : group >= 1 && group <= 3)) {
        used = Optional.of(c);
        group = 0;
        continue;
      } else {
        break;
      }
      digits.append(c);
    }
    if (used.isEmpty() || group != 3) return Double.NaN;
    digits.append(text, at, text.length());
    return Numbers.parse(digits, 0, digits.length(), decimal);
  }

  private static boolean marks(char c, char mark) {
    if (mark == ' ') return c == ' ' || c == NO_BREAK_SPACE || c == THIN_SPACE || c == NARROW_NO_BREAK_SPACE;
    return c == mark || mark == '\'' && c == CURVED_APOSTROPHE;
  }
}
