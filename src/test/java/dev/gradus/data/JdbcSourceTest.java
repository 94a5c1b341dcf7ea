package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcSourceTest {
  private static final String URL = "jdbc:h2:mem:source";

  private Connection database;

  @BeforeEach
  void open() throws SQLException {
    database = DriverManager.getConnection(URL, "sa", "open sesame");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  private void run(String... commands) throws SQLException {
    try (Statement statement = database.createStatement()) {
      for (String command : commands) statement.execute(command);
    }
  }

  private static JdbcSource query(String sql) {
    return JdbcSource.of(URL, sql).withEnvironment(Map.of(JdbcSource.USER, "sa", JdbcSource.PASSWORD, "open sesame"));
  }

  static List<List<Object>> rows(RecordSource source) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    try (RecordReader reader = source.open()) {
      while (reader.next()) {
        rows.add(new ArrayList<>(IntStream.range(0, reader.names().size()).mapToObj(reader::cell).toList()));
        assertThat(reader.line()).isEqualTo(rows.size());
      }
    }
    return rows;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "CAST(7 AS TINYINT)                          | NUMBER  | 7",
      "CAST(7 AS SMALLINT)                         | NUMBER  | 7",
      "7                                           | NUMBER  | 7",
      "CAST(9007199254740993 AS BIGINT)            | NUMBER  | 9007199254740993",
      "CAST(0.1 AS REAL)                           | NUMBER  | 0.1",
      "CAST(0.1 AS DOUBLE PRECISION)               | NUMBER  | 0.1",
      "CAST(1.10 AS DECIMAL(20, 2))                | NUMBER  | 1.10",
      "CAST(12.5 AS DECFLOAT)                      | NUMBER  | 12.5",
      "TRUE                                        | BOOLEAN | true",
      "DATE '2024-02-29'                           | TIME    | 2024-02-29",
      "TIMESTAMP '2024-03-31 02:30:00.25'          | TIME    | 2024-03-31T02:30:00.250",
      "TIMESTAMP WITH TIME ZONE '2024-03-31 02:30:00+02:00' | TIME | 2024-03-31T02:30+02:00",
      "TIME '23:59:58'                             | TIME    | 23:59:58",
      "TIME WITH TIME ZONE '23:00:00+02:00'        | TIME    | 1970-01-01T23:00+02:00",
      "'words'                                     |         | words",
      "CAST('words' AS CHAR(5))                    |         | words",
      "CAST('words' AS CLOB)                       |         | words",
      "CAST('a' AS ENUM('a', 'b'))                 |         | a",
      "CAST('00112233-4455-6677-8899-aabbccddeeff' AS UUID) |  | 00112233-4455-6677-8899-aabbccddeeff"})
  void everyUsualTypeIsRead(String expression, ColumnType type, String cell) throws IOException {
    try (RecordReader reader = query("SELECT " + expression + " AS a FROM (VALUES (1))").open()) {
      assertThat(reader.names()).containsExactly("A");
      assertThat(reader.type(0)).isEqualTo(Optional.ofNullable(type));
      assertThat(reader.next()).isTrue();
      assertThat(reader.cell(0)).hasToString(cell);
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void nullOfEveryTypeIsMissing() throws IOException {
    String sql = "SELECT CAST(NULL AS INT) a, CAST(NULL AS BOOLEAN) b, CAST(NULL AS TIMESTAMP) c, CAST(NULL AS VARCHAR) d, CAST(NULL AS DECIMAL) e, NULL f, "
        + "CAST(NULL AS TIME) g";
    assertThat(rows(query(sql)).get(0)).hasSize(7).containsOnlyNulls();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "SELECT 1 a, X'00' b              | column \"B\": the values are of the type BINARY VARYING",
      "SELECT CAST(X'00' AS BLOB) b     | column \"B\": the values are of the type BINARY LARGE OBJECT",
      "SELECT ARRAY[1, 2] b             | column \"B\": the values are of the type INTEGER ARRAY",
      "SELECT INTERVAL '1' DAY b        | column \"B\": the values are of the type INTERVAL DAY",
      "SELECT 1 a, 2 a                  | column \"A\": two columns of the query have this name. Give one another with AS",
      "SELECT * FROM nothing            | the query fails: Table \"NOTHING\" not found",
      "SELECT                           | the query gives no columns",
      "SELEC 1                          | the query fails: Syntax error in SQL statement",
      "CREATE TABLE t (a INT)           | the query gives no rows",
      "SELECT 1 / (2 - x) FROM (VALUES (1), (2)) v (x) | Division by zero"})
  void whatCannotBeReadIsToldInOneLine(String sql, String message) {
    Throwable thrown = catchThrowable(() -> rows(query(sql)));
    assertThat(thrown).isInstanceOf(DataException.class).hasMessageStartingWith(URL).hasMessageContaining(message);
    assertThat(thrown.getMessage()).doesNotContain("\n").doesNotContain("sesame");
  }

  @Test
  void wrongPasswordsAreNotShown() {
    Properties login = new Properties();
    login.setProperty("user", "sa");
    login.setProperty("password", "guessed right");
    Throwable thrown = catchThrowable(() -> JdbcSource.of(URL, "SELECT 1").withProperties(login).open());
    assertThat(thrown).isInstanceOf(DataException.class).hasMessage(URL + ": cannot connect: Wrong user name or password [28000-232]").hasNoCause();
    Throwable inUrl = catchThrowable(() -> JdbcSource.of(URL + ";USER=sa;PASSWORD=guessed right", "SELECT 1").open());
    assertThat(inUrl).isInstanceOf(DataException.class).hasMessageStartingWith(URL + ": cannot connect: ");
    assertThat(inUrl.getMessage()).doesNotContain("guessed");
  }

  @Test
  void whatIsNoQueryIsRefused() {
    assertThatThrownBy(() -> JdbcSource.of("postgresql://localhost", "SELECT 1")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a database of \"postgresql://localhost\" was asked for; it must begin with jdbc:");
    assertThatThrownBy(() -> JdbcSource.of(URL, " ")).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("an empty query was asked for");
    assertThatThrownBy(() -> query("SELECT 1").withFetchSize(0)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fetch size of 0 was asked for; it must be at least 1");
  }

  @Test
  void aDriverThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> JdbcSource.of("jdbc:nobody://u:p@h/db?password=p", "SELECT 1").open()).isInstanceOf(DataException.class)
        .hasMessage("jdbc:nobody://h/db: no JDBC driver on the class path takes jdbc:nobody. Put the jar of the database's driver into lib/, or onto the "
            + "class path of an embedding program.");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "jdbc:postgresql://host:5432/shop                            | jdbc:postgresql://host:5432/shop",
      "jdbc:postgresql://host/shop?user=u&password=secret          | jdbc:postgresql://host/shop",
      "jdbc:mysql://u:secret@host/shop                             | jdbc:mysql://host/shop",
      "jdbc:mysql://u:sec@ret@host/shop                            | jdbc:mysql://host/shop",
      "jdbc:oracle:thin:scott/secret@//host:1521/service           | jdbc:oracle:thin://host:1521/service",
      "jdbc:sqlserver://host:1433;databaseName=a;password=secret;  | jdbc:sqlserver://host:1433",
      "jdbc:h2:mem:a;PASSWORD=secret                               | jdbc:h2:mem:a",
      "jdbc:sqlite:folder/a.db                                     | jdbc:sqlite:folder/a.db"})
  void theNameHasNoSecret(String url, String name) {
    JdbcSource source = JdbcSource.of(url, "SELECT 1");
    assertThat(source.name()).isEqualTo(name);
    assertThat(source).hasToString(name);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "jdbc:a://u:secret@host/b | cannot parse jdbc:a://u:secret@host/b | cannot parse jdbc:a://host/b",
      "jdbc:a://u:secret@host/b | login of u with secret fails          | login of u with … fails",
      "jdbc:a://h?apiKey=secret | no secret, no answer                  | no …, no answer",
      "jdbc:oracle:thin:scott/secret@//h/s | refused: secret            | refused: …",
      "jdbc:a://h               | password hidden of the properties     | password … of the properties"})
  void messagesHaveNoSecret(String url, String message, String shown) {
    assertThat(new JdbcUrl(url, "hidden").shown(new SQLException(message + "\n  at once"))).isEqualTo(shown + " at once");
  }

  @Test
  void readingChangesNothing() throws IOException, SQLException {
    run("CREATE TABLE kept (a INT)", "INSERT INTO kept VALUES (1)");
    assertThat(rows(query("SELECT a FROM FINAL TABLE (INSERT INTO kept VALUES (2))"))).containsExactly(List.of(2));
    assertThat(rows(query("SELECT a FROM kept"))).containsExactly(List.of(1));
  }

  @Test
  void aQueryIsReadAgainAsItIsThen() throws IOException, SQLException {
    run("CREATE TABLE growing (a DECIMAL(9, 3), b VARCHAR, c DATE)", "INSERT INTO growing VALUES (1.5, 'x', '2024-01-02')");
    JdbcSource source = query("SELECT * FROM growing ORDER BY a");
    assertThat(rows(source)).containsExactly(List.of(new BigDecimal("1.500"), "x", LocalDate.of(2024, 1, 2)));
    run("INSERT INTO growing VALUES (2.5, 'y', '2024-01-03')");
    assertThat(rows(source)).hasSize(2);
    assertThat(source.fingerprint()).isEmpty();
  }

  @Test
  void timesKeepTheirZone() throws IOException {
    assertThat(rows(query("SELECT TIMESTAMP WITH TIME ZONE '2024-01-01 00:00:00-05:00' a, TIMESTAMP '2024-10-27 02:30:00' b")).get(0))
        .containsExactly(OffsetDateTime.parse("2024-01-01T00:00:00-05:00"), LocalDateTime.parse("2024-10-27T02:30:00"));
  }
}
