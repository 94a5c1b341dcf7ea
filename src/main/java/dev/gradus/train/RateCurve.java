package dev.gradus.train;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a range test found: the loss at each rate, up to the rate at which training ran away.
 *
 * @param points rate, loss of the batch before the step at that rate, and the smoothed loss
 */
public record RateCurve(List<Point> points) {
  /** The slope at a point is taken from so many powers of ten before it to as many after it, or from five steps where these are more. */
  private static final double DECADES = 0.2;
  private static final int STEPS = 5;

  /** One step. */
  public record Point(double rate, double loss, double smoothed) {}

  public RateCurve {
    points = List.copyOf(points);
  }

  /** The rate at which the smoothed loss is lowest. */
  public Point lowest() {
    Point lowest = points.get(0);
    for (Point point : points) {
      if (point.smoothed() < lowest.smoothed()) lowest = point;
    }
    return lowest;
  }

  /**
   * A rate to train with: where the smoothed loss falls fastest over the logarithm of the rate, before its lowest point (Smith, "Cyclical learning rates for training
   * neural networks", WACV 2017, section 3.3, reads it off the same curve by eye). Not defined when the loss never falls.
   */
  public OptionalDouble suggestion() {
    int end = points.indexOf(lowest());
    int window = window();
    double steepest = 0;
    OptionalDouble best = OptionalDouble.empty();
    for (int i = window; i + window <= end; i++) {
      Point before = points.get(i - window);
      Point after = points.get(i + window);
      double slope = (after.smoothed() - before.smoothed()) / Math.log(after.rate() / before.rate());
      if (slope < steepest) {
        steepest = slope;
        best = OptionalDouble.of(points.get(i).rate());
      }
    }
    return best;
  }

  private int window() {
    if (points.size() < 2) return STEPS;
    double decades = Math.log10(points.get(1).rate() / points.get(0).rate());
    return (int) Math.max(STEPS, Math.round(DECADES / decades));
  }
}
