package dev.gradus.data;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.OptionAdvice;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes the records of a source, gives the raw values of the columns that a model has, by name; other columns are left aside or passed through.
 *
 * <p>A missing value and a category that training did not have are no faults: {@link Encoding} says what becomes of them. They are counted where the model has
 * no input for them.
 */
public final class RawRecords implements RawRows {
  private final String source;
  private final RecordReader records;
  private final List<Encoding> encodings;
  private final TextRules rules;
  private final int[] places;
  private final int[] keptPlaces;
  private final List<String> kept;
  private final List<Optional<CellReader>> readers = new ArrayList<>();
  private final UnknownCells[] unknown;

  /**
   * The rows of a reader that stands before its first record.
   *
   * @param source what messages call it
   * @param records kept, and closed with this
   * @param rules how texts are read
   * @param kept the names of columns that are passed through, in any order
   * @throws DataException when a column is not there
   */
  public RawRecords(String source, RecordReader records, Preparation preparation, TextRules rules, List<String> kept) {
    this.source = source;
    this.records = records;
    this.rules = rules;
    encodings = preparation.encodings();
    places = records.columns(source, encodings.stream().map(encoding -> encoding.column().name()).toList(), ColumnUse.INPUT);
    keptPlaces = Arrays.stream(records.columns(source, kept, ColumnUse.KEPT)).sorted().distinct().toArray();
    List<String> names = records.names();
    this.kept = Arrays.stream(keptPlaces).mapToObj(names::get).toList();
    unknown = encodings.stream().map(UnknownCells::new).toArray(UnknownCells[]::new);
    for (Encoding encoding : encodings) {
      ColumnType type = encoding.column().type();
      readers.add(type == ColumnType.CATEGORY ? Optional.empty() : Optional.of(CellReader.of(type, rules)));
    }
  }

  @Override
  public List<String> kept() {
    return kept;
  }

  @Override
  public boolean next(double[] to) throws IOException {
    if (!records.next()) return false;
    for (int j = 0; j < places.length; j++) {
      Object cell = records.cell(places[j]);
      to[j] = raw(j, cell);
      if (Double.isNaN(to[j]) || to[j] == Encoding.UNSEEN) count(j, to[j], cell);
    }
    return true;
  }

  private double raw(int j, Object cell) {
    try {
      return readers.get(j).isPresent() ? readers.get(j).get().read(cell) : encodings.get(j).raw(cell, rules);
    } catch (IllegalArgumentException e) {
      String option = OptionAdvice.of(encodings.get(j).column().type(), rules, cell);
      throw records.trouble(source, places[j], e.getMessage() + option + ". " + advice(cell));
    }
  }

  private static String advice(Object cell) {
    if (!(cell instanceof String text) || Double.isInfinite(Numbers.parse(text.strip()))) return "Correct it, or remove the row.";
    return "If it marks a missing value, say --missing " + Shown.word(text.strip()) + "; else correct it, or remove the row.";
  }

  private void count(int j, double raw, Object cell) {
    if (Double.isNaN(raw)) unknown[j].missing(this::place);
    else if (readers.get(j).isEmpty()) unknown[j].unseen(TextRules.text(cell), this::place);
  }

  @Override
  public Object[] cells() {
    Object[] cells = new Object[keptPlaces.length];
    for (int i = 0; i < cells.length; i++) cells[i] = records.cell(keptPlaces[i]);
    return cells;
  }

  private String place() {
    return records.place(source);
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public void whenWaiting(Runnable action) {
    records.whenWaiting(action);
  }

  @Override
  public List<String> notices() {
    return Arrays.stream(unknown).flatMap(UnknownCells::notices).toList();
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
