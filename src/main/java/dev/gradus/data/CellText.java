package dev.gradus.data;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.TextRules;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.Date;

/** Takes a cell, or the raw value of one, gives the text that is read as the same again. */
final class CellText {
  private static final int DAY = 86_400;
  private static final double LARGEST_WHOLE = 1e15;
  private static final CellReader TIMES = CellReader.of(ColumnType.TIME, TextRules.standard());

  private CellText() {}

  /** A cell as its source has it: texts unchanged, "" for null, times as in ISO 8601. */
  static String written(Object cell) {
    if (cell == null) return "";
    if (cell instanceof Double || cell instanceof Float) return number(((Number) cell).doubleValue());
    if (cell instanceof BigDecimal number) return number.toPlainString();
    if (cell instanceof Date || cell instanceof Temporal) return ofTime(cell);
    return cell.toString();
  }

  private static String ofTime(Object cell) {
    try {
      return time(TIMES.read(cell));
    } catch (IllegalArgumentException e) {
      return cell.toString(); // a time without a date
    }
  }

  /** The cell of a column of numbers: its own text when that is a decimal with a point, so that no digit is lost. @param value as it was read */
  static String number(Object cell, double value) {
    if (cell instanceof String text && Double.doubleToLongBits(Numbers.parse(text.strip())) == Double.doubleToLongBits(value)) return text.strip();
    return cell instanceof Number && !(cell instanceof Double || cell instanceof Float) ? written(cell) : number(value);
  }

  /** "" for NaN; whole numbers without a point. */
  static String number(double x) {
    if (Double.isNaN(x)) return "";
    boolean whole = x == Math.rint(x) && Math.abs(x) < LARGEST_WHOLE && Double.doubleToLongBits(x) != Double.doubleToLongBits(-0.0);
    return whole ? Long.toString((long) x) : Double.toString(x);
  }

  /** "" for NaN; 2024-03-01 at midnight, else 2024-03-01T12:30:05.25 with the fewest decimals that are read as the same; both meant as UTC. */
  static String time(double seconds) {
    if (Double.isNaN(seconds)) return "";
    double whole = Math.floor(seconds);
    int nanos = nanos(seconds, whole);
    if (nanos == 0 && whole % DAY == 0) return LocalDate.ofEpochDay((long) whole / DAY).toString();
    LocalDateTime time = LocalDateTime.ofEpochSecond((long) whole, nanos, ZoneOffset.UTC);
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
  }

  private static int nanos(double seconds, double whole) {
    int exact = (int) Math.min(999_999_999, Math.round((seconds - whole) * 1e9));
    for (int unit = 1_000_000_000; unit > 1; unit /= 10) {
      int rounded = (int) Math.rint((double) exact / unit) * unit;
      if (rounded < 1_000_000_000 && whole + rounded / 1e9 == seconds) return rounded;
    }
    return exact;
  }
}
