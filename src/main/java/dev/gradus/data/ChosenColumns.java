package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Takes records, gives of their columns those that are read, with the types that are said. */
final class ChosenColumns implements RecordReader {
  private final RecordReader reader;
  private final TableOptions options;
  private final int[] places;
  private final List<String> names;

  /** @param reader kept, and closed with this one */
  ChosenColumns(RecordReader reader, TableOptions options) {
    this.reader = reader;
    this.options = options;
    List<String> all = reader.names();
    places = IntStream.range(0, all.size()).filter(i -> options.reads(all.get(i))).toArray();
    names = IntStream.of(places).mapToObj(all::get).toList();
  }

  /** What is said about reading, as it is meant for these columns. */
  TableOptions options() {
    return options;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public Optional<ColumnType> type(int column) {
    return Optional.ofNullable(options.types().get(names.get(column))).or(() -> reader.type(places[column]));
  }

  @Override
  public boolean next() throws IOException {
    return reader.next();
  }

  @Override
  public Object cell(int column) {
    return reader.cell(places[column]);
  }

  @Override
  public long line() {
    return reader.line();
  }

  @Override
  public void whenWaiting(Runnable action) {
    reader.whenWaiting(action);
  }

  @Override
  public String place(String source) {
    return reader.place(source);
  }

  @Override
  public DataException trouble(String source, int column, String what) {
    return reader.trouble(source, places[column], what);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
