package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.kernel.Draws;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  private static final Draws DRAWS = Draws.of(5, 17);

  private static final double NAN = Double.NaN;

  /** What a column may hold, by row. */
  private static final List<IntToDoubleFunction> KINDS = List.of(
      row -> 7,
      row -> -0.0,
      row -> NAN,
      row -> row % 3 == 0 ? 0.0 : -0.0,
      row -> row % 5 == 0 ? NAN : DRAWS.below(row, 255),
      row -> row % 7 == 0 ? NAN : DRAWS.below(row, 65535) - 32767,
      row -> row % 11 == 0 ? NAN : DRAWS.below(row, Integer.MAX_VALUE) * (row % 2 * 2 - 1.0),
      row -> row % 13 == 0 ? NAN : (float) DRAWS.normal(row),
      row -> row % 17 == 0 ? NAN : DRAWS.normal(row),
      row -> row % 4 == 0 ? Double.POSITIVE_INFINITY : row % 4 == 1 ? Double.NEGATIVE_INFINITY : 1.5,
      row -> row == 40_000 ? 1e300 : row % 2,
      row -> row < 1000 ? 1 : row < 70_000 ? 2 : NAN,
      row -> Double.MIN_VALUE * row,
      row -> Float.MIN_VALUE * (row + 1.0),
      row -> row % 2 == 0 ? 254 : 255,
      row -> row % 2 == 0 ? -32768 : 3,
      row -> row % 2 == 0 ? Integer.MIN_VALUE : 3,
      row -> 16777216.0 + row % 3,
      row -> 1_700_000_000.0 + row * 3600.0);

  @TempDir
  private Path folder;

  private static List<Column> names(int columns) {
    return IntStream.range(0, columns).mapToObj(c -> Column.number("c" + c)).toList();
  }

  private static List<List<String>> none(int columns) {
    return IntStream.range(0, columns).mapToObj(c -> List.<String>of()).toList();
  }

  private static double value(int row, int column) {
    return KINDS.get(column * 7 / 5 % KINDS.size()).applyAsDouble(row + column / KINDS.size());
  }

  private Table table(TableWriter writer, int rows, int columns) throws IOException {
    double[] row = new double[columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) row[c] = value(r, c);
      writer.add(row, line(r));
    }
    return writer.finish(names(columns), none(columns));
  }

  private static long line(int row) {
    return row + 2 + row / 1000 + (row > 5000 ? 3_000_000_000L : 0);
  }

  @ParameterizedTest
  @CsvSource({"1, 600000", "3, 0", "3, 1", "19, 100000", "40, 16384", "40, 16385", "300, 3000", "6000, 200", "530000, 2"})
  void everyValueComesBackAsTheBitsThatWereAdded(int columns, int rows) throws IOException {
    try (TableWriter inMemory = TableWriter.inMemory("t", columns); TableWriter inFile = TableWriter.inFile(folder.resolve("t"), "t", columns)) {
      for (Table table : List.of(table(inMemory, rows, columns), table(inFile, rows, columns))) {
        assertThat(table.rows()).isEqualTo(rows);
        assertSame(table, IntStream.range(0, columns).toArray());
        assertSame(table, IntStream.range(0, columns).map(c -> columns - 1 - c).toArray());
        assertSame(table, IntStream.range(columns / 3, columns).filter(c -> c % 5 != 1).toArray());
        table.close();
      }
    }
  }

  private static void assertSame(Table table, int[] chosen) {
    Table.Reader reader = table.reader(chosen);
    assertThat(reader.width()).isEqualTo(chosen.length);
    double[] row = new double[chosen.length + 1];
    row[chosen.length] = 5;
    for (int i = 0; i < Math.min(table.rows(), 20_000); i++) {
      int r = table.rows() <= 20_000 ? i : DRAWS.below(i, table.rows());
      if (i % 3 == 0) reader.touch(r);
      reader.read(r, row);
      for (int k = 0; k < chosen.length; k++) {
        if (Double.doubleToLongBits(row[k]) != Double.doubleToLongBits(value(r, chosen[k]))) {
          assertThat(row[k]).as("row %d, column %d", r, chosen[k]).isEqualTo(value(r, chosen[k]));
        }
      }
      if (i % 100 == 0) assertThat(table.line(r)).isEqualTo(line(r));
    }
    assertThat(row[chosen.length]).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"0, BYTE", "254, BYTE", "255, SHORT", "-1, SHORT", "-32767, SHORT", "32767, SHORT", "-32768, INT", "32768, INT", "-2147483647, INT",
      "16777217, INT", "-2147483648, FLOAT", "2147483648, FLOAT", "0.5, FLOAT", "-0.0, FLOAT", "Infinity, FLOAT", "NaN, BYTE", "0.1, DOUBLE",
      "4294967297, DOUBLE", "1e300, DOUBLE", "1e-40, DOUBLE", "1.401298464324817E-45, DOUBLE"})
  void aValueIsHeldByTheNarrowestStorage(double x, Storage expected) {
    assertThat(Storage.narrowest(Storage.holding(x))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, 524288", "2, 262144", "3, 131072", "300, 1024", "785, 512", "524288, 1", "3000000, 1"})
  void rowsOfABlockAreAPowerOfTwoThatMakesTwoToFourMegabytesOfDoubles(int columns, int expected) {
    assertThat(BlockIndex.blockRows(columns)).isEqualTo(expected);
  }

  @Test
  void columnsTakeWhatTheirValuesNeedAndFewLayoutsAreUsed() throws IOException {
    TableWriter writer = TableWriter.inMemory("digits", 785);
    double[] row = new double[785];
    for (int r = 0; r < 10_000; r++) {
      for (int c = 0; c < 785; c++) row[c] = c % 28 < 4 && DRAWS.below(1000L * r + c, 2000) > 0 ? 0 : DRAWS.below(785L * r + c, 255);
      writer.add(row, r + 2);
    }
    Table table = writer.finish(names(785), none(785));
    assertThat(table.blocks()).isEqualTo(20);
    assertThat(table.bytes()).isBetween(10_000L * 670, 10_000L * 786);
    assertThat(IntStream.range(0, 20).mapToLong(table::bytes).sum()).isEqualTo(table.bytes());
  }

  @Test
  void aLayoutIsSharedUnlessThatTakesMoreThanAnEighth() throws IOException {
    TableWriter writer = TableWriter.inMemory("t", 9);
    int rows = BlockIndex.blockRows(9);
    double[] row = new double[9];
    for (int r = 0; r < 4 * rows; r++) {
      for (int c = 0; c < 8; c++) row[c] = r % 100;
      row[8] = r < rows ? 1 : r < 2 * rows ? r % 10 : r < 3 * rows ? r / 1e3 : 5;
      writer.add(row, r + 1);
    }
    Table table = writer.finish(names(9), none(9));
    // 8 bytes; 9 bytes, which also hold the first block; 16 bytes; 8 bytes again, of which 9 would not be too many, but 16 are.
    assertThat(IntStream.range(0, 4).map(b -> table.bytes(b) / rows)).containsExactly(8, 9, 16, 8);
  }

  @Test
  void namesDictionariesAndNotesComeBack() throws IOException {
    List<Column> columns = List.of(Column.number("größe"), Column.category("a\nb"), new Column("\uD800 half a pair", ColumnType.TIME));
    List<List<String>> dictionaries = List.of(List.of(), List.of("", "x", "\uDC00", "😀"), List.of());
    Map<String, Object> notes = Map.of("why", List.of("a", 1, 2.5, true, false, Map.of("n", -0.0)), "many", 1L << 60);
    Map<String, Object> expected = Map.of("why", List.of("a", 1L, 2.5, true, false, Map.of("n", -0.0)), "many", 1L << 60);
    for (TableWriter writer : List.of(TableWriter.inMemory("t", 3), TableWriter.inFile(folder.resolve("t"), "t", 3))) {
      writer.add(new double[] {1, 2, 3}, 9);
      try (Table table = writer.finish(columns, dictionaries, notes)) {
        assertThat(table.source()).isEqualTo("t");
        assertThat(table.columns()).isEqualTo(columns);
        assertThat(IntStream.range(0, 3).mapToObj(table::dictionary)).isEqualTo(dictionaries);
        assertThat(table.notes()).isEqualTo(expected);
        assertThat(table.line(0)).isEqualTo(9);
      }
    }
  }

  @Test
  void manyThreadsReadOneTable() throws IOException {
    try (TableWriter writer = TableWriter.inFile(folder.resolve("t"), "t", 19); Table table = table(writer, 100_000, 19)) {
      List<Throwable> failures = new ArrayList<>();
      Thread[] threads = new Thread[4];
      for (int t = 0; t < threads.length; t++) {
        threads[t] = new Thread(() -> assertSame(table, IntStream.range(0, 19).toArray()));
        threads[t].setUncaughtExceptionHandler((thread, e) -> failures.add(e));
        threads[t].start();
      }
      for (Thread thread : threads) join(thread);
      assertThat(failures).isEmpty();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFileThatIsNotFinishedIsNotThereAndLeavesNothing() throws IOException {
    Path file = folder.resolve("t");
    try (TableWriter writer = TableWriter.inFile(file, "t", 1)) {
      writer.add(new double[] {1}, 1);
      assertThat(file).doesNotExist();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anOlderFileIsReadAsItWasWhileANewOneReplacesIt() throws IOException {
    Path file = folder.resolve("t");
    Table old = table(TableWriter.inFile(file, "t", 5), 100, 5);
    Table other = table(TableWriter.inFile(file, "t", 5), 50, 5);
    assertThat(old.rows()).isEqualTo(100);
    assertSame(old, new int[] {0, 1, 2, 3, 4});
    assertSame(other, new int[] {0, 1, 2, 3, 4});
  }

  @Test
  void everyCutAndEveryFlippedBitIsFound() throws IOException {
    Path file = folder.resolve("t");
    table(TableWriter.inFile(file, "t", 19), 6, 19).close();
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Table.open(file)).as("cut to %d bytes", length).isInstanceOf(UnusableTableException.class);
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> Table.open(file)).isInstanceOf(UnusableTableException.class);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, flipped);
      assertThatThrownBy(() -> {
        try (Table table = Table.open(file)) {
          table.reader(3).read(2, new double[1]);
        }
      }).as("bit %d of byte %d", bit % 8, bit / 8).isInstanceOfAny(UnusableTableException.class, DataException.class);
    }
  }

  @Test
  void aMessageSaysWhichRowsAreDamaged() throws IOException {
    Path file = folder.resolve("t");
    TableWriter writer = TableWriter.inFile(file, "train.csv", 1);
    for (int r = 0; r < 600_000; r++) writer.add(new double[] {r % 200}, r + 1);
    writer.finish(names(1), none(1)).close();
    byte[] bytes = Files.readAllBytes(file);
    bytes[530_000] ^= 1;
    Files.write(file, bytes);
    boolean[] damaged = {false};
    try (Table table = TableFile.open(file, () -> damaged[0] = true)) {
      table.reader(0).read(500_000, new double[1]);
      assertThat(damaged[0]).isFalse();
      assertThatThrownBy(table::verify).isInstanceOf(DataException.class).hasMessage("train.csv: the stored copy " + file
          + " is damaged where it has rows 524,289 to 600,000. Run again, and it is made anew; if that does not help, look at the disk.");
      assertThat(damaged[0]).isTrue();
      assertThatThrownBy(() -> table.reader(0).read(524_288, new double[1])).isInstanceOf(DataException.class);
    }
  }

  @Test
  void aClosedFileSaysSo() throws IOException {
    Table table = table(TableWriter.inFile(folder.resolve("t"), "t", 2), 10, 2);
    table.close();
    table.close();
    assertThatThrownBy(() -> table.reader(0).read(0, new double[1])).isInstanceOf(IllegalStateException.class).hasMessage("the table of t was closed");
  }

  @Test
  void wrongUseIsRefused() throws IOException {
    assertThatThrownBy(() -> TableWriter.inMemory("t", 0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a table of 0 columns was asked for; it must have at least 1");
    TableWriter writer = TableWriter.inMemory("t", 2);
    assertThatThrownBy(() -> writer.finish(names(3), none(3))).hasMessage("3 columns were given for rows of 2 values");
    assertThatThrownBy(() -> writer.finish(names(2), none(1))).hasMessageContaining("1 dictionaries were given for 2 columns");
    assertThatThrownBy(() -> writer.finish(names(2), none(2), Map.of("a", new Object[0]))).isInstanceOf(IllegalArgumentException.class);
    writer.add(new double[] {1, 2, 3, 4}, 1, 1);
    Table table = writer.finish(names(2), none(2));
    assertThatThrownBy(() -> writer.add(new double[] {1, 2}, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> writer.finish(names(2), none(2))).isInstanceOf(IllegalStateException.class);
    double[] row = new double[2];
    table.reader(0, 1).read(0, row);
    assertThat(row).containsExactly(2, 3);
    assertThatThrownBy(() -> table.reader(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> table.reader(0).read(1, row)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> table.reader(0).read(-1, row)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1000, 1 << 20})
  void aTableIsReadInAnyNumberOfSegments(long segment) throws IOException {
    Path file = folder.resolve("t");
    table(TableWriter.inFile(file, "t", 19), 100_000, 19).close();
    try (Table table = TableFile.open(file, () -> {}, segment)) {
      assertSame(table, IntStream.range(0, 19).toArray());
    }
  }

  @Test
  @Tag("long")
  void aFileMayBeLargerThanTwoGigabytes() throws IOException {
    Path file = folder.resolve("t");
    int rows = 1_000_000;
    try (TableWriter writer = TableWriter.inFile(file, "t", 300)) {
      double[] row = new double[300];
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < 300; c++) row[c] = DRAWS.uniform(300L * r + c);
        writer.add(row, r + 2);
      }
      writer.finish(names(300), none(300)).close();
    }
    assertThat(Files.size(file)).isGreaterThan(2_399_000_000L);
    try (Table table = Table.open(file)) {
      table.verify();
      Table.Reader reader = table.reader(299, 7);
      double[] values = new double[2];
      for (int i = 0; i < 100_000; i++) {
        int r = DRAWS.below(i, rows);
        reader.read(r, values);
        assertThat(values[0] == DRAWS.uniform(300L * r + 299) && values[1] == DRAWS.uniform(300L * r + 7)).isTrue();
      }
      assertThat(table.line(rows - 1)).isEqualTo(rows + 1);
      EpochOrder order = EpochOrder.of(IntStream.range(0, rows).toArray(), table);
      assertThat(order.windows()).isEqualTo(9);
      int[] sorted = order.epoch(1, 1).order().clone();
      Arrays.sort(sorted);
      assertThat(sorted).isEqualTo(IntStream.range(0, rows).toArray());
    }
  }
}
