package dev.gradus.cli;

import dev.gradus.data.ColumnUse;
import dev.gradus.prepare.ColumnType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Takes what is said about the types of columns, gives them. */
final class TypeOptions {
  @Option(names = "--categorical", paramLabel = "COL", split = ",", description = "columns of categories, whatever their cells look like (default: inferred)")
  private List<String> categorical = List.of();

  @Option(names = "--numeric", paramLabel = "COL", split = ",", description = "columns of numbers, whatever their cells look like (default: inferred)")
  private List<String> numeric = List.of();

  /** Which option names each column. */
  Map<String, ColumnUse> uses() {
    Map<String, ColumnUse> uses = new LinkedHashMap<>();
    for (String name : numeric) uses.put(name, ColumnUse.NUMERIC);
    for (String name : categorical) uses.put(name, ColumnUse.CATEGORICAL);
    return uses;
  }

  /** @throws IllegalArgumentException when a column has two types, or is left out */
  void check(List<String> ignored) {
    for (String name : types().keySet()) {
      if (!ignored.contains(name)) continue;
      String option = numeric.contains(name) ? "--numeric" : "--categorical";
      throw new IllegalArgumentException(option + " and --ignore name the column " + name + ", and it is used or it is not; leave one of them out");
    }
  }

  /** The types that were said. @throws IllegalArgumentException when a column has two */
  Map<String, ColumnType> types() {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    for (String name : numeric) types.put(name, ColumnType.NUMBER);
    for (String name : categorical) {
      if (types.put(name, ColumnType.CATEGORY) == ColumnType.NUMBER) {
        throw new IllegalArgumentException("--numeric and --categorical name the column " + name + ", and it is of one type; leave one of them out");
      }
    }
    return types;
  }
}
