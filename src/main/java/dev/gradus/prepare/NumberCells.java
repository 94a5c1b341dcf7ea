package dev.gradus.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    marks = rules.missing().stream().mapToDouble(text -> parse(text, rules)).filter(Double::isFinite).toArray();
  }

  @Override
  double ofText(CharSequence text) {
    double x = parse(text, rules);
    if (Double.isInfinite(x)) throw new IllegalArgumentException(Quoted.of(text.toString()) + LARGE);
    return marks.length > 0 && isMark(x) ? Double.NaN : x;
  }

  @Override
  boolean isMissing(String text) {
    return super.isMissing(text) || isMark(parse(text, rules));
  }

  private boolean isMark(double x) {
    return Arrays.stream(marks).anyMatch(mark -> mark == x);
  }

  @Override
  double ofObject(Object cell) {
    if (cell instanceof Boolean b) return b ? 1 : 0;
    if (!(cell instanceof Number number)) throw new IllegalArgumentException(Quoted.of(cell.toString()) + " is not a number");
    double x = number.doubleValue();
    if (Math.abs(x) > Float.MAX_VALUE) throw new IllegalArgumentException(Double.isInfinite(x) ? infinite(cell.toString()) : cell + LARGE);
    return marks.length > 0 && isMark(x) ? Double.NaN : x;
  }

  @Override
  String fault(String text) {
    if (text.matches("(?i)[+-]?inf(inity)?")) return infinite(Quoted.of(text));
    return Quoted.of(text) + " is not a number" + advice(text);
  }

  private static String infinite(String text) {
    return text + " is infinite, and a finite number is expected; if it marks a missing value, add it to --missing";
  }

  /** The options under which the text would be a number. */
  private String advice(String text) {
    TextRules plain = TextRules.standard();
    List<String> options = new ArrayList<>();
    if (rules.decimal() == '.' && isNumber(text, plain.withDecimal(','))) options.add("--decimal ,");
    if (rules.decimal() == ',' && isNumber(text, plain)) options.add("--decimal .");
    for (char mark : new char[] {',', '.', '\'', ' '}) {
      if (rules.decimal() != mark && isNumber(text, rules.withThousands(mark))) options.add("--thousands " + shown(mark));
    }
    if (options.isEmpty() && isNumber(text, plain.withDecimal(',').withThousands('.'))) options.add("--decimal , --thousands .");
    return options.isEmpty() ? "" : "; it would be with " + String.join(" or ", options);
  }

  private static String shown(char mark) {
    return mark == '\'' || mark == ' ' ? "\"" + mark + "\"" : String.valueOf(mark);
  }

  private static boolean isNumber(String text, TextRules rules) {
    return !Double.isNaN(parse(text, rules));
  }

  /** The number under the rules, infinite when it is too large, NaN when it is none; marks of missing values are not looked at. */
  static double parse(CharSequence text, TextRules rules) {
    double x = Numbers.parse(text, 0, text.length(), rules.decimal());
    return Double.isNaN(x) && rules.thousands().isPresent() ? grouped(text, rules.thousands().get(), rules.decimal()) : x;
  }

  /** A number whose whole part is one to three digits and then groups of three, with the same mark before each. */
  private static double grouped(CharSequence text, char mark, char decimal) {
    StringBuilder digits = new StringBuilder(text.length());
    int group = 0;
    Optional<Character> used = Optional.empty();
    int at = 0;
    while (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') && at == 0) digits.append(text.charAt(at++));
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
