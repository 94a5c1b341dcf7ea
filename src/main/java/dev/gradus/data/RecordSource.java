package dev.gradus.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes nothing, gives a reader of records each time it is opened: a file, a query, a collection. */
public interface RecordSource {
  /** What messages call it; no secret is in it. */
  String name();

  /**
   * A reader that stands before the first record; the caller closes it.
   *
   * @throws IllegalStateException when the source can be read once and has been
   */
  RecordReader open() throws IOException;

  /** The files that are read; empty when there are none, as of a query or a collection. */
  default List<Path> files() {
    return List.of();
  }

  /** A text that changes when the content does; empty when that cannot be told, and so nothing may be kept of the source. */
  Optional<String> fingerprint() throws IOException;
}
