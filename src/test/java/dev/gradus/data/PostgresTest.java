package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query of a real server, started here. */
class PostgresTest {
  private static RealPostgres server;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(RealPostgres.programs().isPresent(), "PostgreSQL is not installed: initdb and postgres are neither on the PATH nor in /usr/lib/postgresql");
    server = RealPostgres.start();
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (server != null) server.close();
  }

  private static JdbcSource query(String sql) {
    return JdbcSource.of(server.url(), sql).withEnvironment(Map.of(JdbcSource.USER, RealPostgres.USER, JdbcSource.PASSWORD, RealPostgres.PASSWORD));
  }

  private static long usedMiB() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory() >> 20;
  }

  /** 100,000 rows of 1 kB: the whole result would take at least 100 MB. */
  @Test
  void aLargeResultPassesThroughInFetches() throws IOException {
    JdbcSource source = query("SELECT i, i * 0.5::float8 AS half, repeat('x', 1000) || i AS text FROM generate_series(1, 100000) i").withFetchSize(1000);
    long before = usedMiB();
    long sum = 0;
    int rows = 0;
    long most = 0;
    try (RecordReader reader = source.open()) {
      while (reader.next()) {
        rows++;
        sum += (Integer) reader.cell(0);
        assertThat(reader.line()).isEqualTo(rows);
        if (rows % 20_000 == 1) {
          assertThat(reader.cell(1)).isEqualTo(rows * 0.5);
          most = Math.max(most, usedMiB() - before);
        }
      }
    }
    assertThat(rows).isEqualTo(100_000);
    assertThat(sum).isEqualTo(5_000_050_000L);
    assertThat(most).as("MiB in use while reading").isLessThan(20);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "7::smallint                                    | NUMBER  | 7",
      "7                                              | NUMBER  | 7",
      "9007199254740993::bigint                       | NUMBER  | 9007199254740993",
      "0.1::real                                      | NUMBER  | 0.1",
      "0.1::double precision                          | NUMBER  | 0.1",
      "1.10::numeric(20, 2)                           | NUMBER  | 1.10",
      "'NaN'::numeric                                 | NUMBER  | NaN",
      "true                                           | BOOLEAN | true",
      "date '2024-02-29'                              | TIME    | 2024-02-29",
      "timestamp '2024-03-31 02:30:00.25'             | TIME    | 2024-03-31T02:30:00.250",
      "timestamptz '2024-03-31 02:30:00+02'           | TIME    | 2024-03-31T00:30Z",
      "time '23:59:58'                                | TIME    | 23:59:58",
      "timetz '23:00:00+02'                           | TIME    | 1970-01-01T23:00+02:00",
      "'words'::text                                  |         | words",
      "'words'::varchar(9)                            |         | words",
      "'00112233-4455-6677-8899-aabbccddeeff'::uuid   |         | 00112233-4455-6677-8899-aabbccddeeff"})
  void everyUsualTypeIsRead(String expression, ColumnType type, String cell) throws IOException {
    try (RecordReader reader = query("SELECT " + expression + " AS a, null AS b").open()) {
      assertThat(reader.type(0)).isEqualTo(Optional.ofNullable(type));
      assertThat(reader.next()).isTrue();
      assertThat(reader.cell(0)).hasToString(cell);
      assertThat(reader.cell(1)).isNull();
      assertThat(reader.next()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "SELECT 1 AS a, array[1, 2] AS tags              | column \"tags\": the values are of the type _int4",
      "SELECT '\\x00'::bytea AS tags                   | column \"tags\": the values are of the type bytea",
      "SELECT '{}'::json AS tags                       | column \"tags\": the values are of the type json",
      "SELECT b'101'::bit(3) AS tags                   | column \"tags\": the values are of the type bit",
      "SELECT * FROM nothing                           | the query fails: ERROR: relation \"nothing\" does not exist",
      "SELECT 1 / (3 - i) FROM generate_series(1, 5) i | ERROR: division by zero",
      "SELECT 'infinity'::timestamp AS t               | /postgres row 1: column \"t\": infinity is no time that can be computed with"})
  void whatCannotBeReadIsToldInOneLine(String sql, String message) {
    Throwable thrown = catchThrowable(() -> JdbcSourceTest.rows(query(sql)));
    assertThat(thrown).isInstanceOf(DataException.class).hasMessageStartingWith(server.url()).hasMessageContaining(message);
    assertThat(thrown.getMessage()).doesNotContain("\n").doesNotContain(RealPostgres.PASSWORD);
  }

  @Test
  void troubleAfterSomeRowsSaysAfterHowMany() {
    Throwable thrown = catchThrowable(() -> JdbcSourceTest.rows(query("SELECT 1 / (301 - i) AS a FROM generate_series(1, 500) i").withFetchSize(100)));
    assertThat(thrown).isInstanceOf(DataException.class).hasMessageContaining("the query fails after row 300: ERROR: division by zero");
  }

  @Test
  void aWrongPasswordIsNotShown() {
    String url = server.url() + "?user=" + RealPostgres.USER + "&password=opensesame";
    Throwable thrown = catchThrowable(() -> JdbcSource.of(url, "SELECT 1").open());
    assertThat(thrown).isInstanceOf(DataException.class)
        .hasMessage(server.url() + ": cannot connect: FATAL: password authentication failed for user \"" + RealPostgres.USER + "\"");
  }

  @Test
  void aServerThatIsNotThereIsMissingInput() {
    String url = server.url().replace(":" + server.port(), ":1");
    Throwable thrown = catchThrowable(() -> JdbcSource.of(url, "SELECT 1").open());
    assertThat(thrown).isInstanceOf(IOException.class).hasMessageStartingWith(url + ": cannot connect: Connection to 127.0.0.1:1 refused.");
  }

  @Test
  void readingChangesNothing() throws IOException, SQLException {
    try (Connection connection = server.connect(); Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (a int)");
    }
    assertThat(JdbcSourceTest.rows(query("INSERT INTO kept VALUES (2) RETURNING a"))).hasSize(1);
    assertThat(JdbcSourceTest.rows(query("SELECT a FROM kept"))).isEmpty();
  }
}
