package dev.gradus.report;

import java.util.List;
import java.util.OptionalDouble;

/** Takes a number for each of some stretches or names, gives bars. */
final class Bars {
  private static final double ROW = 24;
  private static final int LETTERS = 20;

  private Bars() {}

  /** A stretch of the horizontal axis and the height over it, which may not be known. */
  record Bin(double from, double to, OptionalDouble height) {}

  /** A named bar with what its end may be off by. */
  record Row(String name, double length, double deviation) {}

  /** Upright bars. @param diagonal whether there is a line from (0, 0) to (1, 1), where both axes go so far */
  static void upright(Html html, String title, String note, String description, String xTitle, String yTitle, List<Bin> bins, boolean diagonal) {
    Frame frame = Frame.usual(16);
    double most = bins.stream().mapToDouble(bin -> bin.height().orElse(0)).max().orElse(1);
    double first = bins.get(0).from();
    double last = bins.get(bins.size() - 1).to();
    Scale y = diagonal ? Scale.exact(0, 1, 0.2, frame.bottom(), frame.top()) : Scale.nice(0, most, 5, frame.bottom(), frame.top());
    frame = frame.beside(y);
    Scale x = diagonal || first == 0 && last == 1 ? Scale.exact(0, 1, 0.2, frame.left(), frame.right()) : Scale.nice(first, last, 6, frame.left(),
        frame.right());
    Svg svg = Svg.figure(html, title, note, description, Frame.WIDTH, Frame.HEIGHT);
    frame.draw(svg, x, xTitle, y, yTitle);
    for (Bin bin : bins) {
      if (bin.height().isPresent()) svg.box("bar c1", x.at(bin.from()) + 0.6, y.at(0), x.at(bin.to()) - 0.6, y.at(bin.height().getAsDouble()));
    }
    if (diagonal) over(svg, x.at(0), y.at(0), x.at(1), y.at(1));
    if (first < 0 && last > 0) over(svg, x.at(0), frame.bottom(), x.at(0), frame.top());
    svg.end();
  }

  /** A line that is seen on bars and beside them. */
  private static void over(Svg svg, double x1, double y1, double x2, double y2) {
    svg.line("halo", x1, y1, x2, y2).line("reference", x1, y1, x2, y2);
  }

  /** Lying bars, one below the other, each with its name before it and its number behind it. */
  static void lying(Html html, String title, String note, String description, String xTitle, List<Row> rows) {
    double top = 8;
    Frame frame = new Frame(150, Frame.WIDTH - 58, top, top + ROW * rows.size() + 6);
    Svg svg = Svg.figure(html, title, note, description, Frame.WIDTH, frame.bottom() + 42);
    double least = rows.stream().mapToDouble(row -> Math.min(0, row.length() - row.deviation())).min().orElse(0);
    double most = rows.stream().mapToDouble(row -> Math.max(0, row.length() + row.deviation())).max().orElse(1);
    Scale x = Scale.nice(least, most, 5, frame.left(), frame.right());
    svg.group("axes");
    for (double tick : x.ticks()) {
      svg.line("grid", x.at(tick), frame.top(), x.at(tick), frame.bottom());
      svg.text("tick", x.at(tick), frame.bottom() + 16, "middle", x.label(tick));
    }
    svg.line("axis", x.at(0), frame.top(), x.at(0), frame.bottom());
    svg.text("name", (frame.left() + frame.right()) / 2, frame.bottom() + 34, "middle", xTitle).endGroup();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      double middle = frame.top() + 3 + ROW * (i + 0.5);
      svg.box("bar c1", x.at(0), middle - 7, x.at(row.length()), middle + 7);
      double end = Math.max(row.length(), 0);
      if (row.deviation() > 0) {
        double a = x.at(row.length() - row.deviation());
        double b = x.at(row.length() + row.deviation());
        svg.path("whisker", "M" + Svg.place(a, middle) + "H" + Svg.number(b) + "M" + Svg.place(a, middle - 4) + "V" + Svg.number(middle + 4)
            + "M" + Svg.place(b, middle - 4) + "V" + Svg.number(middle + 4));
        end = Math.max(end, row.length() + row.deviation());
      }
      svg.cut("value", frame.left() - 8, middle + 4, "end", row.name(), LETTERS);
      svg.text("value", x.at(end) + 6, middle + 4, "start", Numbers.digits(row.length()));
    }
    svg.end();
  }
}
