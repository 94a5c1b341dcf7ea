package dev.gradus.prepare;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/**
 * Takes a time, gives its parts: the time elapsed, standardised, and places on the circles of year, week and day as sine and cosine of the angle. Missing is 0
 * for every part, and 1 for the last input when there is one for it.
 *
 * <p>With s the seconds since 1970 began in UTC: elapsed (s − shift) · factor; month 2π (month − 1) / 12; weekday 2π (day − 1) / 7 with Monday the first; hour
 * 2π · seconds of the day / 86400. The calendar is the Gregorian one, before 1582 as well.
 *
 * @param column of type time
 * @param parts in the order of {@link Part}, all different
 * @param shift the mean time in training
 * @param factor 1 over its standard deviation in training
 * @param missing whether there is an input for missing values
 */
public record Calendar(Column column, List<Part> parts, double shift, double factor, boolean missing) implements Encoding {
  /** A part of a time. */
  public enum Part {
    /** How long ago. One input. */
    ELAPSED,
    /** The month of the year. Two inputs. */
    MONTH,
    /** The day of the week. Two inputs. */
    WEEKDAY,
    /** The time of the day. Two inputs. */
    HOUR;

    /** Its name in files and in the names of inputs. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    int width() {
      return this == ELAPSED ? 1 : 2;
    }
  }

  static final double DAY = 86_400;

  public Calendar {
    column.mustBe("the calendar", ColumnType.TIME);
    parts = List.copyOf(parts);
    if (!parts.equals(List.copyOf(parts.isEmpty() ? EnumSet.noneOf(Part.class) : EnumSet.copyOf(parts)))) {
      throw new IllegalArgumentException("the parts " + parts + " of a time were asked for; they must be all different and in order");
    }
    Numeric.checkFinite(column, "shift", shift);
    Numeric.checkFinite(column, "factor", factor);
  }

  @Override
  public int width() {
    int width = missing ? 1 : 0;
    for (int k = 0; k < parts.size(); k++) width += parts.get(k).width();
    return width;
  }

  @Override
  public String name(int i) {
    int at = i;
    for (Part part : parts) {
      if (at < part.width()) return column.name() + " " + part.word() + (part == Part.ELAPSED ? "" : at == 0 ? " sin" : " cos");
      at -= part.width();
    }
    return column.name() + " missing";
  }

  @Override
  public double raw(Object cell, TextRules rules) {
    return CellReader.of(ColumnType.TIME, rules).read(cell);
  }

  @Override
  public void write(double raw, double[] to, int at) {
    boolean gap = Double.isNaN(raw);
    int next = at;
    for (int k = 0; k < parts.size(); k++) {
      Part part = parts.get(k);
      if (part == Part.ELAPSED) {
        to[next++] = gap ? 0 : (raw - shift) * factor;
      } else {
        double angle = angle(part, raw);
        to[next++] = gap ? 0 : Math.sin(angle);
        to[next++] = gap ? 0 : Math.cos(angle);
      }
    }
    if (missing) to[next] = gap ? 1 : 0;
  }

  @Override
  public void write(double raw, float[] to, int at) {
    boolean gap = Double.isNaN(raw);
    int next = at;
    for (int k = 0; k < parts.size(); k++) {
      Part part = parts.get(k);
      if (part == Part.ELAPSED) {
        to[next++] = gap ? 0 : Numeric.rounded((raw - shift) * factor);
      } else {
        double angle = angle(part, raw);
        to[next++] = gap ? 0 : (float) Math.sin(angle);
        to[next++] = gap ? 0 : (float) Math.cos(angle);
      }
    }
    if (missing) to[next] = gap ? 1 : 0;
  }

  private static double angle(Part part, double seconds) {
    double turns = part == Part.MONTH ? month(seconds) / 12.0 : part == Part.WEEKDAY ? weekday(seconds) / 7.0 : secondOfDay(seconds) / DAY;
    return 2 * Math.PI * turns;
  }

  private static long day(double seconds) {
    return (long) Math.floor(seconds / DAY);
  }

  static double secondOfDay(double seconds) {
    return seconds - day(seconds) * DAY;
  }

  /** From 0 for Monday; 1970 began on a Thursday. */
  static int weekday(double seconds) {
    return (int) Math.floorMod(day(seconds) + 3, 7L);
  }

  /** From 0 for January. A year is counted from March here, so that the leap day is its last; 400 of them have 146,097 days. */
  static int month(double seconds) {
    int ofEra = (int) Math.floorMod(day(seconds) + 719_468, 146_097L);
    int year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
    int ofYear = ofEra - (365 * year + year / 4 - year / 100);
    return ((5 * ofYear + 2) / 153 + 2) % 12;
  }
}
