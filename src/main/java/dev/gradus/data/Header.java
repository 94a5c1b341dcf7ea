package dev.gradus.data;

import dev.gradus.prepare.Numbers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the names in the first row, gives the columns by name. */
final class Header {
  private final String source;
  private final long line;
  private final List<String> names;
  private final Map<String, Integer> columns = new HashMap<>();
  /** What is to be thrown for a name that is there twice, by the name. */
  private final Map<String, DataException> repeated = new LinkedHashMap<>();

  /** @throws DataException when a name is empty */
  Header(String source, long line, List<String> names) {
    this.source = source;
    this.line = line;
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) add(i, names.get(i));
  }

  private void add(int column, String name) {
    if (name.isEmpty()) {
      throw new DataException(source, line, "", "column " + (column + 1) + " of " + names.size() + " has no name in the header. Give it one, "
          + "or remove the column; pandas leaves its index out with to_csv(…, index=False).");
    }
    Integer other = columns.putIfAbsent(name, column);
    if (other != null) {
      repeated.putIfAbsent(name, new DataException(source, line, Shown.text(name),
          "columns " + (other + 1) + " and " + (column + 1) + " have this same name in the header. Rename one of them."));
    }
  }

  /** What messages call the file. */
  String source() {
    return source;
  }

  List<String> names() {
    return names;
  }

  String name(int column) {
    return names.get(column);
  }

  /** The number of a column, from 0. @param wanted who asks for it: "--target names it" @throws DataException when it is not there, or there twice */
  int column(String name, String wanted) {
    if (repeated.containsKey(name)) throw repeated.get(name);
    Integer column = columns.get(name);
    if (column != null) return column;
    String near = NearMiss.of(name, names).map(n -> " Did you mean " + Shown.quoted(n) + "?").orElse("");
    throw new DataException(source, line, "", "the header has no column " + Shown.quoted(name) + ", and " + wanted + "." + near
        + " The columns are " + Shown.list(names) + "." + hint());
  }

  /**
   * The options as they are meant for these columns: {@link TableOptions#of}.
   *
   * @throws DataException when a column that they name is not there, or one that is read is there twice; of a model's table only its own columns count
   */
  TableOptions checked(TableOptions given) {
    TableOptions options = given.of(names);
    if (!options.uses().containsValue(ColumnUse.INPUT)) {
      repeated.forEach((name, e) -> {
        if (options.reads(name)) throw e;
      });
    }
    options.uses().forEach((name, use) -> column(name, use.wanted()));
    options.types().keySet().forEach(name -> column(name, "a type is said for it"));
    options.only().ifPresent(names -> names.forEach(name -> column(name, "it is to be read")));
    options.ignored().forEach(name -> column(name, "--ignore names it"));
    options.targets().forEach(name -> column(name, ColumnUse.TARGET.wanted()));
    return options;
  }

  /** Numbers are examples and no names; a table with one column and separators in its name was written for another reader. */
  private String hint() {
    if (names.size() > 1 && names.stream().anyMatch(name -> !Double.isNaN(Numbers.parse(name)))) {
      return " The first row looks like an example: say --no-header if it is one, and the columns are called c1, c2 and so on.";
    }
    if (names.size() > 1) return "";
    if (names.get(0).contains(";")) return " Cells must be separated by commas, not semicolons.";
    return names.get(0).contains("\t") ? " Cells of a .csv file must be separated by commas; a file with tabs is named .tsv." : "";
  }
}
