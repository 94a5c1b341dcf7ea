package dev.gradus.report;

import java.util.List;

/** Takes the names of lines that lie too near to each other for labels, gives a list with a piece of each line. */
final class Legend {
  /** A name, and a figure of the line. */
  record Entry(String name, String figure) {}

  private Legend() {}

  static void write(Html html, String title, List<Entry> entries) {
    html.open("ul", "class", "legend", "aria-label", title);
    for (int i = 0; i < entries.size(); i++) {
      html.open("li").open("svg", "viewBox", "0 0 30 10", "aria-hidden", "true");
      String[] dashes = Strokes.dashes(i);
      if (dashes.length == 0) {
        html.empty("path", "class", "line " + Strokes.colour(i), "d", "M0 5L30 5");
      } else {
        html.empty("path", "class", "line " + Strokes.colour(i), "d", "M0 5L30 5", dashes[0], dashes[1]);
      }
      html.close().leaf("span", PlainText.cut(entries.get(i).name(), 24)).text(" ").leaf("b", entries.get(i).figure()).close();
    }
    html.close();
  }
}
