package dev.gradus.data;

import dev.gradus.prepare.Column;
import java.util.List;
import java.util.Map;

/** Takes a table, gives its columns by name; of one that was left out as text it says so. */
final class TableColumns {
  private final Table table;
  private final Header header;
  private final List<String> leftOut;

  TableColumns(Table table) {
    this.table = table;
    header = new Header(table.source(), 1, table.columns().stream().map(Column::name).toList());
    leftOut = table.notes().get("why") instanceof Map<?, ?> why
        ? why.keySet().stream().map(Object::toString).filter(name -> !header.names().contains(name)).toList() : List.of();
  }

  /** The names of the columns that were read. */
  List<String> names() {
    return header.names();
  }

  /** The number of a column, from 0. @throws DataException when it is not there */
  int column(String name, ColumnUse use) {
    if (!leftOut.contains(name)) return header.column(name, use.wanted());
    String instead = use == ColumnUse.TIME ? " " + RowFacts.TIMES + " Dates such as 3/4/2024 need --dates day-first or --dates month-first."
        : " Leave it out of " + use.wanted().split(" ")[0] + ", or say --categorical " + Shown.word(name) + " if the texts are categories.";
    throw new DataException(table.source(), 0, Shown.text(name), "its texts are nearly all different, so that the column is not read, and " + use.wanted() + "."
        + instead);
  }

  /** The numbers of several columns. */
  int[] columns(List<String> wanted, ColumnUse use) {
    return wanted.stream().mapToInt(name -> column(name, use)).toArray();
  }

  /** What there is, for messages. */
  String described() {
    String read = names().size() == 1 ? "The only column that is read is " : "The columns that are read are ";
    if (leftOut.isEmpty()) return read + Shown.list(names()) + ".";
    return read + Shown.list(names()) + "; the texts of " + Shown.list(leftOut) + " are nearly all different, and --categorical reads such a column.";
  }
}
