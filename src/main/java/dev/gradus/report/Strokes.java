package dev.gradus.report;

/** Takes the number of a line, gives what tells it from the others: a colour, and beside it a pattern of dashes and a shape of its points. */
final class Strokes {
  /** How many colours there are. */
  static final int COLOURS = 6;
  private static final String[] DASHES = {"", "7 4", "2 3", "9 3 2 3", "12 4", "4 2 1 2 1 2"};

  private Strokes() {}

  /** The class of a colour, 1 to 6. */
  static String colour(int i) {
    return "c" + (i % COLOURS + 1);
  }

  /** The attributes of a line. */
  static String[] dashes(int i) {
    String dashes = DASHES[(i + i / COLOURS) % DASHES.length];
    return dashes.isEmpty() ? new String[0] : new String[] {"stroke-dasharray", dashes};
  }

  /** A point of a line: circle, square, triangle, diamond. */
  static void point(Svg svg, int i, double x, double y, double r) {
    String kind = "point " + colour(i);
    switch (i % 4) {
      case 0 -> svg.circle(kind, x, y, r);
      case 1 -> svg.box(kind, x - 0.88 * r, y - 0.88 * r, x + 0.88 * r, y + 0.88 * r);
      case 2 -> svg.path(kind, corners(x, y - 1.2 * r, x + 1.1 * r, y + 0.8 * r, x - 1.1 * r, y + 0.8 * r));
      default -> svg.path(kind, corners(x, y - 1.25 * r, x + 1.25 * r, y, x, y + 1.25 * r, x - 1.25 * r, y));
    }
  }

  private static String corners(double... xy) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < xy.length; i += 2) path.append(i == 0 ? 'M' : 'L').append(Svg.place(xy[i], xy[i + 1]));
    return path.append('Z').toString();
  }
}
