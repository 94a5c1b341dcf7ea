package dev.gradus.benchmarks;

import dev.gradus.data.CsvSource;
import dev.gradus.data.Table;
import dev.gradus.data.TableCache;
import dev.gradus.data.TableOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One process of {@code benchmarks/csv}: makes the two files of a fixed seed, or reads one into memory, twice, then into a cache, and then from it, and prints
 * the seconds of each as JSON.
 *
 * <p>Reading ends when every value of every row was looked at once.
 */
public final class CsvRun {
  private CsvRun() {}

  /** {@code make DIR}, or {@code read FILE CACHE}. */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("make")) {
      Path folder = Files.createDirectories(Path.of(args[1]));
      integers(folder.resolve("integers.csv"));
      decimals(folder.resolve("decimals.csv"));
    } else {
      read(Path.of(args[1]), Path.of(args[2]));
    }
  }

  /** 60,000 rows of a digit and 784 numbers below 256, of which four in five are 0, as images have. */
  private static void integers(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("label");
      for (int k = 0; k < 784; k++) out.write(",p" + k);
      out.write('\n');
      for (int row = 0; row < 60_000; row++) {
        out.write(Integer.toString(random.nextInt(10)));
        for (int k = 0; k < 784; k++) out.write("," + (random.nextInt(5) > 0 ? 0 : random.nextInt(256)));
        out.write('\n');
      }
    }
  }

  /** 200,000 rows of 30 decimals of 15 to 17 digits and a class. */
  private static void decimals(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(2);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int k = 0; k < 30; k++) out.write("f" + k + ",");
      out.write("y\n");
      for (int row = 0; row < 200_000; row++) {
        for (int k = 0; k < 30; k++) out.write(String.format(Locale.ROOT, "%s,", random.nextDouble(-1, 1)));
        out.write(random.nextInt(2) + "\n");
      }
    }
  }

  private static void read(Path file, Path folder) throws IOException {
    TableCache cache = new TableCache(folder, notice -> {});
    CsvSource source = CsvSource.of(file);
    String target = file.getFileName().toString().startsWith("integers") ? "label" : "y";
    TableOptions options = TableOptions.standard().withTargets(List.of(target));
    for (String word : new String[] {"file", "again", "kept", "cached"}) {
      boolean inMemory = word.equals("file") || word.equals("again");
      long start = System.nanoTime();
      double sum;
      try (Table table = inMemory ? source.table(options) : cache.build(key(source, options), place -> source.table(options, place))) {
        sum = sum(table);
      }
      System.out.printf(Locale.ROOT, "{\"pass\":\"%s\",\"seconds\":%.3f,\"sum\":%.6f}%n", word, (System.nanoTime() - start) / 1e9, sum);
    }
    try (var files = Files.list(folder)) {
      for (Path kept : files.toList()) Files.delete(kept);
    }
  }

  private static String key(CsvSource source, TableOptions options) throws IOException {
    return TableCache.key(source.fingerprint().orElseThrow(), options.toString());
  }

  private static double sum(Table table) {
    int width = table.columns().size();
    double[] row = new double[width];
    Table.Reader reader = table.reader(IntStream.range(0, width).toArray());
    double sum = 0;
    for (int i = 0; i < table.rows(); i++) {
      reader.read(i, row);
      for (double x : row) sum += x;
    }
    return sum;
  }
}
