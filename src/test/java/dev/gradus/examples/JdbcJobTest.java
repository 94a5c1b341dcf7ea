package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.JdbcCells;
import dev.gradus.model.Model;
import dev.gradus.prepare.Cells;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rent is 12 for each square metre, and 300 more in the centre; every fourth flat has none. */
class JdbcJobTest {
  private static final String URL = "jdbc:h2:mem:city";
  private static final int FLATS = 4800;

  @TempDir Path folder;
  private Connection database;

  private static Properties login() {
    Properties login = new Properties();
    login.setProperty("user", "sa");
    login.setProperty("password", "open sesame");
    return login;
  }

  @BeforeEach
  void fill() throws SQLException {
    database = DriverManager.getConnection(URL, login());
    try (Statement statement = database.createStatement()) {
      statement.execute("CREATE TABLE flats (id UUID DEFAULT RANDOM_UUID() PRIMARY KEY, number INT, area VARCHAR, district VARCHAR, built DATE, rent DOUBLE PRECISION, "
          + "expected_rent DOUBLE PRECISION)");
    }
    try (PreparedStatement insert = database.prepareStatement("INSERT INTO flats (number, area, district, built, rent) VALUES (?, ?, ?, ?, ?)")) {
      for (int i = 0; i < FLATS; i++) {
        insert.setInt(1, i);
        insert.setString(2, i % 50 == 49 ? null : String.valueOf(area(i)));
        insert.setString(3, i == 3 ? "harbour" : district(i));
        insert.setObject(4, LocalDate.of(1900 + i % 120, 1 + i % 12, 1));
        insert.setObject(5, i % 4 == 3 ? null : rent(i));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static double area(int i) {
    return 30 + i * 7 % 90;
  }

  private static String district(int i) {
    return List.of("centre", "north", "west").get(i % 3);
  }

  private static double rent(int i) {
    return 12 * area(i) + (district(i).equals("centre") ? 300 : 0);
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Test
  void everyOpenRowGetsItsPrediction() throws Exception {
    Path file = folder.resolve("flats.safetensors");

    assertThat(JdbcJob.run(URL, login(), file)).isEqualTo(FLATS / 4);

    try (Model model = Model.load(file); ResultSet rows = rows("SELECT * FROM flats WHERE rent IS NULL")) {
      int count = 0;
      Cells row = JdbcCells.of(rows);
      while (rows.next()) {
        double expected = rows.getDouble("expected_rent");
        assertThat(expected).isEqualTo(model.predict(row).value());
        int i = rows.getInt("number");
        if (i > 3 && row.cell("area") != null) assertThat(expected).as("flat %d", i).isBetween(rent(i) - 60, rent(i) + 60);
        count++;
      }
      assertThat(count).isEqualTo(FLATS / 4);
    }
    assertThat(number("SELECT COUNT(*) FROM flats WHERE rent IS NOT NULL AND expected_rent IS NOT NULL")).isZero();
    assertThat(number("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS")).as("connections that are open").isEqualTo(1);
  }

  @Test
  void afterATroubleNothingIsWritten() throws Exception {
    try (Statement statement = database.createStatement()) {
      statement.execute("UPDATE flats SET area = 'large' WHERE number = " + (FLATS - 1));
    }

    assertThatThrownBy(() -> JdbcJob.run(URL, login(), folder.resolve("flats.safetensors"))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column \"area\": \"large\" is not a number");

    assertThat(number("SELECT COUNT(expected_rent) FROM flats")).isZero();
    assertThat(number("SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS")).isEqualTo(1);
  }

  @Test
  void noOpenRowsAreNoTrouble() throws Exception {
    try (Statement statement = database.createStatement()) {
      statement.execute("DELETE FROM flats WHERE rent IS NULL");
    }

    assertThat(JdbcJob.run(URL, login(), folder.resolve("flats.safetensors"))).isZero();
  }

  @Test
  void mainRuns() throws Exception {
    JdbcJob.main(new String[] {URL + ";USER=sa;PASSWORD=open sesame", folder.resolve("flats.safetensors").toString()});

    assertThat(number("SELECT COUNT(expected_rent) FROM flats")).isEqualTo(FLATS / 4);
  }

  private ResultSet rows(String query) throws SQLException {
    Statement statement = database.createStatement();
    statement.closeOnCompletion();
    return statement.executeQuery(query);
  }

  private int number(String query) throws SQLException {
    try (ResultSet rows = rows(query)) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
