package dev.gradus.data;

import dev.gradus.prepare.Numbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** Takes CSV bytes, gives a header and one row of cells after the other, each as wide as the header; blank lines are skipped. */
final class CsvRows {
  private final String source;
  private final BoundedReader reader;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final Header header;
  private String[] row;
  private long line;

  /** @throws DataException when there is no header, or a faulty one */
  @SuppressWarnings("resource") // what is opened here only wraps the stream, which its owner closes
  CsvRows(String source, InputStream in, char separator) throws IOException {
    this.source = source;
    reader = BoundedReader.of(source, in);
    // With this quote mode a blank line is one null, and a line of two quotation marks is one empty cell.
    CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(separator).setIgnoreSurroundingSpaces(true).setIgnoreEmptyLines(false)
        .setQuoteMode(QuoteMode.ALL_NON_NULL).get();
    parser = CSVParser.builder().setReader(reader).setFormat(format).get();
    records = parser.iterator();
    if (!read()) {
      throw new DataException(source, "the file is empty; a header with the names of the columns is expected, and a row for each example.");
    }
    header = new Header(source, line, Arrays.stream(row).map(CsvRows::strip).toList());
  }

  Header header() {
    return header;
  }

  /** Goes to the next row; false when there is none. @throws DataException when it is not as wide as the header */
  boolean next() throws IOException {
    if (!read()) return false;
    int expected = header.names().size();
    if (row.length != expected) {
      throw new DataException(source, line, "", row.length + (row.length == 1 ? " cell was" : " cells were") + " found and " + expected
          + " expected, as many as in the header. " + (row.length < expected ? "Add what is missing, or remove the row."
          : "Put a cell that has a separator in it in quotation marks, or remove the row."));
    }
    return true;
  }

  private boolean read() throws IOException {
    do {
      line = parser.getCurrentLineNumber() + 1;
      reader.startRecord(line);
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
  private DataException badQuote() {
    if (reader.ended()) return trouble("the record that begins here has a quotation mark that is opened and not closed. Close it.");
    return new DataException(source, parser.getCurrentLineNumber(), "", "text follows a closing quotation mark. A quotation mark inside a "
        + "quoted cell is written twice, as in \"5\"\" pipe\".");
  }

  /** A cell of the present row, without spaces around it. */
  String cell(int column) {
    return strip(row[column]);
  }

  private static String strip(String cell) {
    return cell == null ? "" : cell.strip();
  }

  /** The number in a cell of the present row. @param advice what to do about a cell without a usable one, given the name of its column */
  double number(int column, UnaryOperator<String> advice) {
    String cell = cell(column);
    double x = Numbers.parse(cell);
    if (Double.isFinite(x)) return x;
    throw trouble(column, fault(cell, x) + ". " + advice.apply(Shown.word(header.name(column))));
  }

  private static String fault(String cell, double x) {
    if (cell.isEmpty()) return "the cell is empty, and a number is expected";
    if (Double.isInfinite(x)) return Shown.quoted(cell) + " is too large; the numbers of a float go from -3.4e38 to 3.4e38";
    boolean comma = !Double.isNaN(Numbers.parse(cell.replace(',', '.')));
    return Shown.quoted(cell) + " is not a number" + (comma ? "; decimals are written with a point" : "");
  }

  /** What is wrong with a cell of the present row. */
  DataException trouble(int column, String what) {
    return new DataException(source, line(column), Shown.text(header.name(column)), what);
  }

  /** What is wrong with the present row. */
  DataException trouble(String what) {
    return new DataException(source, line, "", what);
  }

  /** The line of a cell: quoted cells before it may have line ends in them. */
  private long line(int column) {
    long at = line;
    for (int i = 0; i < column; i++) {
      if (row[i] != null) at += row[i].replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r').count();
    }
    return at;
  }
}
