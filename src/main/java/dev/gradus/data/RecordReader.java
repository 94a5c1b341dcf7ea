package dev.gradus.data;

import dev.gradus.prepare.Cells;
import dev.gradus.prepare.ColumnType;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Takes a source that was opened, gives its records one after the other. One thread at a time.
 *
 * <p>What is wrong with the data is a {@link DataException}; what is wrong with disk or line an {@link IOException}.
 */
public interface RecordReader extends Closeable {
  /** The names of the columns, in their order; all different and none empty. */
  List<String> names();

  /** The type that the source itself declares for a column; empty when it is to be inferred from the cells. */
  Optional<ColumnType> type(int column);

  /** Goes to the next record, the first one at first; false when there is none left. */
  boolean next() throws IOException;

  /** A cell of the present record: null when it is missing, else a String, a Number, a Boolean or of {@code java.time}. */
  Object cell(int column);

  /**
   * The present record by the names of its columns, as predictions take it. It goes on with the reader: one serves all records, and none is kept.
   *
   * <pre>{@code
   * Cells row = reader.row();
   * while (reader.next()) sum += model.predict(row).value();
   * }</pre>
   */
  default Cells row() {
    return new ReaderCells(this);
  }

  /** Where the present record begins: the line of a text file, or the number of the record, from 1. */
  long line();

  /**
   * Says what is to be done whenever {@link #next} has to read on from a stream, which may keep it waiting. Sources that never wait for anybody do not do it.
   *
   * @param action done on the thread of {@link #next}
   */
  default void whenWaiting(Runnable action) {}

  /** What messages call the place of the present record. @param source what they call the source */
  default String place(String source) {
    return source + " record " + line();
  }

  /** What is to be thrown for a cell of the present record. @param source what messages call the source @param what is wrong with it */
  default DataException trouble(String source, int column, String what) {
    return new DataException(place(source), 0, Shown.text(names().get(column)), what);
  }

  /**
   * The numbers of some columns.
   *
   * @param source what messages call the source
   * @param use what they are named for
   * @throws DataException when one is not there
   */
  default int[] columns(String source, List<String> columns, ColumnUse use) {
    Header header = new Header(source, 0, names());
    return columns.stream().mapToInt(name -> header.column(name, use.wanted())).toArray();
  }
}
