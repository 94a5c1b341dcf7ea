package dev.gradus.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Takes the cells of the weight, group and time columns row by row, gives their facts to the data set. */
final class RoleColumns {
  private final String source;
  private final Roles roles;
  private final Optional<WeightColumn> weights;
  private final Optional<GroupColumn> groups;
  private final Optional<TimeColumn> order;

  /** @throws DataException when the header lacks one of the columns */
  RoleColumns(String source, Header header, Roles roles) {
    this.source = source;
    this.roles = roles;
    weights = roles.weight().map(name -> new WeightColumn(header.column(name, "--weight names it")));
    groups = roles.group().map(name -> new GroupColumn(header.column(name, "--group names it")));
    order = roles.order().map(name -> new TimeColumn(header.column(name, "--time names it")));
  }

  void add(CsvRows rows) {
    weights.ifPresent(column -> column.add(rows));
    groups.ifPresent(column -> column.add(rows));
    order.ifPresent(column -> column.add(rows));
  }

  /** The data set with what was read. @throws DataException when no row has a weight above 0 */
  Dataset given(Dataset data) {
    Dataset all = data;
    if (weights.isPresent()) all = all.withWeights(weights.get().values(source, roles.weight().orElseThrow()));
    if (groups.isPresent()) all = all.withGroups(groups.get().values());
    if (order.isPresent()) all = all.withOrder(order.get().values());
    return all;
  }

  private static final class WeightColumn {
    private static final String ADVICE = "Correct it, or remove the row; a row with the weight 0 does not count.";

    private final int column;
    private final NumberList weights = new NumberList(NumberList.MOST);
    private boolean some;

    WeightColumn(int column) {
      this.column = column;
    }

    void add(CsvRows rows) {
      double weight = rows.number(column, name -> ADVICE);
      if (weight < 0) throw rows.trouble(column, Shown.quoted(rows.cell(column)) + " is negative, and a weight is a number of at least 0. " + ADVICE);
      some |= weight > 0;
      weights.add(weight);
    }

    double[] values(String source, String name) {
      if (!some) {
        throw new DataException(source, 0, Shown.text(name), "all weights are 0; at least one must be above 0. Check that --weight names the right column.");
      }
      return weights.toArray();
    }
  }

  private static final class GroupColumn {
    private final int column;
    private final Map<String, Integer> numbers = new HashMap<>();
    private int[] groups = new int[1024];
    private int size;

    GroupColumn(int column) {
      this.column = column;
    }

    void add(CsvRows rows) {
      String cell = rows.cell(column);
      if (cell.isEmpty()) throw rows.trouble(column, "the cell is empty, and the name of a group is expected. Fill it, or remove the row.");
      int next = numbers.size();
      if (size == groups.length) groups = Arrays.copyOf(groups, (int) Math.min(NumberList.MOST, size * 3L / 2));
      groups[size++] = numbers.computeIfAbsent(cell, g -> next);
    }

    int[] values() {
      return Arrays.copyOf(groups, size);
    }
  }
}
