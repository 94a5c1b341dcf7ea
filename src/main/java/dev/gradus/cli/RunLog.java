package dev.gradus.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Takes the lines that a run says on standard error, gives them there and, with the time, to {@code log.txt} of its folder. Lines that live on a terminal are left
 * out.
 */
final class RunLog extends PrintWriter {
  static final String FILE = "log.txt";

  private final Path folder;

  RunLog(PrintWriter err, Path folder) {
    super(err, true);
    this.folder = folder;
  }

  @Override
  public void println(Object line) {
    println(String.valueOf(line));
  }

  @Override
  public void println(String line) {
    super.println(line);
    if (!Files.exists(folder.resolve(RunFolder.CONFIGURATION))) return; // the run was taken back
    try {
      Files.writeString(folder.resolve(FILE), Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // It was said on standard error; a log is not worth a run.
    }
  }
}
