package dev.gradus.prepare;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Takes a value as a program has it, gives the cell that it is: what an Optional holds, null when it is empty. */
final class CellValue {
  private CellValue() {}

  /** @throws IllegalArgumentException when it is several values: a map, a collection or an array */
  static Object of(Object value) {
    if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) return value;
    if (value instanceof Optional<?> optional) return of(optional.orElse(null));
    if (value instanceof OptionalDouble optional) return optional.isPresent() ? optional.getAsDouble() : null;
    if (value instanceof OptionalInt optional) return optional.isPresent() ? optional.getAsInt() : null;
    if (value instanceof OptionalLong optional) return optional.isPresent() ? optional.getAsLong() : null;
    if (value instanceof Map || value instanceof Collection || value.getClass().isArray()) {
      throw new IllegalArgumentException("the cell holds several values; a number, a boolean, a time or a text is expected");
    }
    return value;
  }
}
