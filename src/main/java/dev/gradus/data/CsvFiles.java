package dev.gradus.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Takes CSV files with the same header, gives the records of one after the other in pieces, none of which is of two files. */
final class CsvFiles implements Closeable {
  /** A file, or a stream. @param name what messages call it @param tabs whether its name says that tabs separate its cells */
  record Input(String name, boolean tabs, Opener opener) {}

  interface Opener {
    InputStream open() throws IOException;
  }

  private final Iterator<Input> inputs;
  private final CsvDialect dialect;
  private final int pieceSize;
  private final boolean prompt;
  private final CsvFile first;
  private Optional<CsvFile> present;

  /** Opens the first. @param prompt whether pieces may be shorter when a stream would have to wait for more */
  CsvFiles(List<Input> inputs, CsvDialect dialect, int pieceSize, boolean prompt) throws IOException {
    this.inputs = inputs.iterator();
    this.dialect = dialect;
    this.pieceSize = pieceSize;
    this.prompt = prompt;
    first = open(this.inputs.next());
    present = Optional.of(first);
  }

  /** The one whose header counts. */
  CsvFile first() {
    return first;
  }

  /** What the user is told of a fault of {@link #next}, when all pieces before were used. */
  DataException told(CsvFault fault) {
    CsvFile file = present.orElse(first);
    return fault.in(file.source(), file.lines());
  }

  /**
   * Fills the next piece; false at the end of the last file.
   *
   * @throws CsvFault as {@link CsvFile#next}; the piece says in which file
   * @throws DataException when a file has another header than the first
   */
  boolean next(CsvPiece piece) throws IOException {
    while (present.isPresent()) {
      if (present.get().next(piece)) return true;
      close();
      if (inputs.hasNext()) {
        present = Optional.of(open(inputs.next()));
        refuseOther(present.get());
      }
    }
    return false;
  }

  @SuppressWarnings("resource") // the file closes the stream, and is closed here
  private CsvFile open(Input input) throws IOException {
    InputStream in = input.opener.open();
    try {
      return new CsvFile(input.name, in, dialect, input.tabs, pieceSize, prompt);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  private void refuseOther(CsvFile file) {
    List<String> expected = first.header().names();
    List<String> found = file.header().names();
    if (found.equals(expected)) return;
    int i = 0;
    while (i < Math.min(found.size(), expected.size()) && found.get(i).equals(expected.get(i))) i++;
    String here = i < found.size() ? "is " + Shown.quoted(found.get(i)) : "is not there";
    String there = i < expected.size() ? "is " + Shown.quoted(expected.get(i)) : "is not there";
    throw new DataException(file.source(), file.firstLine(), "", "column " + (i + 1) + " " + here + ", and in " + first.source() + " it " + there
        + "; files that make one table have the same header. Make the headers alike, or read the files apart.");
  }

  @Override
  public void close() throws IOException {
    if (present.isPresent()) present.get().close();
    present = Optional.empty();
  }
}
