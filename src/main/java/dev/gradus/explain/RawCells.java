package dev.gradus.explain;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Takes a data set of raw inputs, gives the cells of a column: as raw values, and as text for people. */
public final class RawCells {
  /** Seconds of days that a year of four digits has. */
  private static final double FIRST = -62_135_596_800.0;
  private static final double LAST = 253_402_300_799.0;

  private static final MathContext DIGITS = new MathContext(12);

  private RawCells() {}

  /** The raw value of each example in column {@code j}. */
  static double[] of(Dataset data, int j) {
    return of(data, j, j + 1)[0];
  }

  /** The raw value of each example in the columns {@code from} to {@code to} − 1, one column after the other: a row is read once for all of them. */
  static double[][] of(Dataset data, int from, int to) {
    double[][] cells = new double[to - from][data.size()];
    double[] row = new double[data.width()];
    for (int i = 0; i < data.size(); i++) {
      data.inputs(i, row);
      for (int j = from; j < to; j++) cells[j - from][i] = row[j];
    }
    return cells;
  }

  /** Refuses what came out of a model as no finite number. @return it, when it is one @throws DataException naming the data */
  static double finite(Dataset data, String what, double figure) {
    if (Double.isFinite(figure)) return figure;
    throw new DataException(data.source(), "the model's " + what + " is " + figure + ", of which there is no explanation; a value is beyond what the model can "
        + "compute with. Correct it, or remove the row.");
  }

  /**
   * A raw value as text: that of a category, a time as in ISO 8601, true or false, else the {@link #number}; {@code missing}.
   *
   * @param data with raw inputs
   * @param j the column, from 0
   * @param raw what {@link Dataset#inputs(int, double[])} writes for the column
   */
  public static String text(Dataset data, int j, double raw) {
    if (Double.isNaN(raw)) return "missing";
    if (!data.dictionary(j).isEmpty()) return data.dictionary(j).get((int) raw);
    ColumnType type = data.schema().inputs() instanceof Inputs.Columns columns ? column(columns, j).type() : ColumnType.NUMBER;
    if (type == ColumnType.BOOLEAN) return raw == 0 ? "false" : "true";
    if (type == ColumnType.TIME && raw >= FIRST && raw <= LAST) return time(raw);
    return number(raw);
  }

  /** A number as it was in the source, as far as that is known: a whole one without a point, a float with the digits that tell it, else up to 12 digits. */
  public static String number(double raw) {
    if (raw == Math.rint(raw) && Math.abs(raw) < 1e15) return Long.toString((long) raw);
    if (!Double.isFinite(raw)) return Double.toString(raw);
    return raw == (float) raw ? Float.toString((float) raw) : Double.toString(new BigDecimal(raw).round(DIGITS).doubleValue());
  }

  private static Column column(Inputs.Columns columns, int j) {
    return columns.columns().get(j);
  }

  private static String time(double seconds) {
    LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochSecond((long) Math.floor(seconds)), ZoneOffset.UTC);
    return time.toLocalTime().toSecondOfDay() == 0 ? time.toLocalDate().toString() : time.toString();
  }
}
