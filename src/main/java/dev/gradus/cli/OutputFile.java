package dev.gradus.cli;

import dev.gradus.data.TableSources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Takes where a result is to go and what is read, refuses to write over what is read. */
final class OutputFile {
  private static final int BEGINNING = 4096;

  private OutputFile() {}

  /**
   * Refuses a result that would go to one of the files that the inputs mean.
   *
   * @param option that says where it goes
   * @param out may be null
   * @param inputs names of sources and files, of which some may be null
   */
  static void refuseToReplace(String option, Path out, String... inputs) throws IOException {
    if (out == null || !Files.isRegularFile(out)) return;
    for (String input : inputs) {
      for (Path file : files(input)) {
        if (Files.exists(file) && Files.isSameFile(out, file)) {
          throw new IllegalArgumentException(option + " " + out + " is the file that is read; give the result a name of its own");
        }
      }
    }
  }

  private static List<Path> files(String input) {
    try {
      return input == null ? List.of() : TableSources.files(input);
    } catch (IOException | IllegalArgumentException e) {
      return List.of(); // no source: it is told when it is opened
    }
  }

  /**
   * Refuses to write over what is there, unless it is such a file itself.
   *
   * @param what is written, for people
   * @param isSuch asked about the first characters of what is there
   */
  static void refuseToReplaceAnother(String option, Path to, String what, Predicate<String> isSuch) throws IOException {
    if (to == null || !Files.exists(to)) return;
    if (Files.isDirectory(to)) throw new CannotWriteException(to, option, new IOException("it is a folder"));
    if (!Files.isRegularFile(to)) return;
    byte[] beginning;
    try (InputStream in = Files.newInputStream(to)) {
      beginning = in.readNBytes(BEGINNING);
    }
    if (beginning.length > 0 && !isSuch.test(new String(beginning, StandardCharsets.UTF_8))) {
      throw new IllegalArgumentException(option + " " + to + " is there and is no " + what + "; give the " + what + " a name of its own");
    }
  }
}
