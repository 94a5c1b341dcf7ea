package dev.gradus.report;

import dev.gradus.metrics.ScoreCurve;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a curve of many points, gives one of few that looks the same: a point stays when it is farther than ε from the last that stayed; the first and the last
 * stay always. ε begins at 1/2000 of the plot and is doubled until they are few enough.
 */
final class Thinned {
  private Thinned() {}

  static List<ScoreCurve.Point> of(List<ScoreCurve.Point> points, int most) {
    List<ScoreCurve.Point> few = points;
    for (double apart = 1.0 / 2000; few.size() > most; apart *= 1.5) few = apart(points, apart);
    return few;
  }

  private static List<ScoreCurve.Point> apart(List<ScoreCurve.Point> points, double apart) {
    List<ScoreCurve.Point> few = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      ScoreCurve.Point point = points.get(i);
      boolean end = i == 0 || i == points.size() - 1;
      if (end || Math.hypot(point.x() - few.get(few.size() - 1).x(), point.y() - few.get(few.size() - 1).y()) > apart) few.add(point);
    }
    return few;
  }
}
