package dev.gradus.prepare;

import dev.gradus.prepare.Calendar.Part;
import java.util.ArrayList;
import java.util.List;

/** Takes the times of a column, gives its {@link Calendar}, with the parts that vary. */
final class TimeFit implements ColumnFit {
  private final Column column;
  private final Moments elapsed = new Moments();
  private final Moments ofDay = new Moments();
  private int months;
  private int weekdays;
  private double gaps;

  TimeFit(Column column) {
    this.column = column;
  }

  @Override
  public Column column() {
    return column;
  }

  @Override
  public void add(double raw, double weight, long key) {
    if (Double.isNaN(raw)) {
      gaps += weight;
      return;
    }
    elapsed.add(raw, weight);
    ofDay.add(Calendar.secondOfDay(raw), weight);
    months |= 1 << Calendar.month(raw);
    weekdays |= 1 << Calendar.weekday(raw);
  }

  @Override
  public void merge(ColumnFit other) {
    TimeFit fit = (TimeFit) other;
    elapsed.merge(fit.elapsed);
    ofDay.merge(fit.ofDay);
    months |= fit.months;
    weekdays |= fit.weekdays;
    gaps += fit.gaps;
  }

  @Override
  public Encoding encoding() {
    boolean values = elapsed.weight() > 0;
    List<Part> parts = new ArrayList<>();
    if (values && elapsed.min() < elapsed.max()) parts.add(Part.ELAPSED);
    if (Integer.bitCount(months) > 1) parts.add(Part.MONTH);
    if (Integer.bitCount(weekdays) > 1) parts.add(Part.WEEKDAY);
    if (values && ofDay.min() < ofDay.max()) parts.add(Part.HOUR);
    return new Calendar(column, parts, elapsed.mean(), values ? Moments.factor(elapsed.deviation()) : 0, gaps > 0 && values);
  }
}
