package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Takes CSV files, gives their records one after the other; cells are texts. */
final class CsvRecords implements RecordReader {
  private final CsvFiles files;
  private final TableOptions options;
  private final int width;
  private final List<String> names;
  private final int[] places;
  private final CsvPiece piece = new CsvPiece(0);
  private Optional<PieceRows> rows = Optional.empty();
  private final char separator;
  private CsvFile file;
  private Runnable waiting = () -> {};

  /** Closes the files with it. */
  CsvRecords(CsvFiles files, TableOptions options) throws IOException {
    this.files = files;
    file = files.first();
    separator = file.separator();
    Header header = file.header();
    try {
      this.options = header.checked(options);
    } catch (DataException e) {
      files.close();
      throw e;
    }
    width = header.names().size();
    places = IntStream.range(0, width).filter(i -> this.options.reads(header.name(i))).toArray();
    names = IntStream.of(places).mapToObj(header::name).toList();
  }

  @Override
  public List<String> names() {
    return names;
  }

  /** What stands between the cells of the first file. */
  char separator() {
    return separator;
  }

  @Override
  public Optional<ColumnType> type(int column) {
    return Optional.ofNullable(options.types().get(names.get(column)));
  }

  @Override
  public boolean next() throws IOException {
    try {
      while (rows.isEmpty() || !rows.get().next()) {
        if (!nextPiece()) return false;
      }
      if (rows.get().row().length != width) throw rows.get().width(width);
      return true;
    } catch (CsvFault e) {
      throw e.in(file.source(), file.lines());
    }
  }

  private boolean nextPiece() throws IOException {
    if (rows.isPresent()) file.pass(rows.get().lines());
    rows = Optional.empty();
    waiting.run();
    try {
      if (!files.next(piece)) return false;
    } catch (CsvFault e) {
      throw files.told(e);
    }
    file = piece.file.orElseThrow();
    PieceRows opened = new PieceRows(piece, file.format());
    rows = Optional.of(opened);
    if (piece.headed) opened.next();
    return true;
  }

  @Override
  public Object cell(int column) {
    String cell = rows.orElseThrow().cell(places[column]);
    return cell.isEmpty() ? null : cell;
  }

  @Override
  public long line() {
    return file.lines() + rows.orElseThrow().line();
  }

  @Override
  public void whenWaiting(Runnable action) {
    waiting = action;
  }

  @Override
  public String place(String source) {
    return file.source() + " line " + line();
  }

  @Override
  public DataException trouble(String source, int column, String what) {
    return rows.orElseThrow().fault(places[column], names.get(column), what).in(file.source(), file.lines());
  }

  @Override
  public int[] columns(String source, List<String> columns, ColumnUse use) {
    Header header = new Header(file.source(), file.firstLine(), names);
    return columns.stream().mapToInt(name -> header.column(name, use.wanted())).toArray();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
