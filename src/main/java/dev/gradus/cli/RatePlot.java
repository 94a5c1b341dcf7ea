package dev.gradus.cli;

import dev.gradus.train.RateCurve;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Takes the curve of a range test, gives a drawing in characters: the smoothed loss over the learning rate, which grows by powers. */
final class RatePlot {
  private static final int WIDTH = 72;
  private static final int HEIGHT = 16;

  private RatePlot() {}

  static String of(RateCurve curve) {
    List<RateCurve.Point> points = curve.points();
    double low = curve.lowest().smoothed();
    // What runs away at the end would press the rest flat.
    double high = Math.min(points.stream().mapToDouble(RateCurve.Point::smoothed).max().orElse(low), low + 2 * Math.max(points.get(0).smoothed() - low, 1e-12));
    char[][] canvas = new char[HEIGHT][WIDTH];
    for (char[] row : canvas) Arrays.fill(row, ' ');
    int suggested = curve.suggestion().isPresent() ? column(points, curve.suggestion().getAsDouble()) : -1;
    for (RateCurve.Point point : points) {
      int x = column(points, point.rate());
      double share = high > low ? (Math.min(point.smoothed(), high) - low) / (high - low) : 0;
      canvas[(int) Math.round((1 - share) * (HEIGHT - 1))][x] = x == suggested ? 'O' : '*';
    }
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < HEIGHT; y++) {
      double loss = high - (high - low) * y / (HEIGHT - 1);
      text.append(String.format(Locale.ROOT, "%10.4g | ", loss)).append(new String(canvas[y]).stripTrailing()).append(System.lineSeparator());
    }
    text.append(" ".repeat(10)).append(" +").append("-".repeat(WIDTH)).append(System.lineSeparator());
    String first = String.format(Locale.ROOT, "%.1g", points.get(0).rate());
    String last = String.format(Locale.ROOT, "%.1g", points.get(points.size() - 1).rate());
    String middle = "learning rate" + (suggested >= 0 ? ", O is the suggestion" : "");
    int gap = Math.max(1, (WIDTH - first.length() - last.length() - middle.length()) / 2);
    return text.append(" ".repeat(13)).append(first).append(" ".repeat(gap)).append(middle).append(" ".repeat(gap)).append(last).append(System.lineSeparator()).toString();
  }

  private static int column(List<RateCurve.Point> points, double rate) {
    double first = points.get(0).rate();
    double last = points.get(points.size() - 1).rate();
    return last > first ? (int) Math.round(Math.log(rate / first) / Math.log(last / first) * (WIDTH - 1)) : 0;
  }
}
