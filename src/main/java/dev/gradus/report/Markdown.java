package dev.gradus.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Takes headings, sentences and tables, gives Markdown (CommonMark, with tables). What is given is written as text: what would be markup has a backslash. */
final class Markdown {
  private static final String MARKUP = "\\`*_[]#|~>@$";

  private final StringBuilder out = new StringBuilder();

  /** A comment, which is not shown. @param words letters and spaces */
  Markdown comment(String words) {
    if (!words.matches("[a-z ]+")) throw new IllegalArgumentException("a comment \"" + words + "\" was asked for; it must be letters and spaces");
    out.append("<!-- ").append(words).append(" -->\n\n");
    return this;
  }

  Markdown heading(int level, String text) {
    out.append("#".repeat(level)).append(' ').append(escaped(text)).append("\n\n");
    return this;
  }

  Markdown paragraph(String text) {
    out.append(escaped(text)).append("\n\n");
    return this;
  }

  /** An entry of a list. */
  Markdown item(String text) {
    out.append("* ").append(escaped(text)).append('\n');
    return this;
  }

  Markdown end() {
    out.append('\n');
    return this;
  }

  /** A table. @param words how many columns, from the left, have words rather than numbers */
  Markdown table(int words, List<String> heads, List<List<String>> rows) {
    line(heads);
    String[] rules = new String[heads.size()];
    Arrays.setAll(rules, j -> j < words ? "---" : "---:");
    out.append("| ").append(String.join(" | ", rules)).append(" |\n");
    rows.forEach(this::line);
    out.append('\n');
    return this;
  }

  private void line(List<String> cells) {
    out.append(cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** A text as Markdown shows it: no list, heading, link, formula or emphasis comes of it. */
  static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    String plain = PlainText.of(text);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      String before = plain.substring(0, i);
      String after = plain.substring(i + 1);
      boolean alone = after.isEmpty() || after.charAt(0) == ' ';
      boolean begins = "-+=".indexOf(c) >= 0 && before.isEmpty() && (alone || after.charAt(0) == c);
      boolean numbers = ".)".indexOf(c) >= 0 && alone && !before.isEmpty() && before.chars().allMatch(Character::isDigit);
      boolean links = c == ':' && after.startsWith("//") || c == '.' && before.endsWith("www");
      if (c == '<') {
        shown.append("&lt;");
      } else if (c == '&') {
        shown.append("&amp;");
      } else {
        if (MARKUP.indexOf(c) >= 0 || begins || numbers || links) shown.append('\\');
        shown.append(c);
      }
    }
    return shown.toString();
  }

  String text() {
    return out.toString();
  }
}
