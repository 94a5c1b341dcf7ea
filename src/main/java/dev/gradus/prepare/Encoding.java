package dev.gradus.prepare;

import java.util.List;

/**
 * Takes the cell of a column, gives inputs of the network: fitted on the training rows, stored with the model, applied everywhere. It never changes, and
 * serves several threads.
 *
 * <p>Between the two stands the raw value, a double: a number; 0 or 1 of a boolean; seconds since 1970 began in UTC of a time; the place of a category among
 * those of the encoding. It is NaN when the cell is missing and {@link #UNSEEN} for a category that the encoding has no place for. Each encoding says what
 * becomes of these two: a prediction never fails because of them.
 */
public sealed interface Encoding permits Numeric, OneHot, Ordinal, Hashed, Calendar {
  /** The raw value of a category that the encoding has no place for. */
  double UNSEEN = -1;

  /** What is encoded. */
  Column column();

  /** How many inputs of the network it makes. */
  int width();

  /** What input {@code i} of them is called, from 0; such as {@code age}, {@code age missing}, {@code island=Torgersen}, {@code when month sin}. */
  String name(int i);

  /**
   * The raw value of a cell.
   *
   * @param cell null, a String, a Number, a Boolean or a time of java.time
   * @throws IllegalArgumentException when the cell is not of the column's type
   */
  double raw(Object cell, TextRules rules);

  /** Writes the inputs for a raw value, {@link #width()} of them from {@code at}. */
  void write(double raw, double[] to, int at);

  /** Writes the inputs for a raw value, {@link #width()} of them from {@code at}, each rounded to float once. */
  void write(double raw, float[] to, int at);

  /** How many codes a raw value may be, from 0; 0 when it is any number. */
  default int codes() {
    return 0;
  }

  /** Whether a raw value may be {@link #UNSEEN}. */
  default boolean hasUnseen() {
    return false;
  }

  /** The raw value of each text of a table's dictionary; empty when the column is no category. */
  default int[] codes(List<String> dictionary) {
    return new int[0];
  }
}
