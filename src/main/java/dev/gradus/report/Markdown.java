package dev.gradus.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Takes headings, sentences and tables, gives Markdown (CommonMark, with tables). What is given is written as text: what would be markup has a backslash. */
public final class Markdown {
  private static final String MARKUP = "\\`*_[]#|~>@$";

  private final StringBuilder out = new StringBuilder();

  Markdown() {}

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

  /** A text as Markdown shows it, in one line: no list, heading, link, formula or emphasis comes of it. */
  public static String escaped(String text) {
    String plain = PlainText.of(text);
    StringBuilder shown = new StringBuilder(plain.length());
    int digits = 0;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (digits == i && Character.isDigit(c)) digits++;
      boolean alone = i + 1 == plain.length() || plain.charAt(i + 1) == ' ';
      boolean begins = i == 0 && "-+=".indexOf(c) >= 0 && (alone || plain.charAt(1) == c);
      boolean numbers = i > 0 && digits == i && ".)".indexOf(c) >= 0 && alone;
      boolean links = c == ':' && plain.startsWith("//", i + 1) || c == '.' && plain.startsWith("www", i - 3);
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
