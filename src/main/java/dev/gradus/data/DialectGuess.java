package dev.gradus.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Takes the start of a CSV text, gives the character that separates its cells. */
final class DialectGuess {
  private static final char[] SEPARATORS = {',', ';', '\t', '|'};
  private static final int MOST_ROWS = 1000;

  private DialectGuess() {}

  /**
   * The separator with which most rows are as wide as the first, of at least two cells; among equals the one that makes more columns, and then the first of
   * comma, semicolon, tab and bar; a comma when there is one column.
   */
  static char separator(byte[] start, char quote) throws IOException {
    char best = ',';
    double share = 0;
    int width = 1;
    for (char separator : SEPARATORS) {
      if (separator == quote) continue;
      Fit fit = fit(start, separator, quote);
      if (fit.width < 2 || fit.share < share || fit.share == share && fit.width <= width) continue;
      best = separator;
      share = fit.share;
      width = fit.width;
    }
    return best;
  }

  /** @param width how many cells the first row has @param share of all rows that are as wide */
  private record Fit(int width, double share) {}

  private static Fit fit(byte[] start, char separator, char quote) throws IOException {
    CsvPiece piece = piece(start, separator, quote);
    int width = 0;
    int alike = 0;
    int count = 0;
    try {
      for (PieceRows rows = new PieceRows(piece, PieceRows.format(separator, quote)); count < MOST_ROWS && rows.next(); count++) {
        if (count == 0) width = rows.row().length;
        if (rows.row().length == width) alike++;
      }
    } catch (CsvFault e) {
      count++; // what is wrong with this row is said when it is read
    }
    return new Fit(width, count == 0 ? 0 : (double) alike / count);
  }

  /** Without a record that goes on after the start. */
  private static CsvPiece piece(byte[] start, char separator, char quote) throws IOException {
    boolean whole = start.length < CsvText.START;
    CsvPiece piece = new CsvPiece(start.length + 1);
    new CsvSplitter(new ByteArrayInputStream(start), separator, quote, whole ? start.length + 1 : start.length, false).next(piece);
    return piece;
  }
}
