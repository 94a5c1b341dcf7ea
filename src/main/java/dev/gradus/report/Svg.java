package dev.gradus.report;

import java.util.Arrays;

/** Takes shapes, gives a figure: a drawing in the page with a caption, and a title and a description for those who do not see it. */
final class Svg {
  private final Html html;

  private Svg(Html html) {
    this.html = html;
  }

  /**
   * Begins a figure.
   *
   * @param note what to know for reading it; nothing when empty
   * @param description what is to be seen
   */
  static Svg figure(Html html, String title, String note, String description, double width, double height) {
    html.open("figure").open("figcaption").leaf("b", title);
    if (!note.isEmpty()) html.text(" ").leaf("span", note);
    html.close();
    String t = html.id("t");
    String d = html.id("d");
    html.open("svg", "class", "plot", "role", "img", "aria-labelledby", t + " " + d, "viewBox", "0 0 " + number(width) + " " + number(height));
    html.leaf("title", title, "id", t).leaf("desc", description, "id", d);
    return new Svg(html);
  }

  /** Ends the figure. */
  void end() {
    html.close().close();
  }

  /** A number as a place in a drawing: one decimal at most. */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
  }

  Svg line(String kind, double x1, double y1, double x2, double y2) {
    html.empty("line", "class", kind, "x1", number(x1), "y1", number(y1), "x2", number(x2), "y2", number(y2));
    return this;
  }

  /** A rectangle between two corners, in any order. */
  Svg box(String kind, double x1, double y1, double x2, double y2) {
    html.empty("rect", "class", kind, "x", number(Math.min(x1, x2)), "y", number(Math.min(y1, y2)), "width", number(Math.abs(x2 - x1)), "height",
        number(Math.abs(y2 - y1)));
    return this;
  }

  Svg circle(String kind, double x, double y, double radius) {
    html.empty("circle", "class", kind, "cx", number(x), "cy", number(y), "r", number(radius));
    return this;
  }

  /** A path. @param more attributes, a name and a value in turn */
  Svg path(String kind, String d, String... more) {
    String[] attributes = Arrays.copyOf(new String[] {"class", kind, "d", d}, 4 + more.length);
    System.arraycopy(more, 0, attributes, 4, more.length);
    html.empty("path", attributes);
    return this;
  }

  /** A text. @param anchor start, middle or end: which part of it is at x */
  Svg text(String kind, double x, double y, String anchor, String text) {
    html.leaf("text", text, "class", kind, "x", number(x), "y", number(y), "text-anchor", anchor);
    return this;
  }

  /** A text that is read from below to above, its middle at a point. */
  Svg upright(String kind, double x, double y, String text) {
    html.leaf("text", text, "class", kind, "text-anchor", "middle", "transform", "translate(" + number(x) + " " + number(y) + ") rotate(-90)");
    return this;
  }

  /** A text that may be too long, cut, with the whole of it shown when it is pointed at. */
  Svg cut(String kind, double x, double y, String anchor, String text, int most) {
    String shown = PlainText.cut(text, most);
    html.open("text", "class", kind, "x", number(x), "y", number(y), "text-anchor", anchor);
    if (!shown.equals(PlainText.of(text))) html.leaf("title", text);
    html.text(shown).close();
    return this;
  }

  /** Begins a part of the drawing beyond which nothing is drawn; places in it are those of the drawing. It ends as a group does. */
  Svg window(Frame frame) {
    double edge = 3;
    String[] box = {number(frame.left() - edge), number(frame.top() - edge), number(frame.width() + 2 * edge), number(frame.height() + 2 * edge)};
    html.open("svg", "x", box[0], "y", box[1], "width", box[2], "height", box[3], "viewBox", String.join(" ", box));
    return this;
  }

  /** Begins a group of shapes. */
  Svg group(String kind) {
    html.open("g", "class", kind);
    return this;
  }

  Svg endGroup() {
    html.close();
    return this;
  }

  /** A point of a path. */
  static String place(double x, double y) {
    return number(x) + " " + number(y);
  }
}
