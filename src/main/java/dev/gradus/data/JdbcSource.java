package dev.gradus.data;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Takes the URL of a database and a query, gives the rows of the result as records, a fetch at a time: a result larger than memory passes through.
 *
 * <p>Any JDBC driver on the class path will do. Numbers, booleans, dates and times have the type that the database declares; text is left to inference. Null is
 * missing. A column of bytes, arrays or the like is refused when its cells are asked for. The query runs in a transaction that is rolled back. Neither the
 * password nor any setting of the URL is in a message.
 *
 * <pre>{@code
 * JdbcSource sales = JdbcSource.of("jdbc:postgresql://localhost/shop", "SELECT price, region, sold FROM sales ORDER BY id").withEnvironment(System.getenv());
 * }</pre>
 */
public final class JdbcSource implements RecordSource {
  /** The variable of the environment with the user's name. */
  public static final String USER = "GRADUS_JDBC_USER";
  /** The variable of the environment with the password. */
  public static final String PASSWORD = "GRADUS_JDBC_PASSWORD";
  private static final int FETCH_SIZE = 1000;

  private final Optional<String> named;
  private final String name;
  private final String url;
  private final JdbcUrl shown;
  private final String query;
  private final int fetchSize;
  private final Properties properties;

  private JdbcSource(Optional<String> name, String url, String query, int fetchSize, Properties properties) {
    if (!url.regionMatches(true, 0, "jdbc:", 0, 5)) {
      throw new IllegalArgumentException("a database of " + Shown.quoted(url) + " was asked for; it must begin with jdbc:");
    }
    if (query.isBlank()) throw new IllegalArgumentException("an empty query was asked for; it must be one that gives rows, such as SELECT * FROM sales");
    if (fetchSize < 1) throw new IllegalArgumentException("a fetch size of " + fetchSize + " was asked for; it must be at least 1");
    this.url = url;
    this.query = query;
    this.fetchSize = fetchSize;
    this.properties = properties;
    shown = new JdbcUrl(url, properties.getProperty("password", ""));
    named = name;
    this.name = name.orElse(shown.name());
  }

  /** A query with a fetch size of 1,000 rows. @throws IllegalArgumentException when the URL does not begin with {@code jdbc:}, or the query is empty */
  public static JdbcSource of(String url, String query) {
    return new JdbcSource(Optional.empty(), url, query, FETCH_SIZE, new Properties());
  }

  /** The same with so many rows fetched at a time. @throws IllegalArgumentException when it is not at least 1 */
  public JdbcSource withFetchSize(int rows) {
    return new JdbcSource(named, url, query, rows, properties);
  }

  /** The same with properties for the driver added, such as {@code user} and {@code password}; read, not kept. */
  public JdbcSource withProperties(Properties more) {
    Properties all = new Properties();
    all.putAll(properties);
    for (String key : more.stringPropertyNames()) all.setProperty(key, more.getProperty(key));
    return new JdbcSource(named, url, query, fetchSize, all);
  }

  /**
   * The same with user and password of {@link #USER} and {@link #PASSWORD}, of those that are there.
   *
   * @param environment such as {@code System.getenv()}, read
   */
  public JdbcSource withEnvironment(Map<String, String> environment) {
    Properties login = new Properties();
    if (environment.containsKey(USER)) login.setProperty("user", environment.get(USER));
    if (environment.containsKey(PASSWORD)) login.setProperty("password", environment.get(PASSWORD));
    return withProperties(login);
  }

  /** The same under another name for messages. */
  JdbcSource named(String other) {
    return new JdbcSource(Optional.of(other), url, query, fetchSize, properties);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * {@inheritDoc}
   *
   * @throws DataException when no driver takes the URL, or the database refuses login or query
   * @throws IOException when there is no connection
   */
  @Override
  public RecordReader open() throws IOException {
    Connection connection = connected();
    try {
      Statement statement = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
      statement.setFetchSize(fetchSize);
      if (!statement.execute(query)) throw new DataException(name(), "the query gives no rows. Write one that does, such as SELECT * FROM sales.");
      return new JdbcReader(name(), shown, connection, statement.getResultSet());
    } catch (SQLException e) {
      JdbcReader.closeQuietly(connection);
      throw JdbcReader.trouble(name(), shown, "the query fails", e);
    } catch (RuntimeException | Error e) {
      JdbcReader.closeQuietly(connection);
      throw e;
    }
  }

  private Connection connected() throws IOException {
    if (DriverManager.drivers().noneMatch(driver -> takes(driver))) {
      throw new DataException(name(), "no JDBC driver on the class path takes " + shown.driver() + ". Put the jar of the database's driver into lib/, or "
          + "onto the class path of an embedding program.");
    }
    Properties all = new Properties();
    all.putAll(properties);
    // Without it, this driver reads the whole result at once, whatever the fetch size is.
    if (shown.driver().equals("jdbc:mysql")) all.putIfAbsent("useCursorFetch", "true");
    try {
      Connection connection = DriverManager.getConnection(url, all);
      inTransaction(connection);
      return connection;
    } catch (SQLException e) {
      throw JdbcReader.trouble(name(), shown, "cannot connect", e);
    }
  }

  private boolean takes(java.sql.Driver driver) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  /** PostgreSQL keeps a cursor, and so to the fetch size, within a transaction only. */
  private static void inTransaction(Connection connection) throws SQLException {
    try {
      connection.setAutoCommit(false);
    } catch (SQLFeatureNotSupportedException e) {
      // A database without transactions has nothing to roll back either.
    } catch (SQLException e) {
      JdbcReader.closeQuietly(connection);
      throw e;
    }
  }

  /** Empty: what a database would answer cannot be told without asking it. */
  @Override
  public Optional<String> fingerprint() {
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name();
  }
}
