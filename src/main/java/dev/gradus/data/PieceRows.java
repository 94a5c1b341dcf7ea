package dev.gradus.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** Takes a piece of CSV, gives one row of cells after the other; blank lines are skipped. Lines count from 1 at the first of the piece. */
final class PieceRows {
  private final PieceReader reader;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final long before;
  private String[] row = new String[0];
  private long line;

  PieceRows(CsvPiece piece, CSVFormat format) throws IOException {
    this(piece, 0, 0, format);
  }

  /** The rows from a byte on, with so many lines before it. */
  PieceRows(CsvPiece piece, int from, long before, CSVFormat format) throws IOException {
    this.before = before;
    reader = new PieceReader(piece, from);
    parser = CSVParser.builder().setReader(reader).setFormat(format).get();
    records = parser.iterator();
  }

  /** Spaces around cells do not count; a blank line is one null, and a line of two quotation marks is one empty cell. */
  static CSVFormat format(char separator, char quote) {
    return CSVFormat.DEFAULT.builder().setDelimiter(separator).setQuote(quote).setIgnoreSurroundingSpaces(true).setIgnoreEmptyLines(false)
        .setQuoteMode(QuoteMode.ALL_NON_NULL).get();
  }

  /** Goes to the next row; false when there is none. @throws CsvFault when it cannot be read */
  boolean next() throws IOException {
    do {
      line = lines() + 1;
      if (!hasNext()) return false;
      row = records.next().values();
    } while (row.length == 1 && row[0] == null);
    return true;
  }

  private boolean hasNext() throws IOException {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof CSVException)) throw e.getCause();
      throw badQuote();
    }
  }

  /** The parser has no other complaints, under its format. */
  private CsvFault badQuote() {
    if (reader.ended()) return new CsvFault(line, "", "the record that begins here has a quotation mark that is opened and not closed. Close it.");
    return new CsvFault(lines(), "", "text follows a closing quotation mark. A quotation mark inside a quoted cell is written twice, "
        + "as in \"5\"\" pipe\".");
  }

  /** The cells of the present row; a cell is null when nothing is there. */
  String[] row() {
    return row;
  }

  /** A cell of the present row, without spaces around it. */
  String cell(int column) {
    return row[column] == null ? "" : row[column].strip();
  }

  /** The line that the present row begins in. */
  long line() {
    return line;
  }

  /** How many lines there are before the row that comes next. */
  long lines() {
    return before + parser.getCurrentLineNumber();
  }

  /** What is wrong with a row that is not as wide as the header. */
  CsvFault width(int expected) {
    return new CsvFault(line, "", row.length + (row.length == 1 ? " cell was" : " cells were") + " found and " + expected
        + " expected, as many as in the header. "
        + (row.length < expected ? "Add what is missing, or remove the row." : "Put a cell that has a separator in it in quotation marks, or remove the row."));
  }

  /** What is wrong with a cell of the present row; quoted cells before it may have line ends in them. */
  CsvFault fault(int column, String name, String what) {
    long at = line;
    for (int i = 0; i < column; i++) {
      if (row[i] != null) at += row[i].replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r').count();
    }
    return new CsvFault(at, Shown.text(name), what);
  }
}
