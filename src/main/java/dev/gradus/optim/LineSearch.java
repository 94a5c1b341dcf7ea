package dev.gradus.optim;

/**
 * Takes φ(α), the loss along a direction, gives a step α that meets the strong Wolfe conditions φ(α) ≤ φ(0) + c₁ α φ′(0) and |φ′(α)| ≤ c₂ |φ′(0)|, with c₁ =
 * 10⁻⁴ and c₂ = 0.9 (Nocedal and Wright, Numerical Optimization, 2nd edition, algorithms 3.5 and 3.6).
 *
 * <p>Where the book leaves a choice: trial points are minima of the cubic through two points, kept off the ends of their interval; a loss that is not finite
 * counts as one too large. After {@link #MOST} evaluations the best step so far is taken if it makes the loss smaller.
 */
final class LineSearch {
  /** So many evaluations are made for one search. */
  static final int MOST = 25;

  private static final double DECREASE = 1e-4;
  private static final double CURVATURE = 0.9;

  /** φ along a direction. */
  interface Line {
    /** Moves to α and evaluates there. */
    void move(double alpha);

    /** φ at the last α. */
    double loss();

    /** φ′ at the last α. */
    double slope();
  }

  /** A point of the line. */
  private record Point(double alpha, double loss, double slope) {
    boolean finite() {
      return Double.isFinite(loss) && Double.isFinite(slope);
    }
  }

  private final Line line;
  private final Point start;
  private int evaluations;
  private Point last;

  private LineSearch(Line line, double loss, double slope) {
    this.line = line;
    start = new Point(0, loss, slope);
  }

  /**
   * Moves along the line to a point with a smaller loss.
   *
   * @param loss φ(0), finite
   * @param slope φ′(0), below 0
   * @param first the first α that is tried, above 0
   * @return whether such a point was found; if not, the line is left anywhere
   */
  static boolean run(Line line, double loss, double slope, double first) {
    return new LineSearch(line, loss, slope).search(first);
  }

  private boolean search(double first) {
    Point before = start;
    double alpha = first;
    while (evaluations < MOST) {
      Point point = evaluate(alpha);
      if (tooHigh(point) || before != start && point.loss >= before.loss) return zoom(before, point);
      if (flat(point)) return true;
      if (point.slope >= 0) return zoom(point, before);
      double next = cubic(before, point);
      alpha = next > 1.5 * point.alpha ? Math.min(next, 10 * point.alpha) : Double.isNaN(next) ? 10 * point.alpha : 1.5 * point.alpha;
      before = point;
    }
    return take(before);
  }

  /** Narrows an interval that holds a good step. @param low the end with the smaller loss, which decreased enough */
  private boolean zoom(Point low, Point high) {
    while (evaluations < MOST && low.alpha != high.alpha) {
      Point point = evaluate(between(low, high));
      if (tooHigh(point) || point.loss >= low.loss) {
        high = point;
      } else {
        if (flat(point)) return true;
        if (point.slope * (high.alpha - low.alpha) >= 0) high = low;
        low = point;
      }
    }
    return take(low);
  }

  private Point evaluate(double alpha) {
    evaluations++;
    line.move(alpha);
    last = new Point(alpha, line.loss(), line.slope());
    return last;
  }

  private boolean take(Point point) {
    if (!(point.loss < start.loss)) return false;
    if (last != point) line.move(point.alpha);
    return true;
  }

  private boolean tooHigh(Point point) {
    return !point.finite() || point.loss > start.loss + DECREASE * point.alpha * start.slope;
  }

  private boolean flat(Point point) {
    return Math.abs(point.slope) <= -CURVATURE * start.slope;
  }

  /** A trial point at least a tenth of the interval off its ends. */
  private static double between(Point low, Point high) {
    double width = high.alpha - low.alpha;
    double share = high.finite() ? (cubic(low, high) - low.alpha) / width : 0.1;
    if (Double.isNaN(share)) share = 0.5;
    return low.alpha + Math.min(0.9, Math.max(0.1, share)) * width;
  }

  /** The minimum of the cubic with the losses and slopes of two points; NaN when it has none (equation 3.59). */
  private static double cubic(Point a, Point b) {
    double d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.alpha - b.alpha);
    double d2 = Math.signum(b.alpha - a.alpha) * Math.sqrt(d1 * d1 - a.slope * b.slope);
    return b.alpha - (b.alpha - a.alpha) * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
  }
}
