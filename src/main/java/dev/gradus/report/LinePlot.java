package dev.gradus.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Takes some lines, gives a plot of them, each with its name at its end. */
final class LinePlot {
  private static final int MOST_POINTS = 20;
  private static final int MOST_KEPT = 400;
  private static final double APART = 14;
  private static final int LETTERS = 14;

  private final String title;
  private final String xTitle;
  private final String yTitle;
  private final List<Series> lines = new ArrayList<>();
  private String note = "";
  private boolean fromZero;
  private boolean logarithmic;
  private boolean unnamed;
  private Optional<Corner> corner = Optional.empty();
  private OptionalDouble markedX = OptionalDouble.empty();
  private boolean diagonal;

  LinePlot(String title, String xTitle, String yTitle) {
    this.title = title;
    this.xTitle = xTitle;
    this.yTitle = yTitle;
  }

  LinePlot note(String text) {
    note = text;
    return this;
  }

  LinePlot line(Series series) {
    if (!series.isEmpty()) lines.add(series.thinned(MOST_KEPT));
    return this;
  }

  /** The vertical axis begins at 0. */
  LinePlot fromZero() {
    fromZero = true;
    return this;
  }

  /** The vertical axis has powers of ten; values have to be above 0, others are left out. */
  LinePlot logarithmic() {
    logarithmic = true;
    return this;
  }

  /** A part of the square of shares: from {@code x} to {@code x + side}, and from {@code 1 − side} to 1. */
  private record Corner(double x, double side) {
    double step() {
      return side / 5;
    }
  }

  /** Both axes are shares in a square, of which the upper left or right corner is shown. @param side of the corner: 1 for the whole */
  LinePlot shares(boolean leftCorner, double side) {
    corner = Optional.of(new Corner(leftCorner ? 0 : 1 - side, side));
    return this;
  }

  /** There is a line from (0, 0) to (1, 1): what knows nothing. */
  LinePlot diagonal() {
    diagonal = true;
    return this;
  }

  /** Lines have no names in the plot; there is a legend. */
  LinePlot unnamed() {
    unnamed = true;
    return this;
  }

  /** A place on the horizontal axis that is marked by an upright line. */
  LinePlot mark(double x) {
    markedX = OptionalDouble.of(x);
    return this;
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  void write(Html html) {
    if (isEmpty()) return;
    String description = lines.stream().map(line -> line.describe(xTitle)).collect(Collectors.joining("; ")) + ".";
    boolean square = corner.isPresent();
    Frame plain = square ? Frame.square() : Frame.usual(unnamed ? 16 : room());
    Scale y = corner.map(c -> Scale.exact(1 - c.side(), 1, c.step(), plain.bottom(), plain.top())).orElseGet(() -> vertical(plain));
    Frame frame = square ? plain : plain.beside(y);
    Svg svg = Svg.figure(html, title, note, description, square ? 400 : Frame.WIDTH, square ? 386 : Frame.HEIGHT);
    Scale x = corner.map(c -> Scale.exact(c.x(), c.x() + c.side(), c.step(), frame.left(), frame.right()))
        .orElseGet(() -> Scale.whole(least(all(Series::x)), most(all(Series::x)), 5, frame.left(), frame.right()));
    frame.draw(svg, x, xTitle, y, yTitle);
    svg.window(frame);
    if (diagonal) svg.line("reference", x.at(0), y.at(0), x.at(1), y.at(1));
    markedX.ifPresent(at -> svg.line("reference", x.at(at), frame.bottom(), x.at(at), frame.top()));
    for (int i = 0; i < lines.size(); i++) draw(svg, i, x, y);
    svg.endGroup();
    if (!unnamed) names(svg, frame, y);
    svg.end();
  }

  /** Room for the longest name. */
  private double room() {
    int longest = lines.stream().mapToInt(line -> Math.min(LETTERS, line.name().length())).max().orElse(0);
    return 22 + 6.6 * longest;
  }

  private Scale vertical(Frame frame) {
    double[] values = Arrays.stream(all(Series::y)).filter(v -> Double.isFinite(v) && (!logarithmic || v > 0)).toArray();
    if (logarithmic && values.length > 0) return Scale.powers(least(values), most(values), 5, frame.bottom(), frame.top());
    double low = least(values);
    if (fromZero && low >= 0 && most(values) == 0) return Scale.exact(0, 1, 0.2, frame.bottom(), frame.top());
    return Scale.nice(fromZero && low > 0 ? 0 : low, most(values), 5, frame.bottom(), frame.top());
  }

  private interface Coordinate {
    double[] of(Series series);
  }

  private double[] all(Coordinate coordinate) {
    return lines.stream().flatMapToDouble(line -> Arrays.stream(coordinate.of(line))).toArray();
  }

  private static double least(double[] values) {
    return DoubleStream.of(values).min().orElse(0);
  }

  private static double most(double[] values) {
    return DoubleStream.of(values).max().orElse(1);
  }

  private void draw(Svg svg, int i, Scale x, Scale y) {
    Series line = lines.get(i);
    StringBuilder path = new StringBuilder();
    boolean down = false;
    for (int p = 0; p < line.x().length; p++) {
      boolean there = shown(line.y()[p]);
      if (there) path.append(down ? 'L' : 'M').append(Svg.place(x.at(line.x()[p]), y.at(line.y()[p])));
      down = there;
    }
    svg.path("line " + Strokes.colour(i), path.toString(), Strokes.dashes(i));
    if (corner.isPresent() || line.x().length > MOST_POINTS) return;
    for (int p = 0; p < line.x().length; p++) {
      if (shown(line.y()[p])) Strokes.point(svg, i, x.at(line.x()[p]), y.at(line.y()[p]), 3.2);
    }
  }

  private boolean shown(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }

  /** Writes the names at the ends of the lines, as near to them as they may be without touching each other. */
  private void names(Svg svg, Frame frame, Scale y) {
    Integer[] order = new Integer[lines.size()];
    double[] wanted = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      wanted[i] = y.at(lines.get(i).y()[lines.get(i).last()]);
    }
    Arrays.sort(order, java.util.Comparator.comparingDouble(i -> wanted[i]));
    double apart = Math.min(APART, frame.height() / order.length);
    double[] placed = new double[order.length];
    for (int k = 0; k < order.length; k++) placed[k] = k == 0 ? Math.max(frame.top(), wanted[order[0]]) : Math.max(wanted[order[k]], placed[k - 1] + apart);
    double limit = frame.bottom();
    for (int k = order.length - 1; k >= 0; k--) {
      placed[k] = Math.min(placed[k], limit);
      limit = placed[k] - apart;
    }
    for (int k = 0; k < order.length; k++) {
      svg.cut("label " + Strokes.colour(order[k]), frame.right() + 8, placed[k] + 4, "start", lines.get(order[k]).name(), LETTERS);
    }
  }
}
