package dev.gradus.report;

import java.util.function.IntFunction;

/** Takes counts of pairs, gives a table whose cells are the darker the more there are: of equal pairs in one colour, of unequal ones in another. */
final class HeatTable {
  private static final int LETTERS = 14;

  private HeatTable() {}

  /** A number in a row and a column, from 0. */
  interface Count {
    double of(int row, int column);
  }

  /** Shares are those of the row. Colours of equal pairs go by their share, those of unequal ones by their share of the largest such share. */
  static void write(Html html, String caption, String ofRows, String ofColumns, int n, IntFunction<String> name, Count count) {
    double[] sums = new double[n];
    double worst = 0;
    for (int a = 0; a < n; a++) {
      for (int p = 0; p < n; p++) sums[a] += count.of(a, p);
      for (int p = 0; p < n; p++) worst = Math.max(worst, a == p || sums[a] == 0 ? 0 : count.of(a, p) / sums[a]);
    }
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", caption);
    html.open("table", "class", n > 5 ? "heat many" : "heat").leaf("caption", caption).open("thead").open("tr");
    html.open("th", "scope", "col", "class", "corner").leaf("span", ofRows + " ↓").text(" ").leaf("span", ofColumns + " →").close();
    for (int p = 0; p < n; p++) html.leaf("th", PlainText.cut(name.apply(p), LETTERS), "scope", "col");
    html.close().close().open("tbody");
    for (int a = 0; a < n; a++) {
      html.open("tr").leaf("th", PlainText.cut(name.apply(a), LETTERS), "scope", "row");
      for (int p = 0; p < n; p++) {
        double share = sums[a] == 0 ? 0 : count.of(a, p) / sums[a];
        double depth = a == p ? share : worst == 0 ? 0 : share / worst;
        html.open("td", "class", count.of(a, p) == 0 ? "zero" : a == p ? "right" : "wrong", "style", "--depth:" + Math.round(100 * depth) / 100.0);
        html.leaf("b", Numbers.count(count.of(a, p)));
        if (count.of(a, p) != 0) html.leaf("small", Numbers.shortPercent(share));
        html.close();
      }
      html.close();
    }
    html.close().close().close();
  }
}
