package dev.gradus.data;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Takes nothing, gives one row after the other as a model reads it: raw values, and cells of the source that are passed through. One thread at a time. */
public interface RawRows extends Closeable {
  /** The names of the cells that are passed through, in the order of the source. */
  List<String> kept();

  /**
   * Goes to the next row, the first one at first; false when there is none left.
   *
   * @param to a raw value for each column of the model, written
   * @throws DataException when a cell cannot be read
   */
  boolean next(double[] to) throws IOException;

  /** The cells of the present row that are passed through, one for each name; new. A cell is as of {@link RecordReader#cell}. */
  Object[] cells();

  /** What messages call the source. */
  String source();

  /** {@link RecordReader#whenWaiting}. */
  void whenWaiting(Runnable action);

  /** What should be known of the rows so far, a sentence for each column of which there is something to know. */
  List<String> notices();

  /** The examples of a data set that is not prepared; nothing is passed through. */
  static RawRows of(Dataset data) {
    return new RawExamples(data);
  }
}
