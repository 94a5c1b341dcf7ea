package dev.gradus.prepare;

/** Takes the text of a cell, gives it for a message: in quotation marks, cut after 40 characters, in one line, with control characters visible. */
final class Quoted {
  private static final int LONGEST = 40;

  private Quoted() {}

  static String of(String text) {
    StringBuilder shown = new StringBuilder("\"");
    int[] first = text.codePoints().limit(LONGEST + 1L).toArray();
    for (int i = 0; i < Math.min(first.length, LONGEST); i++) {
      if (shows(first[i])) shown.appendCodePoint(first[i]);
      else for (char half : Character.toChars(first[i])) shown.append(String.format("\\u%04X", (int) half));
    }
    return shown.append(first.length > LONGEST ? "…\"" : "\"").toString();
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
