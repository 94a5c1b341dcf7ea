package dev.gradus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Takes rows of texts, gives a table with a caption; one that is too wide for the screen is scrolled by itself. */
final class Table {
  private final String caption;
  private final List<String> heads;
  private final List<List<String>> rows = new ArrayList<>();
  private IntPredicate words = column -> column == 0;

  /** @param heads of the columns; the first column has the names of the rows */
  Table(String caption, String... heads) {
    this(caption, List.of(heads));
  }

  Table(String caption, List<String> heads) {
    this.caption = caption;
    this.heads = List.copyOf(heads);
  }

  /** How many columns, from the left, have words rather than numbers. */
  Table words(int columns) {
    return words(column -> column < columns);
  }

  /** Which columns, from 0, have words rather than numbers. */
  Table words(IntPredicate columns) {
    words = columns;
    return this;
  }

  Table row(String... cells) {
    return row(Arrays.asList(cells));
  }

  Table row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  void write(Html html) {
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    html.open("table").leaf("caption", caption).open("thead").open("tr");
    for (int j = 0; j < heads.size(); j++) html.leaf("th", heads.get(j), "scope", "col", "class", kind(j));
    html.close().close().open("tbody");
    for (List<String> row : rows) {
      html.open("tr");
      for (int j = 0; j < row.size(); j++) {
        if (j == 0) {
          html.leaf("th", row.get(j), "scope", "row");
        } else {
          html.leaf("td", row.get(j), "class", kind(j));
        }
      }
      html.close();
    }
    html.close().close().close();
  }

  private String kind(int column) {
    return words.test(column) ? "w" : "n";
  }
}
