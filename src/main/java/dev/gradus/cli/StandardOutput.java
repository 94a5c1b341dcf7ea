package dev.gradus.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes bytes, gives them to standard output, and fails when it does, which a PrintStream keeps to itself. */
final class StandardOutput extends FilterOutputStream {
  private static final int KIND = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;

  private final PrintStream stream;

  StandardOutput(PrintStream stream) {
    super(stream);
    this.stream = stream;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    stream.write(bytes, from, count);
    check();
  }

  @Override
  public void flush() throws IOException {
    check();
  }

  private void check() throws IOException {
    if (stream.checkError()) throw new IOException("standard output cannot be written");
  }

  /** Whether it is a pipe: what cannot be written to one is not read any more, as by head, which has what it wanted. */
  static boolean isPipe() {
    try {
      int kind = (Integer) Files.getAttribute(Path.of("/dev/fd/1"), "unix:mode") & KIND;
      return kind == PIPE || kind == SOCKET;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false; // a system without such files
    }
  }
}
