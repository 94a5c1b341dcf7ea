package dev.gradus.data;

import dev.gradus.kernel.Draws;
import dev.gradus.prepare.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A process that wants a table of a cache: it says "building" when it begins to build, what it was told, and at last the sum of what it read. */
final class CacheProcess {
  static final int COLUMNS = 300;
  static final int ROWS = 30_000;
  static final String KEY = TableCache.key("a file", "its options");

  private static final Draws DRAWS = Draws.of(9);

  private CacheProcess() {}

  /** Folder; then "hold", when half the rows are to be added only after a line of standard input. */
  public static void main(String... args) throws IOException {
    boolean hold = List.of(args).contains("hold");
    TableCache cache = new TableCache(Path.of(args[0]), notice -> System.out.println("notice: " + notice));
    try (Table table = cache.build(KEY, place -> {
      System.out.println("building");
      return build(place, hold);
    })) {
      System.out.println("sum " + sum(table));
    }
  }

  static Table build(TableWriter.Place place, boolean hold) throws IOException {
    TableWriter writer = place.open("numbers", COLUMNS);
    double[] row = new double[COLUMNS];
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) row[c] = value(r, c);
      writer.add(row, r + 2);
      if (hold && r == ROWS / 2) System.in.read();
    }
    return writer.finish(IntStream.range(0, COLUMNS).mapToObj(c -> Column.number("c" + c)).toList(),
        IntStream.range(0, COLUMNS).mapToObj(c -> List.<String>of()).toList());
  }

  private static double value(int row, int column) {
    long i = (long) row * COLUMNS + column;
    return column % 2 == 0 ? DRAWS.below(i, 200) : DRAWS.uniform(i);
  }

  /** A number that depends on every bit of every value and on its place. */
  static long sum(Table table) {
    Table.Reader reader = table.reader(IntStream.range(0, table.columns().size()).toArray());
    double[] row = new double[reader.width()];
    long sum = 0;
    for (int r = 0; r < table.rows(); r++) {
      reader.read(r, row);
      for (double x : row) sum = 31 * sum + Double.doubleToRawLongBits(x);
    }
    return sum;
  }

  static long expectedSum() {
    long sum = 0;
    for (int r = 0; r < ROWS; r++) {
      for (int c = 0; c < COLUMNS; c++) sum = 31 * sum + Double.doubleToRawLongBits(value(r, c));
    }
    return sum;
  }
}
