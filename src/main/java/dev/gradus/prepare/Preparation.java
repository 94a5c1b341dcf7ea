package dev.gradus.prepare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Takes rows of a table, gives inputs of the network: an encoding for each column, fitted on the training rows, stored with the model, applied everywhere. It
 * never changes, and serves several threads.
 */
public final class Preparation {
  private final List<Encoding> encodings;
  private final TargetScaling targetScaling;
  private final TextRules rules;
  private final int width;
  private final int[] plainFrom;
  private final int[] plainTo;
  private final double[] shift;
  private final double[] factor;
  private final double[] missing;
  private final Encoding[] others;
  private final int[] othersFrom;
  private final int[] othersTo;
  /** The columns whose raw values are codes: of categories, or 0 and 1. */
  private final int[] coded;
  private final Map<ColumnType, CellReader> readers = new EnumMap<>(ColumnType.class);

  /**
   * A preparation as fitted, or as read from a model.
   *
   * @param encodings one for each column, in the order of the raw values
   */
  public Preparation(List<Encoding> encodings, TargetScaling targetScaling, TextRules rules) {
    this.encodings = List.copyOf(encodings);
    this.targetScaling = targetScaling;
    this.rules = rules;
    int plain = 0;
    for (Encoding encoding : encodings) plain += isPlain(encoding) ? 1 : 0;
    plainFrom = new int[plain];
    plainTo = new int[plain];
    shift = new double[plain];
    factor = new double[plain];
    missing = new double[plain];
    others = new Encoding[encodings.size() - plain];
    othersFrom = new int[others.length];
    othersTo = new int[others.length];
    int to = 0;
    int p = 0;
    for (int j = 0; j < encodings.size(); j++) {
      Encoding encoding = encodings.get(j);
      ColumnType type = encoding.column().type();
      if (type != ColumnType.CATEGORY && !readers.containsKey(type)) readers.put(type, CellReader.of(type, rules));
      if (encoding instanceof Numeric numeric && numeric.isPlain()) {
        plainFrom[p] = j;
        plainTo[p] = to;
        shift[p] = numeric.shift();
        factor[p] = numeric.factor();
        missing[p++] = numeric.value(Double.NaN);
      } else {
        others[j - p] = encoding;
        othersFrom[j - p] = j;
        othersTo[j - p] = to;
      }
      to += encoding.width();
    }
    width = to;
    coded = IntStream.range(0, encodings.size()).filter(j -> encodings.get(j).codes() > 0).toArray();
  }

  private static boolean isPlain(Encoding encoding) {
    return encoding instanceof Numeric numeric && numeric.isPlain();
  }

  /**
   * The preparation that leaves numbers and pixels as they are; a missing number is 0.
   *
   * @throws IllegalArgumentException when a column is neither a number nor a boolean
   */
  public static Preparation none(Inputs inputs) {
    if (inputs instanceof Inputs.Columns columns) return none(columns.columns());
    List<Column> pixels = new ArrayList<>();
    for (int i = 0; i < inputs.count(); i++) pixels.add(Column.number(inputs.name(i)));
    return none(pixels);
  }

  /**
   * The preparation that leaves numbers as they are; a missing one is 0.
   *
   * @throws IllegalArgumentException when a column is neither a number nor a boolean
   */
  public static Preparation none(List<Column> columns) {
    List<Encoding> plain = new ArrayList<>();
    for (Column column : columns) plain.add(Numeric.plain(column));
    return new Preparation(plain, TargetScaling.none(), TextRules.standard());
  }

  /** Whether numbers stay as they are, and a value to predict too. */
  public boolean isNone() {
    return targetScaling.isNone() && encodings.stream().allMatch(encoding -> isPlain(encoding) && encoding.equals(Numeric.plain(encoding.column())));
  }

  /** One for each column. */
  public List<Encoding> encodings() {
    return encodings;
  }

  /** What is encoded, in the order of the raw values. */
  public List<Column> columns() {
    return encodings.stream().map(Encoding::column).toList();
  }

  public TargetScaling targetScaling() {
    return targetScaling;
  }

  /** How texts are read. */
  public TextRules rules() {
    return rules;
  }

  /** How many inputs of the network a row becomes. */
  public int width() {
    return width;
  }

  /** What input {@code i} of the network is called. */
  public String name(int i) {
    int at = i;
    for (Encoding encoding : encodings) {
      if (at < encoding.width()) return encoding.name(at);
      at -= encoding.width();
    }
    throw new IndexOutOfBoundsException("the name of input " + i + " was asked for; there are " + width);
  }

  /**
   * Refuses raw values that no cell has. A boolean is 0 or 1; a category is the number of its place among those of its encoding, from 0, or of its bucket, or
   * {@link Encoding#UNSEEN} when it is none of them; both are NaN when missing. A number may be any.
   *
   * @param raw a raw value for each column; read
   * @throws IllegalArgumentException when one is no such code; the message names the column
   */
  public void check(double[] raw) {
    for (int j : coded) {
      double x = raw[j];
      Encoding encoding = encodings.get(j);
      if (Double.isNaN(x) || x == Math.rint(x) && x >= (encoding.hasUnseen() ? Encoding.UNSEEN : 0) && x < encoding.codes()) continue;
      boolean bool = encoding.column().type() == ColumnType.BOOLEAN;
      throw new IllegalArgumentException("column \"" + encoding.column().name() + "\": a raw value of " + TextRules.text(x) + " was given; it must be "
          + (bool ? "0 or 1" : "a whole number from 0 to " + (encoding.codes() - 1) + ", the place of its category" + (encoding.hasUnseen()
          ? ", or -1 for any other category" : "")) + ", or NaN when it is missing");
    }
  }

  /**
   * Writes the inputs for a row.
   *
   * @param raw a raw value for each column, in the codes of the encodings; read
   * @param to at least {@link #width()} long; written; another array than {@code raw}
   */
  public void encode(double[] raw, double[] to) {
    int n = shift.length;
    if (n == encodings.size()) {
      for (int j = 0; j < n; j++) to[j] = (raw[j] - shift[j]) * factor[j];
      for (int j = 0; j < n; j++) {
        if (Double.isNaN(raw[j])) to[j] = missing[j];
      }
      return;
    }
    for (int k = 0; k < n; k++) {
      double x = raw[plainFrom[k]];
      to[plainTo[k]] = Double.isNaN(x) ? missing[k] : (x - shift[k]) * factor[k];
    }
    for (int k = 0; k < others.length; k++) others[k].write(raw[othersFrom[k]], to, othersTo[k]);
  }

  /** Writes the inputs for a row as {@link #encode(double[], double[])} does, each rounded to float once, what is too large to the largest. */
  public void encode(double[] raw, float[] to) {
    int n = shift.length;
    if (n == encodings.size()) {
      for (int j = 0; j < n; j++) to[j] = Numeric.rounded((raw[j] - shift[j]) * factor[j]);
      for (int j = 0; j < n; j++) {
        if (Double.isNaN(raw[j])) to[j] = Numeric.rounded(missing[j]);
      }
      return;
    }
    for (int k = 0; k < n; k++) {
      double x = raw[plainFrom[k]];
      to[plainTo[k]] = Numeric.rounded(Double.isNaN(x) ? missing[k] : (x - shift[k]) * factor[k]);
    }
    for (int k = 0; k < others.length; k++) others[k].write(raw[othersFrom[k]], to, othersTo[k]);
  }

  /**
   * The raw values of a row.
   *
   * @throws IllegalArgumentException when the row has not every column, or a cell is not of its column's type; the message names the column
   */
  public double[] raw(Cells row) {
    double[] raw = new double[encodings.size()];
    for (int j = 0; j < raw.length; j++) {
      Encoding encoding = encodings.get(j);
      String name = encoding.column().name();
      if (!row.has(name)) {
        throw new IllegalArgumentException("the row has no column \"" + name + "\", which the model needs; give it, with null where its value is missing");
      }
      raw[j] = raw(j, row.cell(name));
    }
    return raw;
  }

  /**
   * The raw value of a cell of column {@code j}.
   *
   * @param cell as {@link Cells} have it
   * @throws IllegalArgumentException when the cell is not of the column's type; the message names the column
   */
  public double raw(int j, Object cell) {
    Encoding encoding = encodings.get(j);
    try {
      Object value = value(cell);
      CellReader reader = readers.get(encoding.column().type());
      return reader != null ? reader.read(value) : encoding.raw(value, rules);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("column \"" + encoding.column().name() + "\": " + e.getMessage(), e);
    }
  }

  /** What an Optional holds, null when it is empty; any other cell as it is. @throws IllegalArgumentException for a map, a collection or an array */
  private static Object value(Object cell) {
    if (cell == null || cell instanceof String || cell instanceof Number || cell instanceof Boolean) return cell;
    if (cell instanceof Optional<?> optional) return value(optional.orElse(null));
    if (cell instanceof OptionalDouble optional) return optional.isPresent() ? optional.getAsDouble() : null;
    if (cell instanceof OptionalInt optional) return optional.isPresent() ? optional.getAsInt() : null;
    if (cell instanceof OptionalLong optional) return optional.isPresent() ? optional.getAsLong() : null;
    if (cell instanceof Map || cell instanceof Collection || cell.getClass().isArray()) {
      throw new IllegalArgumentException("the cell holds several values; a number, a boolean, a time or a text is expected");
    }
    return cell;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Preparation that && encodings.equals(that.encodings) && targetScaling.equals(that.targetScaling) && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return 31 * encodings.hashCode() + targetScaling.hashCode();
  }
}
