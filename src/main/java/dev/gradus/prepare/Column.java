package dev.gradus.prepare;

import java.util.Arrays;

/**
 * A column of a table.
 *
 * @param name as the source has it
 * @param type what its cells are
 */
public record Column(String name, ColumnType type) {
  public static Column number(String name) {
    return new Column(name, ColumnType.NUMBER);
  }

  public static Column bool(String name) {
    return new Column(name, ColumnType.BOOLEAN);
  }

  public static Column category(String name) {
    return new Column(name, ColumnType.CATEGORY);
  }

  public static Column time(String name) {
    return new Column(name, ColumnType.TIME);
  }

  public static Column text(String name) {
    return new Column(name, ColumnType.TEXT);
  }

  /** @throws IllegalArgumentException when the type is another one; {@code what} is what asks for it */
  void mustBe(String what, ColumnType... types) {
    for (ColumnType one : types) {
      if (type == one) return;
    }
    throw new IllegalArgumentException("the column \"" + name + "\" is of type " + type.word() + "; " + what + " is for columns of type "
        + String.join(" or ", Arrays.stream(types).map(ColumnType::word).toList()));
  }
}
