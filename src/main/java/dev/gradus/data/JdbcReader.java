package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes the result of a query, gives its rows; closes the connection with itself. */
final class JdbcReader implements RecordReader {
  private final String source;
  private final JdbcUrl shown;
  private final Connection connection;
  private final ResultSet rows;
  private final List<JdbcColumn> columns;
  private final List<String> names;
  private final Object[] cells;
  private long line;

  /** @throws DataException when two columns have one name; nothing is closed then */
  JdbcReader(String source, JdbcUrl shown, Connection connection, ResultSet rows) throws SQLException {
    this.source = source;
    this.shown = shown;
    this.connection = connection;
    this.rows = rows;
    columns = columns(rows.getMetaData());
    names = columns.stream().map(JdbcColumn::name).toList();
    cells = new Object[names.size()];
  }

  private List<JdbcColumn> columns(ResultSetMetaData meta) throws SQLException {
    if (meta.getColumnCount() == 0) throw new DataException(source, "the query gives no columns. Name at least one.");
    List<JdbcColumn> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int c = 1; c <= meta.getColumnCount(); c++) {
      JdbcColumn column = JdbcColumn.of(meta, c);
      if (column.name().isBlank()) throw new DataException(source, "column " + c + " of the query has no name. Give it one with AS.");
      if (!seen.add(column.name())) {
        throw new DataException(source, 0, Shown.text(column.name()), "two columns of the query have this name. Give one another with AS.");
      }
      all.add(column);
    }
    return all;
  }

  /** What is to be thrown for the trouble of a driver: about the connection, or about what was asked of the database. */
  static RuntimeException trouble(String source, JdbcUrl shown, String what, SQLException e) throws IOException {
    String message = what + ": " + shown.shown(e);
    boolean connection = e instanceof SQLNonTransientConnectionException || e instanceof SQLTransientConnectionException
        || String.valueOf(e.getSQLState()).startsWith("08");
    // The driver's exception is not kept as the cause: its message may have the password in it.
    if (connection) throw new IOException(source + ": " + message);
    return new DataException(source, message);
  }

  static void closeQuietly(Connection connection) {
    try (connection) {
      if (!connection.getAutoCommit()) connection.rollback();
    } catch (SQLException e) {
      // What was read is whole, or its trouble is told already.
    }
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public Optional<ColumnType> type(int column) {
    return columns.get(column).type();
  }

  @Override
  public boolean next() throws IOException {
    try {
      if (!rows.next()) return false;
    } catch (SQLException e) {
      throw trouble(source, shown, "the query fails" + (line == 0 ? "" : " after row " + line), e);
    }
    line++;
    for (int c = 0; c < cells.length; c++) read(c);
    return true;
  }

  private void read(int column) throws IOException {
    try {
      cells[column] = columns.get(column).cell(rows);
    } catch (SQLException e) {
      throw trouble(source + " row " + line, shown, "column " + Shown.quoted(names.get(column)), e);
    }
  }

  @Override
  public Object cell(int column) {
    Optional<String> refusal = columns.get(column).refusal();
    if (refusal.isPresent()) throw new DataException(source, 0, Shown.text(names.get(column)), refusal.get());
    return cells[column];
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() {
    closeQuietly(connection);
  }
}
