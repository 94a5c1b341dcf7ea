package dev.gradus.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Some whole records of CSV, as UTF-8, and what was read from them; the same arrays are filled again and again. */
final class CsvPiece {
  /** How many bytes most pieces have. */
  static final int SIZE = 1 << 20;

  byte[] bytes;
  int length;
  /** The file that it is of. */
  Optional<CsvFile> file = Optional.empty();
  /** Whether its first row has the names of the columns. */
  boolean headed;

  /** The raw values of one row after the other; a category has the place of its text among {@link #texts}. */
  double[] values = new double[0];
  /** The line in the piece, from 1, of each row. */
  long[] lines = new long[0];
  int rows;
  /** The texts of each category column in the order in which they come; empty for other columns. */
  List<TextCodes> texts = new ArrayList<>();
  long lineCount;
  Optional<Exception> fault = Optional.empty();

  CsvPiece(int capacity) {
    bytes = new byte[capacity];
  }

  /** Nothing was read from it yet, of so many columns. */
  void clear(int columns) {
    rows = 0;
    lineCount = 0;
    fault = Optional.empty();
    while (texts.size() < columns) texts.add(new TextCodes());
    texts.forEach(TextCodes::clear);
  }
}
