package dev.gradus.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Takes where a result is to go and what is read, refuses to write over what is read. */
final class OutputFile {
  private OutputFile() {}

  /** Refuses an {@code --out} that is one of the inputs. @param out may be null @param inputs names of sources and files, of which some may be null */
  static void refuseToReplace(Path out, String... inputs) {
    if (out == null || !Files.isRegularFile(out)) return;
    for (String input : inputs) {
      if (input != null && isSame(out, input)) {
        throw new IllegalArgumentException("--out " + out + " is the file that is read; give the result a name of its own");
      }
    }
  }

  private static boolean isSame(Path out, String input) {
    try {
      return Files.isSameFile(out, Path.of(input));
    } catch (IOException | InvalidPathException e) {
      return false; // no file of that name: a fraction, "digits", standard input
    }
  }
}
