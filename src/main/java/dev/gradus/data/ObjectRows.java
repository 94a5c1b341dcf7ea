package dev.gradus.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Takes objects one after the other, gives them as records: what maps and Java records have in common. */
abstract class ObjectRows implements RecordReader {
  private final String source;
  private final RecordsSource.Opened opened;
  private long line;
  private Runnable waiting = () -> {};

  ObjectRows(String source, RecordsSource.Opened opened) {
    this.source = source;
    this.opened = opened;
  }

  /** The next object. @param number of the record, for messages @throws DataException when it is null */
  final Object take(long number) throws IOException {
    Object one = opened.records().next();
    if (one == null) throw trouble(number, "", "the record is null. Leave it out.");
    return one;
  }

  final boolean hasMore() throws IOException {
    waiting.run();
    try {
      return opened.records().hasNext();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof InterruptedIOException interrupted) throw interrupted;
      throw new IOException(source + ": " + e.getCause().getMessage(), Optional.ofNullable(e.getCause().getCause()).orElse(e.getCause()));
    }
  }

  /** Takes in the next record; false when there is none. */
  abstract boolean advance() throws IOException;

  @Override
  public final boolean next() throws IOException {
    if (!advance()) return false;
    line++;
    return true;
  }

  /** Whether a record is there, objects do not tell: any may have to be waited for. */
  @Override
  public final void whenWaiting(Runnable action) {
    waiting = action;
  }

  final Object cell(Object value, int column) {
    try {
      return ObjectCell.of(value);
    } catch (IllegalArgumentException e) {
      throw trouble(line, names().get(column), e.getMessage());
    }
  }

  final DataException trouble(long record, String column, String what) {
    return new DataException(source + " record " + record, 0, Shown.text(column), what);
  }

  final void check(List<String> names) {
    if (names.isEmpty()) throw new DataException(source, "the records have no columns; at least one is expected.");
  }

  @Override
  public final long line() {
    return line;
  }

  @Override
  public final void close() throws IOException {
    opened.end().close();
  }
}
