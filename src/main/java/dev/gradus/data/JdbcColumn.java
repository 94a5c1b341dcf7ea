package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Takes the description of a column of a query, gives its type and its cells. */
final class JdbcColumn {
  private static final Set<Object> INFINITE =
      Set.of(LocalDate.MIN, LocalDate.MAX, LocalDateTime.MIN, LocalDateTime.MAX, OffsetDateTime.MIN, OffsetDateTime.MAX);
  private static final LocalDate FIRST_DAY = LocalDate.EPOCH;

  private interface Reading {
    /** The cell, null when it is missing. */
    Object read(ResultSet rows, int column) throws SQLException;
  }

  private final String name;
  private final int column;
  private final Optional<Reading> reading;
  private final String refusal;

  private JdbcColumn(String name, int column, Optional<Reading> reading, String refusal) {
    this.name = name;
    this.column = column;
    this.reading = reading;
    this.refusal = refusal;
  }

  /** @param column from 1 */
  static JdbcColumn of(ResultSetMetaData meta, int column) throws SQLException {
    String name = meta.getColumnLabel(column);
    String word = String.valueOf(meta.getColumnTypeName(column));
    String held = String.valueOf(meta.getColumnClassName(column));
    int sql = meta.getColumnType(column);
    boolean bits = sql == Types.BIT && meta.getPrecision(column) > 1;
    Optional<Reading> reading = reading(bits ? Types.BINARY : sql, word.toLowerCase(Locale.ROOT), held);
    return new JdbcColumn(name, column, reading, "the values are of the type " + Shown.text(word) + ", and numbers, booleans, times and text are read. "
        + "Leave the column out with --ignore " + Shown.word(name) + ", or turn it into one of them.");
  }

  String name() {
    return name;
  }

  /** What the database declares; empty for text, which may hold numbers or times too. */
  Optional<ColumnType> type() {
    return reading.flatMap(JdbcColumn::type);
  }

  /** Why the column is not read; empty when it is. */
  Optional<String> refusal() {
    return reading.isPresent() ? Optional.empty() : Optional.of(refusal);
  }

  /** The cell of the present row, null also when the column is not read. */
  Object cell(ResultSet rows) throws SQLException {
    return reading.isPresent() ? reading.get().read(rows, column) : null;
  }

  private static Optional<ColumnType> type(Reading reading) {
    if (reading == Plain.NUMBER) return Optional.of(ColumnType.NUMBER);
    if (reading == Plain.BOOLEAN) return Optional.of(ColumnType.BOOLEAN);
    return reading == Plain.TEXT ? Optional.empty() : Optional.of(ColumnType.TIME);
  }

  /** Empty when the values cannot be read. */
  private static Optional<Reading> reading(int sql, String word, String held) {
    if (held.equals("java.util.UUID")) return Optional.of(Plain.TEXT);
    // Some drivers declare a time with a zone as one without.
    boolean zoned = word.startsWith("timestamp") && word.contains("time zone") && !word.contains("without");
    if (zoned || word.equals("timestamptz")) return Optional.of(new Time(OffsetDateTime.class));
    if (word.equals("timetz")) return Optional.of(new Time(OffsetTime.class));
    return Optional.ofNullable(switch (sql) {
      case Types.BOOLEAN, Types.BIT -> Plain.BOOLEAN;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.REAL, Types.FLOAT, Types.DOUBLE, Types.NUMERIC, Types.DECIMAL -> Plain.NUMBER;
      case Types.DATE -> new Time(LocalDate.class);
      case Types.TIMESTAMP -> new Time(LocalDateTime.class);
      case Types.TIMESTAMP_WITH_TIMEZONE -> new Time(OffsetDateTime.class);
      case Types.TIME -> new Time(LocalTime.class);
      case Types.TIME_WITH_TIMEZONE -> new Time(OffsetTime.class);
      case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB, Types.NULL -> Plain.TEXT;
      case Types.OTHER, Types.JAVA_OBJECT -> byClass(held);
      default -> null;
    });
  }

  private static Reading byClass(String held) {
    return switch (held) {
      case "java.lang.Short", "java.lang.Integer", "java.lang.Long", "java.lang.Float", "java.lang.Double", "java.math.BigInteger", "java.math.BigDecimal" ->
        Plain.NUMBER;
      case "java.lang.String" -> Plain.TEXT;
      default -> null;
    };
  }

  private enum Plain implements Reading {
    NUMBER {
      @Override
      public Object read(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column);
      }
    },
    BOOLEAN {
      @Override
      public Object read(ResultSet rows, int column) throws SQLException {
        boolean cell = rows.getBoolean(column);
        return rows.wasNull() ? null : (Object) cell;
      }
    },
    TEXT {
      @Override
      public Object read(ResultSet rows, int column) throws SQLException {
        return rows.getString(column);
      }
    }
  }

  /** A class of {@code java.time}; a driver that does not know it gives what it has. A time of the day with a zone is on the first of January 1970. */
  private static final class Time implements Reading {
    private final Class<?> kind;
    private boolean unknown;

    Time(Class<?> kind) {
      this.kind = kind;
    }

    @Override
    public Object read(ResultSet rows, int column) throws SQLException {
      Object cell = object(rows, column);
      if (cell != null && INFINITE.contains(cell)) throw new SQLDataException("infinity is no time that can be computed with; turn it into null in the query");
      if (cell instanceof java.sql.Time time) return time.toLocalTime();
      return cell instanceof OffsetTime time ? time.atDate(FIRST_DAY) : cell;
    }

    private Object object(ResultSet rows, int column) throws SQLException {
      if (!unknown) {
        try {
          return rows.getObject(column, kind);
        } catch (SQLException e) {
          unknown = true;
        }
      }
      return rows.getObject(column);
    }
  }
}
