package dev.gradus.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes bytes and a name, gives a file of them, in a folder that is deleted when the program ends. */
final class FuzzedFile {
  private static final Map<String, Path> FILES = new LinkedHashMap<>();

  private FuzzedFile() {}

  static synchronized Path of(String name, byte[] bytes) {
    try {
      Path file = FILES.get(name);
      if (file == null) {
        Path folder = Files.createTempDirectory("fuzz");
        file = folder.resolve(name);
        file.toFile().deleteOnExit();
        FILES.put(name, file);
      }
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
