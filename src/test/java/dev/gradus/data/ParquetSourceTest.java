package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParquetSourceTest {
  @TempDir
  Path folder;

  private Path write(String name, String select) throws SQLException {
    Path file = folder.resolve(name);
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = duck.createStatement()) {
      statement.execute("COPY (" + select + ") TO '" + file.toString().replace("'", "''") + "' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "i % 100 :: TINYINT                     | NUMBER  | 3",
      "i :: SMALLINT                          | NUMBER  | 3",
      "i :: BIGINT + 9007199254740990         | NUMBER  | 9007199254740993",
      "i :: UTINYINT                          | NUMBER  | 3",
      "i :: UBIGINT + 18446744073709551610    | NUMBER  | 18446744073709551613",
      "i :: HUGEINT                           | NUMBER  | 3.0",
      "i :: FLOAT / 4                         | NUMBER  | 0.75",
      "i / 4                                  | NUMBER  | 0.75",
      "(i * 1.1) :: DECIMAL(30, 3)            | NUMBER  | 3.300",
      "i % 2 = 1                              | BOOLEAN | true",
      "DATE '2024-02-26' + i :: INT           | TIME    | 2024-02-29",
      "TIMESTAMP '2024-03-31 02:30:00.25' + INTERVAL (i) SECOND  | TIME | 2024-03-31T02:30:03.250",
      "TIMESTAMP_NS '2024-03-31 02:30:00.123456789'              | TIME | 2024-03-31T02:30:00.123456789",
      "TIME '10:11:12'                        | TIME    | 10:11:12",
      "concat('t', i)                         |         | t3",
      "CAST('b' AS ENUM('a', 'b'))            |         | b",
      "'00112233-4455-6677-8899-aabbccddeeff' :: UUID |  | 00112233-4455-6677-8899-aabbccddeeff"})
  void everyUsualTypeIsRead(String expression, ColumnType type, String cell) throws IOException, SQLException {
    Path file = write("a.parquet", "SELECT CASE WHEN i = 1 THEN NULL ELSE " + expression + " END AS a FROM range(5) r(i)");
    try (RecordReader reader = ParquetSource.of(file).open()) {
      assertThat(reader.names()).containsExactly("a");
      assertThat(reader.type(0)).isEqualTo(Optional.ofNullable(type));
      for (int i = 0; i < 4; i++) {
        assertThat(reader.next()).isTrue();
        if (i == 1) assertThat(reader.cell(0)).isNull();
      }
      assertThat(reader.line()).isEqualTo(4);
      assertThat(reader.cell(0)).hasToString(cell);
    }
  }

  @Test
  void momentsAreRead() throws IOException, SQLException {
    Path file = write("a.parquet", "SELECT '2024-03-31 02:30:00+02' :: TIMESTAMPTZ AS a");
    try (Table table = RecordTable.of(ParquetSource.of(file)).table(TableOptions.standard())) {
      double[] seconds = new double[1];
      table.reader(0).read(0, seconds);
      assertThat(seconds).containsExactly(1711845000);
    }
  }

  @Test
  void manyRowsKeepTheirOrder() throws IOException, SQLException {
    Path file = write("a.parquet", "SELECT i, i * 0.5 AS half, CASE WHEN i % 7 > 0 THEN 'c' || i % 5 END AS word FROM range(300000) r(i)");
    try (Table table = RecordTable.of(ParquetSource.of(file)).table(TableOptions.standard())) {
      assertThat(table.rows()).isEqualTo(300_000);
      assertThat(table.columns()).extracting(c -> c.name() + " " + c.type().word()).containsExactly("i number", "half number", "word category");
      Table.Reader reader = table.reader(0, 1, 2);
      double[] row = new double[3];
      for (int i = 0; i < table.rows(); i++) {
        reader.read(i, row);
        if (row[0] != i || row[1] != i * 0.5 || Double.isNaN(row[2]) != (i % 7 == 0)) assertThat(row).as("row %s", i).containsExactly(i, i * 0.5, i % 7);
      }
    }
  }

  @Test
  void severalFilesAreReadInTheOrderOfTheirNames() throws IOException, SQLException {
    write("p-2.parquet", "SELECT 2 AS a");
    write("p-1.parquet", "SELECT 1 AS a");
    write("q.parquet", "SELECT 3 AS a");
    assertThat(JdbcSourceTest.rows(ParquetSource.matching(folder + "/p-*.parquet"))).containsExactly(List.of(1), List.of(2));
    ParquetSource listed = ParquetSource.of(List.of(folder.resolve("q.parquet"), folder.resolve("p-1.parquet")));
    assertThat(JdbcSourceTest.rows(listed)).containsExactly(List.of(3), List.of(1));
    assertThat(listed.name()).endsWith("q.parquet and 1 more");
    assertThat(listed.fingerprint()).isPresent();
  }

  @Test
  void oddNamesAreNames() throws IOException, SQLException {
    Path plain = write("plain.parquet", "SELECT 1 AS a");
    for (String odd : List.of("it's.parquet", "a[1].parquet", "what?.parquet", "all*.parquet", "ä ö.parquet")) {
      Path file = Files.copy(plain, folder.resolve(odd));
      assertThat(JdbcSourceTest.rows(ParquetSource.of(file))).as(odd).containsExactly(List.of(1));
      Files.delete(file);
    }
  }

  @Test
  void aColumnOfListsIsRefusedUnlessItIsLeftOut() throws IOException, SQLException {
    Path file = write("a.parquet", "SELECT 1 AS a, [1, 2] AS tags, {'x': 1} AS s, 'x' :: BLOB AS bytes");
    RecordTable table = RecordTable.of(ParquetSource.of(file));
    assertThatThrownBy(() -> table.table(TableOptions.standard())).isInstanceOf(DataException.class)
        .hasMessage(file + ", column \"tags\": the values are of the type INTEGER[], and numbers, booleans, times and text are read. Leave the column out with "
            + "--ignore tags, or turn it into one of them.");
    try (Table read = table.table(TableOptions.standard().withIgnored(List.of("tags", "s", "bytes")))) {
      assertThat(read.columns()).hasSize(1);
    }
  }

  @Test
  void whatIsNoParquetIsToldInOneLine() throws IOException, SQLException {
    Path text = Files.writeString(folder.resolve("text.parquet"), "a,b\n1,2\n".repeat(10));
    assertThatThrownBy(() -> ParquetSource.of(text).open()).isInstanceOf(DataException.class).hasMessageStartingWith(text + ": the query fails: ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    assertThatThrownBy(() -> ParquetSource.of(folder.resolve("no.parquet")).open()).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> ParquetSource.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    Path whole = write("whole.parquet", "SELECT i, 't' || i AS t FROM range(50) r(i)");
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length += 7) {
      Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> JdbcSourceTest.rows(ParquetSource.of(cut))).as("cut after %s bytes", length).isInstanceOf(DataException.class);
    }
  }

  @Test
  void withoutTheDriverItIsSaidWhichJarGoesWhere() throws SQLException {
    Path file = write("a.parquet", "SELECT 1 AS a");
    List<Driver> duck = DriverManager.drivers().filter(driver -> driver.getClass().getName().startsWith("org.duckdb.")).toList();
    for (Driver driver : duck) DriverManager.deregisterDriver(driver);
    try {
      assertThatThrownBy(() -> ParquetSource.of(file).open()).isInstanceOf(DataException.class)
          .hasMessage(file + ": Parquet is read by DuckDB's JDBC driver, which is not there. Put the jar of org.duckdb:duckdb_jdbc 1.4 "
              + "(77 MiB) into lib/, or onto the class path of an embedding program; or save the table as CSV.");
    } finally {
      for (Driver driver : duck) DriverManager.registerDriver(driver);
    }
  }
}
