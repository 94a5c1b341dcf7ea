package dev.gradus.train;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a range test found: the loss at each rate, up to the rate at which training ran away.
 *
 * @param points rate, loss of the batch before the step at that rate, and the smoothed loss
 */
public record RateCurve(List<Point> points) {
  private static final int WINDOW = 5;

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
    double steepest = 0;
    OptionalDouble best = OptionalDouble.empty();
    for (int i = WINDOW; i + WINDOW <= end; i++) {
      Point before = points.get(i - WINDOW);
      Point after = points.get(i + WINDOW);
      double slope = (after.smoothed() - before.smoothed()) / Math.log(after.rate() / before.rate());
      if (slope < steepest) {
        steepest = slope;
        best = OptionalDouble.of(points.get(i).rate());
      }
    }
    return best;
  }
}
