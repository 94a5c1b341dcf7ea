package dev.gradus.faults;

import dev.gradus.cli.FuzzedWords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes as a command line, a word in each line: what train, cv, tune and lr-find make of them is written, and other commands are not begun; or they are refused in
 * one line.
 */
public final class CommandLineFuzz {
  private static final List<String> PRINTING = List.of("train", "cv", "tune", "lr-find");

  private CommandLineFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    List<String> words = new ArrayList<>(new String(data, StandardCharsets.UTF_8).lines().filter(word -> !word.startsWith("--print-config")).toList());
    boolean prints = !words.isEmpty() && PRINTING.contains(words.get(0));
    if (prints) words.add(1, "--print-config");
    String[] all = words.toArray(new String[0]);
    FuzzedWords.parse(all);
    if (prints) FuzzedWords.run(all);
  }
}
