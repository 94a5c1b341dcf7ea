package dev.gradus.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Small files to train on. */
final class Samples {
  private Samples() {}

  /** Three classes in two columns: 60 rows {@code x,y,kind} that a line or two tell apart. */
  static String flowers() {
    StringBuilder csv = new StringBuilder("x,y,kind\n");
    String[] kinds = {"aster", "briar", "clover"};
    for (int i = 0; i < 60; i++) {
      double turn = 0.7 * i;
      csv.append(String.format(Locale.ROOT, "%.3f,%.3f,%s%n", 4 * (i % 3) + Math.sin(turn), i % 3 % 2 * 5 + Math.cos(turn), kinds[i % 3]));
    }
    return csv.toString();
  }

  /** Values: 50 rows {@code a,b,price} with price = 2a − b + 3.25. */
  static String prices() {
    StringBuilder csv = new StringBuilder("a,b,price\n");
    for (int i = 0; i < 50; i++) {
      double a = i % 7 * 0.5;
      double b = i % 5 - 2;
      csv.append(String.format(Locale.ROOT, "%.1f,%.1f,%.2f%n", a, b, 2 * a - b + 3.25));
    }
    return csv.toString();
  }

  /** Two classes: 40 rows {@code x,answer}, yes above 0. */
  static String answers() {
    StringBuilder csv = new StringBuilder("x,answer\n");
    for (int i = 0; i < 40; i++) csv.append(i - 19.5).append(i < 20 ? ",no" : ",yes").append('\n');
    return csv.toString();
  }

  /** Two labels: 60 rows {@code x,y,high,even}, high when x is above 0 and even when y is. */
  static String marks() {
    StringBuilder csv = new StringBuilder("x,y,high,even\n");
    for (int i = 0; i < 60; i++) {
      int high = i / 2 % 2;
      int even = i % 2;
      csv.append(String.format(Locale.ROOT, "%.2f,%d,%d,%d%n", 2 * high - 1 + 0.01 * i - 0.3, 2 * even - 1, high, even));
    }
    return csv.toString();
  }

  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }
}
