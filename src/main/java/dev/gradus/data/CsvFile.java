package dev.gradus.data;

import dev.gradus.data.CsvDialect.HeaderRow;
import dev.gradus.prepare.Numbers;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;

/** Takes one CSV file that was opened, gives the names of its columns and its records in pieces. */
final class CsvFile implements Closeable {
  private final String source;
  private final CsvText text;
  private final CSVFormat format;
  private final CsvSplitter splitter;
  private final CsvPiece first;
  private final boolean headed;
  private final Header header;
  private boolean begun;
  private long firstLine;
  private long lines;

  /**
   * Reads up to the header.
   *
   * @param tabs whether the name of the file says that tabs separate its cells
   * @param prompt whether pieces may be shorter when the stream would have to wait for more
   * @throws DataException when there is no header, or a faulty one
   */
  CsvFile(String source, InputStream in, CsvDialect said, boolean tabs, int pieceSize, boolean prompt) throws IOException {
    this.source = source;
    first = new CsvPiece(pieceSize);
    try {
      text = CsvText.of(source, in, said.charset(), prompt);
      char separator = said.separator().isPresent() ? said.separator().get() : tabs ? '\t' : DialectGuess.separator(text.start(), said.quote());
      format = PieceRows.format(separator, said.quote());
      splitter = new CsvSplitter(text, separator, said.quote(), pieceSize, prompt);
      List<String> row = firstRow();
      headed = !said.header().equals(Optional.of(HeaderRow.NONE));
      if (said.header().isEmpty()) refuseNumbers(row);
      header = new Header(source, firstLine, headed ? row : IntStream.rangeClosed(1, row.size()).mapToObj(i -> "c" + i).toList());
    } catch (CsvFault e) {
      throw e.in(source, lines);
    }
  }

  private List<String> firstRow() throws IOException {
    while (splitter.next(first)) {
      PieceRows rows = new PieceRows(first, format);
      if (rows.next()) {
        firstLine = lines + rows.line();
        List<String> row = new ArrayList<>();
        for (int i = 0; i < rows.row().length; i++) row.add(rows.cell(i));
        return row;
      }
      lines += rows.lines();
    }
    throw new DataException(source, "the file is empty; a header with the names of the columns is expected, and a row for each example.");
  }

  /** Numbers from 0 on are what some programs write for want of names; other numbers are an example. */
  private void refuseNumbers(List<String> row) {
    if (!row.stream().allMatch(CsvFile::isNumber)) return;
    boolean counted = row.size() > 1 && IntStream.range(0, row.size()).allMatch(i -> row.get(i).equals(Integer.toString(i)));
    if (counted) return;
    throw new DataException(source, firstLine, "", "the first row has only numbers, so that there seems to be no header, and names of columns are expected. "
        + "Say --no-header to have them called c1, c2 and so on, or add a header.");
  }

  private static boolean isNumber(String cell) {
    return !Double.isNaN(Numbers.parse(cell)) || !Double.isNaN(Numbers.parse(cell.replace(',', '.')));
  }

  String source() {
    return source;
  }

  Header header() {
    return header;
  }

  /** The line of the first row. */
  long firstLine() {
    return firstLine;
  }

  CSVFormat format() {
    return format;
  }

  char separator() {
    return format.getDelimiterString().charAt(0);
  }

  /** Fills the next piece; false at the end. @throws CsvFault when there is none for a reason; its line counts from the first after all pieces before */
  boolean next(CsvPiece piece) throws IOException {
    piece.file = Optional.of(this);
    piece.headed = false;
    if (begun) return splitter.next(piece);
    begun = true;
    byte[] other = piece.bytes;
    piece.bytes = first.bytes;
    piece.length = first.length;
    piece.headed = headed;
    first.bytes = other;
    return true;
  }

  /** How many lines of the file are before the piece whose turn it is. */
  long lines() {
    return lines;
  }

  /** Says that a piece had so many lines. */
  void pass(long count) {
    lines += count;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
