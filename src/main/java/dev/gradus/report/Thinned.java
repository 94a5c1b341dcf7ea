package dev.gradus.report;

import dev.gradus.metrics.ScoreCurve;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a curve of many points, gives one of few that looks the same: a point stays when it is farther than ε, across or up, from the last that stayed; the
 * first and the last stay always. ε begins at less than can be seen and grows until they are few enough.
 */
final class Thinned {
  private static final double UNSEEN = 1.0 / 2000;

  private Thinned() {}

  /** @param side of the square that is shown, of which ε is a part */
  static List<ScoreCurve.Point> of(List<ScoreCurve.Point> points, int most, double side) {
    List<ScoreCurve.Point> few = points;
    for (double apart = UNSEEN * side; few.size() > most; apart *= 1.5) few = apart(few, apart);
    return few;
  }

  private static List<ScoreCurve.Point> apart(List<ScoreCurve.Point> points, double apart) {
    List<ScoreCurve.Point> few = new ArrayList<>();
    double x = Double.NEGATIVE_INFINITY;
    double y = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      ScoreCurve.Point point = points.get(i);
      if (i < points.size() - 1 && Math.abs(point.x() - x) <= apart && Math.abs(point.y() - y) <= apart) continue;
      few.add(point);
      x = point.x();
      y = point.y();
    }
    return few;
  }
}
