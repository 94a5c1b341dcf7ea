package dev.gradus.report;

/**
 * Takes a drawing and its margins, gives the frame of a plot: where values are, tick marks with their numbers, titles of the axes, lines across.
 *
 * @param left where the horizontal axis begins
 * @param right where it ends
 * @param top where the vertical axis ends
 * @param bottom where it begins
 */
record Frame(double left, double right, double top, double bottom) {
  static final double WIDTH = 420;
  static final double HEIGHT = 270;
  /** How wide a digit is at most. */
  private static final double LETTER = 7;

  /** The frame of a plot of the usual size. @param room on the right, for labels */
  static Frame usual(double room) {
    return new Frame(54, WIDTH - room, 12, HEIGHT - 42);
  }

  /** This frame with as much room on the left as the numbers of the vertical axis take. */
  Frame beside(Scale y) {
    int longest = y.ticks().stream().mapToInt(tick -> y.label(tick).length()).max().orElse(0);
    return new Frame(Math.max(46, 32 + LETTER * longest), right, top, bottom);
  }

  /** A square frame. */
  static Frame square() {
    return new Frame(54, 54 + 330, 12, 12 + 330);
  }

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }

  /** Draws both axes. */
  void draw(Svg svg, Scale x, String xTitle, Scale y, String yTitle) {
    svg.group("axes");
    for (double tick : y.ticks()) {
      svg.line("grid", left, y.at(tick), right, y.at(tick));
      svg.text("tick", left - 7, y.at(tick) + 4, "end", y.label(tick));
    }
    for (double tick : x.ticks()) {
      svg.line("mark", x.at(tick), bottom, x.at(tick), bottom + 4);
      svg.text("tick", x.at(tick), bottom + 18, "middle", x.label(tick));
    }
    svg.line("axis", left, bottom, right, bottom);
    svg.text("name", (left + right) / 2, bottom + 36, "middle", xTitle);
    svg.upright("name", 13, (top + bottom) / 2, yTitle);
    svg.endGroup();
  }
}
