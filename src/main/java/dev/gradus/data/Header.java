package dev.gradus.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the names in the first row, gives the columns by name. */
final class Header {
  private final String source;
  private final long line;
  private final List<String> names;
  private final Map<String, Integer> columns = new HashMap<>();

  /** @throws DataException when a name is empty or there twice */
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
      throw new DataException(source, line, Shown.text(name),
          "columns " + (other + 1) + " and " + (column + 1) + " have this same name in the header. Rename one of them.");
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

  /** The number of a column, from 0. @param wanted who asks for it: "--target names it" @throws DataException when it is not there */
  int column(String name, String wanted) {
    Integer column = columns.get(name);
    if (column != null) return column;
    String near = NearMiss.of(name, names).map(n -> " Did you mean " + Shown.quoted(n) + "?").orElse("");
    throw new DataException(source, line, "", "the header has no column " + Shown.quoted(name) + ", and " + wanted + "." + near
        + " The columns are " + Shown.list(names) + "." + separator());
  }

  /** The numbers of several columns. */
  int[] columns(List<String> wantedNames, String wanted) {
    return wantedNames.stream().mapToInt(name -> column(name, wanted)).toArray();
  }

  /** @throws DataException when a column that the options name is not there */
  void check(TableOptions options) {
    Set<String> others = otherReadings(options);
    check(options, options.targets(), "it is to be predicted", others);
    check(options, options.only().orElse(List.of()), "it is to be read", others);
    check(options, options.ignored(), "it is to be left out", others);
    check(options, options.types().keySet(), "a type is said for it", others);
    check(options, options.asking().keySet(), "it is named", others);
  }

  private void check(TableOptions options, Collection<String> wanted, String usually, Set<String> others) {
    for (String name : wanted) {
      if (!others.contains(name)) column(name, options.asking().getOrDefault(name, usually));
    }
  }

  /** A target with commas in its name is one column when there is such a one, and else several: the names that are then not meant. */
  private Set<String> otherReadings(TableOptions options) {
    Set<String> others = new HashSet<>();
    for (String name : options.targets()) {
      if (!name.contains(",")) continue;
      if (columns.containsKey(name)) {
        others.addAll(LearningTask.several(name));
      } else {
        others.add(name);
      }
    }
    return others;
  }

  /** The names of all columns but some. */
  List<String> without(List<String> others) {
    List<String> left = new ArrayList<>(names);
    left.removeAll(new HashSet<>(others));
    return left;
  }

  /** A table with one column and separators in its name was written for another reader. */
  private String separator() {
    if (names.size() > 1) return "";
    if (names.get(0).contains(";")) return " Cells must be separated by commas, not semicolons.";
    return names.get(0).contains("\t") ? " Cells of a .csv file must be separated by commas; a file with tabs is named .tsv." : "";
  }
}
