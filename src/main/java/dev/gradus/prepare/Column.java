package dev.gradus.prepare;

/** A column of a table: its name and what its cells are. */
public record Column(String name, ColumnType type) {
  public static Column number(String name) {
    return new Column(name, ColumnType.NUMBER);
  }

  public static Column category(String name) {
    return new Column(name, ColumnType.CATEGORY);
  }
}
