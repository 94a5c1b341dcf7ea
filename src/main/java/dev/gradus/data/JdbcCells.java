package dev.gradus.data;

import dev.gradus.prepare.Cells;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes the result of a query, gives its present row as cells: whoever moves the result on has the next row here.
 *
 * <pre>{@code
 * Cells row = JdbcCells.of(result);
 * while (result.next()) update.accept(result.getLong("id"), model.predict(row).value());
 * }</pre>
 *
 * <p>Columns are found by their labels; capital letters count only where two labels differ in nothing else, as many databases write names in capitals.
 * One thread at a time.
 */
public final class JdbcCells implements Cells {
  private final ResultSet rows;
  private final List<JdbcColumn> columns;
  private final List<String> names;

  private JdbcCells(ResultSet rows, List<JdbcColumn> columns) {
    this.rows = rows;
    this.columns = columns;
    names = columns.stream().map(JdbcColumn::name).toList();
  }

  /** The present row of a result, whichever it is when a cell is asked for. @param rows kept, neither moved nor closed */
  public static JdbcCells of(ResultSet rows) throws SQLException {
    ResultSetMetaData meta = rows.getMetaData();
    List<JdbcColumn> columns = new ArrayList<>();
    for (int c = 1; c <= meta.getColumnCount(); c++) columns.add(JdbcColumn.of(meta, c));
    return new JdbcCells(rows, columns);
  }

  private int find(String column) {
    int exact = names.indexOf(column);
    if (exact >= 0) return exact;
    String lower = column.toLowerCase(Locale.ROOT);
    List<String> alike = names.stream().filter(name -> name.toLowerCase(Locale.ROOT).equals(lower)).toList();
    return alike.size() == 1 ? names.indexOf(alike.get(0)) : names.size();
  }

  @Override
  public boolean has(String column) {
    return find(column) < names.size();
  }

  /**
   * The cell of a column; null when it is null, or there is no such column.
   *
   * @throws IllegalArgumentException when the values of the column are neither numbers, booleans, times nor text
   * @throws UncheckedIOException when the database does not give it
   */
  @Override
  public Object cell(String column) {
    int c = find(column);
    if (c == names.size()) return null;
    String place = "column " + Shown.quoted(names.get(c)) + ": ";
    if (columns.get(c).refusal().isPresent()) throw new IllegalArgumentException(place + columns.get(c).refusal().get());
    try {
      return columns.get(c).cell(rows);
    } catch (SQLException e) {
      throw new UncheckedIOException(new IOException(place + e.getMessage(), e));
    }
  }
}
