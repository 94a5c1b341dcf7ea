package dev.gradus.faults;

import dev.gradus.cli.FuzzedWords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Bytes as a configuration: it is in force, and written and read again it is the same one; or it is refused in one line. */
public final class ConfigurationFuzz {
  private ConfigurationFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String command = data.length % 2 == 0 ? "train" : "tune";
    FuzzedWords.Outcome first = printed(command, FuzzedFile.of("c.yaml", data));
    if (!first.done()) return;
    FuzzedWords.Outcome second = printed(command, FuzzedFile.of("d.yaml", first.out().getBytes(StandardCharsets.UTF_8)));
    if (!second.out().equals(first.out())) throw new AssertionError("written and read again it is another one: " + first.out() + second);
  }

  private static FuzzedWords.Outcome printed(String command, Path file) {
    return FuzzedWords.run(command, "--config", file.toString(), "--print-config");
  }
}
