package dev.gradus.data;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Takes rows of texts one after another, gives CSV as RFC 4180 has it, with line feeds: a cell is in quotation marks where it must be. */
public final class RowWriter {
  private final CSVPrinter printer;

  /** Writes the header. @param to kept, not closed @param separator what stands between cells */
  public RowWriter(Writer to, char separator, List<String> names) throws IOException {
    printer = new CSVPrinter(to, CSVFormat.RFC4180.builder().setDelimiter(separator).setRecordSeparator("\n").get());
    printer.printRecord(names);
  }

  /** A row; a missing value is the empty text. */
  public void row(List<String> cells) throws IOException {
    if (cells.size() > 1 && cells.get(0).isEmpty()) {
      List<String> row = new ArrayList<>(cells);
      row.set(0, null); // an empty text at the beginning would be put in quotation marks, which only a line of nothing else needs
      printer.printRecord(row);
    } else {
      printer.printRecord(cells);
    }
  }

  /** The present record of a reader, its cells as they are written there; what is no text is written so that the same value is read again. */
  public static List<String> cells(RecordReader record) {
    return IntStream.range(0, record.names().size()).mapToObj(j -> cell(record, j)).toList();
  }

  /** One cell of the present record, as {@link #cells} has it. */
  public static String cell(RecordReader record, int column) {
    return CellText.written(record.cell(column));
  }

  public void flush() throws IOException {
    printer.flush();
  }
}
