package dev.gradus.prepare;

import java.util.regex.Pattern;

/** Takes the text of a cell, gives it for a message: in quotation marks, cut after 40 characters, in one line, with control characters visible. */
final class Quoted {
  private static final int LONGEST = 40;
  private static final Pattern PLAIN = Pattern.compile("[\\w.+-]+");

  private Quoted() {}

  static String of(String text) {
    return "\"" + bare(text) + "\"";
  }

  /** The text as a word of a command: without quotation marks when it may be. */
  static String word(String text) {
    return PLAIN.matcher(text).matches() ? bare(text) : of(text);
  }

  /** The same without quotation marks. */
  static String bare(String text) {
    StringBuilder shown = new StringBuilder();
    int[] first = text.codePoints().limit(LONGEST + 1L).toArray();
    for (int i = 0; i < Math.min(first.length, LONGEST); i++) {
      if (shows(first[i])) shown.appendCodePoint(first[i]);
      else for (char half : Character.toChars(first[i])) shown.append(String.format("\\u%04X", (int) half));
    }
    return first.length > LONGEST ? shown.append('…').toString() : shown.toString();
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
