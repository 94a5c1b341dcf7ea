package dev.gradus.data;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.OptionAdvice;
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
  private static final int MOST_DIGITS = 4;

  private final int width;
  private final List<Column> columns;
  private final int[] places;
  private final TextRules rules;
  private final Set<String> inferred;
  private final TableOptions options;
  private final CellReader[] readers;
  private final boolean[] texts;
  private final boolean[] digits;
  /** Whether a text that is a number may mark a missing class. */
  private final boolean[] marks;

  /**
   * Columns of known types.
   *
   * @param width how many columns the file has
   * @param columns those that are read
   * @param places where they are in the file, from 0
   * @param inferred the names of those whose type nobody said
   * @param options what is said about reading, for messages
   */
  CsvColumns(int width, List<Column> columns, int[] places, TextRules rules, Set<String> inferred, TableOptions options) {
    this.width = width;
    this.columns = List.copyOf(columns);
    this.places = places.clone();
    this.rules = rules;
    this.inferred = Set.copyOf(inferred);
    this.options = options;
    texts = new boolean[places.length];
    readers = new CellReader[places.length];
    digits = new boolean[places.length];
    marks = new boolean[places.length];
    Map<ColumnType, CellReader> ofTypes = new EnumMap<>(ColumnType.class);
    for (int k = 0; k < places.length; k++) {
      texts[k] = columns.get(k).type() == ColumnType.CATEGORY;
      readers[k] = ofTypes.computeIfAbsent(texts[k] ? ColumnType.NUMBER : columns.get(k).type(), type -> CellReader.of(type, rules));
      digits[k] = columns.get(k).type() == ColumnType.NUMBER && !readers[k].hasMarks();
      marks[k] = texts[k] && readers[k].hasMarks() && options.targets().contains(columns.get(k).name());
    }
  }

  List<Column> columns() {
    return columns;
  }

  boolean isCategory(int column) {
    return texts[column];
  }

  /** Reads all rows of a piece, up to the first fault, which is kept with it: lines of numbers as they are, and the rest through the parser. */
  void read(CsvPiece piece) {
    piece.clear(places.length);
    try {
      CsvFile file = piece.file.orElseThrow();
      NumberLines lines = new NumberLines(piece, file.separator(), width);
      if (!piece.headed && rules.decimal() == '.' && NumberLines.parts(file.separator())) addAll(lines, piece);
      piece.lineCount = lines.lines();
      if (lines.end() == piece.length) return;
      PieceRows rows = new PieceRows(piece, lines.end(), lines.lines(), file.format());
      if (piece.headed) rows.next();
      while (rows.next()) add(rows, piece);
      piece.lineCount = rows.lines();
    } catch (IOException | RuntimeException e) {
      piece.fault = Optional.of(e);
    }
  }

  /** Up to the first line that has something else in it than the numbers of its columns. */
  private void addAll(NumberLines lines, CsvPiece piece) {
    while (lines.next()) {
      int at = room(piece);
      for (int k = 0; k < places.length; k++) {
        double x = value(lines, k, piece);
        if (Double.isInfinite(x)) {
          lines.back();
          return;
        }
        piece.values[at + k] = x;
      }
      piece.lines[piece.rows++] = lines.lines();
    }
  }

  /** NaN when the cell is empty, infinite when it is not what the column has. */
  private double value(NumberLines lines, int k, CsvPiece piece) {
    int x = digits[k] ? lines.whole(places[k]) : -1;
    if (x >= 0) return x;
    int from = lines.from(places[k]);
    int to = lines.to(places[k]);
    if (from == to) return Double.NaN;
    if (texts[k]) return code(k, lines.subSequence(from, to), piece);
    double y = digits[k] ? Numbers.parse(lines, from, to, '.') : Double.NaN;
    return Double.isNaN(y) ? Double.POSITIVE_INFINITY : y;
  }

  private void add(PieceRows rows, CsvPiece piece) throws CsvFault {
    String[] row = rows.row();
    if (row.length != width) throw rows.width(width);
    int at = room(piece);
    for (int k = 0; k < places.length; k++) {
      String cell = row[places[k]];
      piece.values[at + k] = cell == null ? Double.NaN : texts[k] ? code(k, cell, piece) : value(rows, k, cell);
    }
    piece.lines[piece.rows++] = rows.line();
  }

  /** Where the values of one more row go. */
  private int room(CsvPiece piece) {
    int at = piece.rows * places.length;
    if (piece.lines.length == piece.rows) piece.lines = Arrays.copyOf(piece.lines, Math.max(256, 2 * piece.rows));
    if (piece.values.length < at + places.length) piece.values = Arrays.copyOf(piece.values, Math.max(at + places.length, 2 * at));
    return at;
  }

  private double code(int k, String cell, CsvPiece piece) {
    String text = rules.category(cell);
    return text.isEmpty() || marks[k] && readers[k].isMissing(text) ? Double.NaN : piece.texts.get(k).code(text);
  }

  private double value(PieceRows rows, int k, String cell) throws CsvFault {
    if (digits[k] && cell.length() <= MOST_DIGITS) {
      int x = whole(cell);
      if (x >= 0) return x;
    }
    try {
      return readers[k].read(cell);
    } catch (IllegalArgumentException e) {
      String name = columns.get(k).name();
      throw rows.fault(places[k], name, e.getMessage() + OptionAdvice.of(columns.get(k).type(), rules, cell) + ". "
          + CellAdvice.of(options, name, inferred.contains(name), cell.strip()));
    }
  }

  /** The number that a few digits write, -1 when the cell is something else: most cells of images and counts. */
  private static int whole(String cell) {
    int x = 0;
    for (int i = 0; i < cell.length(); i++) {
      int digit = cell.charAt(i) - '0';
      if (digit < 0 || digit > 9) return -1;
      x = 10 * x + digit;
    }
    return cell.isEmpty() ? -1 : x;
  }
}
