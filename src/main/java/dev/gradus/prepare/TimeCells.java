package dev.gradus.prepare;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Date;

/**
 * Takes cells of dates and of dates with a time, gives the seconds since 1970-01-01T00:00Z. What has no offset counts as UTC, so that the same table gives the
 * same numbers everywhere; that goes for the dates and timestamps of {@code java.sql} too, which are local. A time without a date is on 1970-01-01.
 */
final class TimeCells extends CellReader {
  TimeCells(TextRules rules) {
    super(rules);
  }

  @Override
  double ofText(String text) {
    if (rules.dates().isPresent()) return TimeText.seconds(text, rules.dates().get());
    double dayFirst = TimeText.seconds(text, DateOrder.DAY_FIRST);
    if (TimeText.beginsWithYear(text)) return dayFirst;
    double monthFirst = TimeText.seconds(text, DateOrder.MONTH_FIRST);
    if (Double.isNaN(monthFirst)) return dayFirst;
    return Double.isNaN(dayFirst) || dayFirst == monthFirst ? monthFirst : Double.NaN;
  }

  /** Whether an object is a date, or a date with a time. */
  static boolean takes(Object cell) {
    return cell instanceof LocalDate || cell instanceof LocalDateTime || cell instanceof Instant || cell instanceof OffsetDateTime
        || cell instanceof ZonedDateTime || cell instanceof Date date && (date.getClass() == Date.class || Sql.hasDate(date));
  }

  @Override
  double ofObject(Object cell) {
    if (cell instanceof LocalDate date) return seconds(date);
    if (cell instanceof LocalDateTime time) return seconds(time);
    if (cell instanceof Instant time) return seconds(time);
    if (cell instanceof OffsetDateTime time) return seconds(time.toInstant());
    if (cell instanceof ZonedDateTime time) return seconds(time.toInstant());
    if (cell instanceof Date date) return date.getClass() == Date.class ? date.getTime() / 1e3 : Sql.seconds(date);
    if (cell instanceof LocalTime time) return time.toNanoOfDay() / 1e9;
    if (cell instanceof Double x && x.isNaN()) return x;
    throw new IllegalArgumentException(fault(cell.toString()));
  }

  @Override
  String fault(String text) {
    boolean day = !Double.isNaN(TimeText.seconds(text, DateOrder.DAY_FIRST));
    boolean month = !Double.isNaN(TimeText.seconds(text, DateOrder.MONTH_FIRST));
    if (day && month) return Quoted.of(text) + " can be meant with the day or the month first";
    if (day || month) return Quoted.of(text) + " is not a date with the " + (day ? "month" : "day") + " first, as the others are or as was said";
    boolean number = !Double.isNaN(NumberCells.parse(text, rules));
    return Quoted.of(text) + (number ? " is a number, not a time" : " is not a time") + "; expected is a date such as 2024-03-01, or a date with a time such "
        + "as 2024-03-01T12:30:00";
  }

  private static double seconds(LocalDate date) {
    return date.toEpochDay() * 86_400.0;
  }

  private static double seconds(LocalDateTime time) {
    return seconds(time.toInstant(ZoneOffset.UTC));
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }

  /** Apart, because a Java runtime may be without these classes. */
  private static final class Sql {
    static boolean hasDate(Date date) {
      return !(date instanceof java.sql.Time);
    }

    static double seconds(Date date) {
      if (date instanceof java.sql.Timestamp time) return TimeCells.seconds(time.toLocalDateTime());
      if (date instanceof java.sql.Date day) return TimeCells.seconds(day.toLocalDate());
      if (date instanceof java.sql.Time time) return time.toLocalTime().toSecondOfDay();
      return date.getTime() / 1e3;
    }
  }
}
