package dev.gradus.data;

import java.io.IOException;

/** Takes what is said about reading, gives a table, or its records one after the other. */
public interface TableSource {
  /** What messages call it; no secret is in it. */
  String name();

  /** The whole table; the caller closes it. @throws DataException when the data cannot be used */
  Table table(TableOptions options) throws IOException;

  /** The records as they come, for one pass with constant memory; the caller closes the reader. @throws DataException when the data cannot be used */
  RecordReader records(TableOptions options) throws IOException;
}
