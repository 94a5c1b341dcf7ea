package dev.gradus.data;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes a piece of CSV, gives the raw values of the columns that are read. Any number of threads, each with a piece of its own. */
final class CsvColumns {
  private final int width;
  private final List<Column> columns;
  private final int[] places;
  private final TextRules rules;
  private final Set<String> inferred;
  private final CellReader[] readers;
  private final boolean[] texts;

  /**
   * Columns of known types.
   *
   * @param width how many columns the file has
   * @param columns those that are read
   * @param places where they are in the file, from 0
   * @param inferred the names of those whose type nobody said
   */
  CsvColumns(int width, List<Column> columns, int[] places, TextRules rules, Set<String> inferred) {
    this.width = width;
    this.columns = List.copyOf(columns);
    this.places = places.clone();
    this.rules = rules;
    this.inferred = Set.copyOf(inferred);
    texts = new boolean[places.length];
    readers = new CellReader[places.length];
    Map<ColumnType, CellReader> ofTypes = new EnumMap<>(ColumnType.class);
    for (int k = 0; k < places.length; k++) {
      texts[k] = columns.get(k).type() == ColumnType.CATEGORY;
      readers[k] = ofTypes.computeIfAbsent(texts[k] ? ColumnType.NUMBER : columns.get(k).type(), type -> CellReader.of(type, rules));
    }
  }

  List<Column> columns() {
    return columns;
  }

  boolean isCategory(int column) {
    return texts[column];
  }

  /** Reads all rows of a piece, up to the first fault, which is kept with it. */
  void read(CsvPiece piece) {
    piece.clear(places.length);
    if (piece.length == 0) return;
    try {
      PieceRows rows = new PieceRows(piece, piece.file.orElseThrow().format());
      if (piece.headed) rows.next();
      while (rows.next()) add(rows, piece);
      piece.lineCount = rows.lines();
    } catch (IOException | RuntimeException e) {
      piece.fault = Optional.of(e);
    }
  }

  private void add(PieceRows rows, CsvPiece piece) throws CsvFault {
    String[] row = rows.row();
    if (row.length != width) throw rows.width(width);
    int at = piece.rows * places.length;
    if (piece.lines.length == piece.rows) piece.lines = Arrays.copyOf(piece.lines, Math.max(256, 2 * piece.rows));
    if (piece.values.length < at + places.length) piece.values = Arrays.copyOf(piece.values, Math.max(at + places.length, 2 * at));
    for (int k = 0; k < places.length; k++) {
      String cell = row[places[k]];
      piece.values[at + k] = cell == null ? Double.NaN : texts[k] ? code(cell, piece.texts.get(k)) : value(rows, k, cell);
    }
    piece.lines[piece.rows++] = rows.line();
  }

  private double code(String cell, TextCodes codes) {
    String text = rules.category(cell);
    return text.isEmpty() ? Double.NaN : codes.code(text);
  }

  private double value(PieceRows rows, int k, String cell) throws CsvFault {
    try {
      return readers[k].read(cell);
    } catch (IllegalArgumentException e) {
      throw rows.fault(places[k], columns.get(k).name(), e.getMessage() + ". " + advice(columns.get(k).name(), cell.strip()));
    }
  }

  private String advice(String column, String cell) {
    if (Double.isInfinite(Numbers.parse(cell))) return "Correct it, remove the row, or leave the column out with --ignore " + Shown.word(column) + ".";
    String missing = "If it marks a missing value, say --missing " + Shown.word(cell) + "; ";
    if (!inferred.contains(column)) return missing + "else correct it, or remove the row.";
    return missing + "if the column has texts, --categorical " + Shown.word(column) + "; else correct it, or leave the column out with --ignore "
        + Shown.word(column) + ".";
  }
}
