package notebook;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Curves in one pair of axes. Each has a colour, a dash and a mark of its own, and its name at its end. */
public final class Plot implements Drawing {
  private static final List<String> COLOURS = List.of("#0072b2", "#d55e00", "#00795a", "#a3407c", "#7a5c00", "#444444");
  private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3", "4 2", "12 4");
  private static final int LEFT = 68;
  private static final int TOP = 40;
  private static final int RIGHT = 150;
  private static final int BOTTOM = 48;
  private static final int FEW = 40;

  private final String title;
  private final String xName;
  private final String yName;
  private final List<Line> lines = new ArrayList<>();
  private int width = 680;
  private int height = 340;
  private boolean logX;
  private boolean logY;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;

  private record Line(String name, double[] x, double[] y) {}

  private Plot(String title, String xName, String yName) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
  }

  public static Plot of(String title, String x, String y) {
    return new Plot(title, x, y);
  }

  public Plot logX() {
    logX = true;
    return this;
  }

  public Plot logY() {
    logY = true;
    return this;
  }

  public Plot size(int width, int height) {
    this.width = width;
    this.height = height;
    return this;
  }

  /** The axis of y reaches from {@code least} to {@code most}, whatever the curves do; what lies outside is cut off. */
  public Plot between(double least, double most) {
    this.least = least;
    this.most = most;
    return this;
  }

  public Plot line(String name, double[] x, double[] y) {
    if (x.length != y.length) throw new IllegalArgumentException("\"" + name + "\" has " + x.length + " values of x and " + y.length + " of y");
    lines.add(new Line(name, x.clone(), y.clone()));
    return this;
  }

  /** The values at 1, 2, 3, … */
  public Plot line(String name, double... y) {
    return line(name, IntStream.rangeClosed(1, y.length).asDoubleStream().toArray(), y);
  }

  @Override
  public String svg() {
    double[] x = range(lines.stream().flatMapToDouble(line -> Arrays.stream(line.x)).toArray(), logX);
    double[] y = least < most ? new double[] {at(least, logY), at(most, logY)}
        : widened(range(lines.stream().flatMapToDouble(line -> Arrays.stream(line.y)).toArray(), logY), logY);
    StringBuilder to = new StringBuilder();
    to.append(Drawing.text(LEFT, 24, "start", "font-weight='bold'", title));
    grid(to, x, y);
    for (int i = 0; i < lines.size(); i++) curve(to, i, x, y);
    names(to, y);
    return frame(to);
  }

  @Override
  public String title() {
    return title + ": " + yName + " by " + xName + ", of " + String.join(", ", lines.stream().map(Line::name).toList());
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  private void grid(StringBuilder to, double[] x, double[] y) {
    double bottom = height - BOTTOM;
    for (double tick : ticks(y, logY)) {
      double at = placeY(tick, y);
      to.append("<path d='M").append(LEFT).append(' ').append(Drawing.number(at)).append('H').append(width - RIGHT).append("' stroke='#ddd'/>");
      to.append(Drawing.text(LEFT - 7, at + 4, "end", "fill='#555' font-size='12'", label(tick, logY)));
    }
    for (double tick : ticks(x, logX)) {
      double at = placeX(tick, x);
      to.append("<path d='M").append(Drawing.number(at)).append(' ').append(Drawing.number(bottom)).append("v5' stroke='#777'/>");
      to.append(Drawing.text(at, bottom + 18, "middle", "fill='#555' font-size='12'", label(tick, logX)));
    }
    to.append("<path d='M").append(LEFT).append(' ').append(Drawing.number(bottom)).append('H').append(width - RIGHT).append("' stroke='#777'/>");
    to.append(Drawing.text((LEFT + width - RIGHT) / 2.0, height - 11, "middle", "", xName));
    double middle = (TOP + bottom) / 2;
    to.append(Drawing.text(16, middle, "middle", "transform='rotate(-90 16 " + Drawing.number(middle) + ")'", yName));
  }

  private void curve(StringBuilder to, int i, double[] x, double[] y) {
    Line line = lines.get(i);
    String colour = COLOURS.get(i % COLOURS.size());
    StringBuilder path = new StringBuilder();
    StringBuilder marks = new StringBuilder();
    boolean pen = false;
    for (int k = 0; k < line.x.length; k++) {
      double px = placeX(at(line.x[k], logX), x);
      double py = placeY(at(line.y[k], logY), y);
      boolean visible = Double.isFinite(px) && Double.isFinite(py) && py >= TOP - 1 && py <= height - BOTTOM + 1;
      if (visible) {
        path.append(pen ? 'L' : 'M').append(Drawing.number(px)).append(' ').append(Drawing.number(py));
        if (line.x.length <= FEW) marks.append(mark(i, px, py));
      }
      pen = visible;
    }
    to.append("<path d='").append(path).append("' fill='none' stroke='").append(colour).append("' stroke-width='2' stroke-linejoin='round' stroke-dasharray='")
        .append(line.x.length <= FEW ? "" : DASHES.get(i % DASHES.size())).append("'/>");
    if (marks.length() > 0) to.append("<path d='").append(marks).append("' fill='").append(colour).append("'/>");
  }

  /** A square, a triangle, a diamond, … round a point. */
  private static String mark(int i, double x, double y) {
    String shape = switch (i % 6) {
      case 0 -> "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z";
      case 1 -> "m-3.5-3.5h7v7h-7z";
      case 2 -> "m0-5l4.5 8h-9z";
      case 3 -> "m0-5l5 5l-5 5l-5-5z";
      case 4 -> "m0 5l4.5-8h-9z";
      default -> "m-5-1.5h3.5v-3.5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5z";
    };
    return "M" + Drawing.number(x) + " " + Drawing.number(y) + shape;
  }

  /** The names at the ends of the curves, moved apart where they would meet. */
  private void names(StringBuilder to, double[] y) {
    double[] place = new double[lines.size()];
    for (int i = 0; i < place.length; i++) place[i] = Math.max(TOP, Math.min(height - BOTTOM, placeY(atRightEnd(lines.get(i)), y)));
    List<Integer> order = IntStream.range(0, place.length).boxed().sorted(Comparator.comparingDouble(i -> place[i])).toList();
    double step = 16;
    for (int k = 1; k < order.size(); k++) place[order.get(k)] = Math.max(place[order.get(k)], place[order.get(k - 1)] + step);
    double bottom = height - BOTTOM;
    for (int k = order.size() - 1; k >= 0; k--) {
      place[order.get(k)] = Math.min(place[order.get(k)], bottom);
      bottom = place[order.get(k)] - step;
    }
    for (int i = 0; i < place.length; i++) {
      String colour = "fill='" + COLOURS.get(i % COLOURS.size()) + "'";
      int x = width - RIGHT + 10;
      if (lines.get(i).x.length <= FEW) {
        to.append("<path d='").append(mark(i, x + 5, place[i])).append("' ").append(colour).append("/>");
      } else {
        to.append("<path d='M").append(x - 3).append(' ').append(Drawing.number(place[i])).append("h15' stroke-width='2' stroke").append(colour.substring(4))
            .append(" stroke-dasharray='").append(DASHES.get(i % DASHES.size())).append("'/>");
      }
      to.append(Drawing.text(x + 16, place[i] + 4, "start", colour + " font-size='12'", lines.get(i).name));
    }
  }

  /** The value of the point that is furthest to the right, of those that can be drawn. */
  private double atRightEnd(Line line) {
    double x = Double.NEGATIVE_INFINITY;
    double y = 0;
    for (int i = 0; i < line.x.length; i++) {
      double at = at(line.y[i], logY);
      if (!Double.isFinite(at) || line.x[i] < x) continue;
      x = line.x[i];
      y = at;
    }
    return y;
  }

  private static double at(double value, boolean log) {
    return log ? Math.log10(value) : value;
  }

  private double placeX(double at, double[] range) {
    return LEFT + (at - range[0]) / (range[1] - range[0]) * (width - LEFT - RIGHT);
  }

  private double placeY(double at, double[] range) {
    return height - BOTTOM - (at - range[0]) / (range[1] - range[0]) * (height - TOP - BOTTOM);
  }

  private static double[] range(double[] values, boolean log) {
    double[] finite = Arrays.stream(values).map(value -> at(value, log)).filter(Double::isFinite).toArray();
    double low = Arrays.stream(finite).min().orElse(0);
    double high = Arrays.stream(finite).max().orElse(1);
    return low < high ? new double[] {low, high} : new double[] {low - 0.5, high + 0.5};
  }

  /** To the next ticks. */
  private static double[] widened(double[] range, boolean log) {
    if (!log) return new double[] {Math.floor(range[0] / step(range) + 1e-9) * step(range), Math.ceil(range[1] / step(range) - 1e-9) * step(range)};
    if (!narrow(range)) return range;
    double[] around = digits(range).toArray();
    return new double[] {Arrays.stream(around).filter(tick -> tick <= range[0] + 1e-9).max().orElse(range[0]),
        Arrays.stream(around).filter(tick -> tick >= range[1] - 1e-9).min().orElse(range[1])};
  }

  /** Whether a logarithmic axis needs ticks between the powers of ten. */
  private static boolean narrow(double[] range) {
    return range[1] - range[0] < 2.5;
  }

  /** 1, 2 and 5 times the powers of ten. */
  private static DoubleStream digits(double[] range) {
    return IntStream.rangeClosed((int) Math.floor(range[0]) - 1, (int) Math.ceil(range[1])).boxed()
        .flatMapToDouble(power -> DoubleStream.of(1, 2, 5).map(digit -> power + Math.log10(digit)));
  }

  /** 1, 2 or 5 times a power of ten, so that there are five ticks or so. */
  private static double step(double[] range) {
    double rough = (range[1] - range[0]) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    return power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
  }

  private static double[] ticks(double[] range, boolean log) {
    if (log && narrow(range)) return digits(range).filter(tick -> tick >= range[0] - 1e-9 && tick <= range[1] + 1e-9).toArray();
    double step = log ? Math.max(1, Math.ceil((range[1] - range[0]) / 7)) : step(range);
    double first = Math.ceil(range[0] / step - 1e-9);
    return IntStream.rangeClosed(0, (int) (range[1] / step + 1e-9 - first)).mapToDouble(i -> (first + i) * step).toArray();
  }

  private static String label(double tick, boolean log) {
    double value = log ? Math.pow(10, tick) : tick;
    if (!log && Math.abs(value) < 1e-12) return "0";
    if (Math.abs(value) >= (log ? 9e3 : 1e5) || Math.abs(value) < (log ? 9e-3 : 1e-3)) {
      return String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-").replace("e+0", "e").replace("e+", "e");
    }
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
