package dev.gradus.data;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes text from a source, gives what a message may show of it: short, in one line, with control characters visible. */
final class Shown {
  private static final int LONGEST = 40;
  private static final int MOST_NAMES = 20;
  private static final Pattern PLAIN = Pattern.compile("[\\w.+-]+");

  private Shown() {}

  /** The text, cut after some 40 characters. */
  static String text(String text) {
    if (text.codePointCount(0, Math.min(text.length(), 2 * LONGEST + 1)) <= LONGEST) return visible(text);
    return visible(text.substring(0, text.offsetByCodePoints(0, LONGEST))) + "…";
  }

  /** The text in quotation marks. */
  static String quoted(String text) {
    return "\"" + text(text) + "\"";
  }

  /** The text as a word of a command: bare when it may be. */
  static String word(String text) {
    return PLAIN.matcher(text).matches() ? text(text) : quoted(text);
  }

  /** The first names of a list, and how many more there are. */
  static String list(List<String> names) {
    StringBuilder list = new StringBuilder();
    for (String name : names.subList(0, Math.min(names.size(), MOST_NAMES))) {
      list.append(list.isEmpty() ? "" : ", ").append(text(name));
    }
    if (names.size() > MOST_NAMES) list.append(" and ").append(count(names.size() - MOST_NAMES)).append(" more");
    return list.toString();
  }

  /** A count with commas between thousands. */
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** The whole text, with characters that do not show written as in Java. */
  static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints().forEach(c -> append(visible, c));
    return visible.toString();
  }

  private static void append(StringBuilder to, int c) {
    switch (c) {
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\t' -> to.append("\\t");
      default -> {
        if (shows(c)) to.appendCodePoint(c);
        else for (char half : Character.toChars(c)) to.append(String.format("\\u%04X", (int) half));
      }
    }
  }

  private static boolean shows(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> false;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
