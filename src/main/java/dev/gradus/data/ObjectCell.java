package dev.gradus.data;

import dev.gradus.prepare.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;

/** Takes a value of an embedding program, gives the cell that it is. */
final class ObjectCell {
  private static final List<Class<?>> TIMES =
      List.of(LocalDate.class, LocalDateTime.class, Instant.class, OffsetDateTime.class, ZonedDateTime.class, Date.class);
  private static final List<Class<?>> NUMBERS = List.of(byte.class, short.class, int.class, long.class, float.class, double.class, OptionalInt.class,
      OptionalLong.class, OptionalDouble.class);

  private ObjectCell() {}

  /** The cell, null when it is missing. @throws IllegalArgumentException when the value is of no such kind */
  static Object of(Object value) {
    if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) return value;
    if (value instanceof Enum<?> constant) return constant.name();
    if (value instanceof CharSequence || value instanceof Character || value instanceof UUID) return value.toString();
    if (value instanceof Date date) return time(date);
    if (isTime(value.getClass())) return value;
    if (value instanceof Optional<?> optional) return optional.map(ObjectCell::of).orElse(null);
    if (value instanceof OptionalDouble optional) return optional.isPresent() ? optional.getAsDouble() : null;
    if (value instanceof OptionalInt optional) return optional.isPresent() ? optional.getAsInt() : null;
    if (value instanceof OptionalLong optional) return optional.isPresent() ? optional.getAsLong() : null;
    throw new IllegalArgumentException("the value is of " + value.getClass().getName() + "; numbers, booleans, times and text are read. "
        + "Turn it into one of them, or leave it out.");
  }

  private static Object time(Date date) {
    if (date instanceof java.sql.Timestamp time) return time.toLocalDateTime();
    if (date instanceof java.sql.Date day) return day.toLocalDate();
    if (date instanceof java.sql.Time time) return time.toLocalTime().atDate(LocalDate.EPOCH);
    return date.toInstant();
  }

  private static boolean isTime(Class<?> kind) {
    return TIMES.stream().anyMatch(time -> time.isAssignableFrom(kind));
  }

  /** The type of a component of a Java record; empty when it is to be inferred. */
  static Optional<ColumnType> type(Class<?> kind) {
    if (NUMBERS.contains(kind) || Number.class.isAssignableFrom(kind)) return Optional.of(ColumnType.NUMBER);
    if (kind == boolean.class || kind == Boolean.class) return Optional.of(ColumnType.BOOLEAN);
    if (kind.isEnum()) return Optional.of(ColumnType.CATEGORY);
    return isTime(kind) ? Optional.of(ColumnType.TIME) : Optional.empty();
  }
}
