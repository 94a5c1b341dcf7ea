package dev.gradus.data;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.TextRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Takes the weight, group and time columns of a table, gives their facts to the data set of its rows. */
final class RowFacts {
  private static final String ADVICE = "Correct it, or remove the row; a row with the weight 0 does not count.";

  private static final String A_TIME = "A time is a number, a date such as 2024-03-01, or a date with a time such as 2024-03-01T12:30:00, and of one kind in the "
      + "whole column.";

  private final Table table;
  private final Optional<Integer> weight;
  private final Optional<Integer> group;
  private final Optional<Integer> order;

  /** @throws DataException when the table lacks one of the columns */
  RowFacts(Table table, Header header, Roles roles) {
    this.table = table;
    weight = roles.weight().map(name -> header.column(name, "--weight names it"));
    group = roles.group().map(name -> header.column(name, "--group names it"));
    order = roles.order().map(name -> {
      if (!header.names().contains(name)) throw new DataException(table.source(), 0, Shown.text(name), "the cells are neither numbers nor times. " + A_TIME);
      return header.column(name, "--time names it");
    });
  }

  /** The data set with what the columns say. @param without rows that are not used, whose facts may be missing @throws DataException when a fact cannot be used */
  Dataset given(Dataset data, boolean[] without) {
    Dataset all = data;
    if (weight.isPresent()) all = all.withWeights(weights(weight.get(), without));
    if (group.isPresent()) all = all.withGroups(groups(group.get(), without));
    if (order.isPresent()) all = all.withOrder(times(order.get(), without));
    return all;
  }

  private double[] weights(int column, boolean[] without) {
    requireType(column, ColumnType.NUMBER, "a weight is a number of at least 0");
    double[] weights = values(column, without, "a weight is expected. " + ADVICE);
    boolean some = false;
    for (int row = 0; row < weights.length; row++) {
      if (weights[row] < 0) throw trouble(column, row, TextRules.text(weights[row]) + " is negative, and a weight is a number of at least 0. " + ADVICE);
      some |= weights[row] > 0;
    }
    if (!some) throw trouble(column, "all weights are 0; at least one must be above 0. Check that --weight names the right column.");
    return weights;
  }

  private int[] groups(int column, boolean[] without) {
    double[] values = values(column, without, "the name of a group is expected. Fill it, or remove the row.");
    Map<Double, Integer> numbers = new HashMap<>();
    int[] groups = new int[values.length];
    for (int row = 0; row < groups.length; row++) {
      int next = numbers.size();
      groups[row] = numbers.computeIfAbsent(values[row], value -> next);
    }
    return groups;
  }

  private double[] times(int column, boolean[] without) {
    ColumnType type = table.columns().get(column).type();
    if (type != ColumnType.NUMBER && type != ColumnType.TIME) throw noTime(column);
    return values(column, without, "a time is expected. Fill it, or remove the row.");
  }

  /** The first cell that is no time by itself, or else the column. */
  private DataException noTime(int column) {
    CellReader time = CellReader.of(ColumnType.TIME, TextRules.standard());
    Table.Reader reader = table.reader(column);
    double[] code = new double[1];
    for (int row = 0; row < table.rows() && table.columns().get(column).type() == ColumnType.CATEGORY; row++) {
      reader.read(row, code);
      if (Double.isNaN(code[0])) continue;
      String text = table.dictionary(column).get((int) code[0]);
      try {
        if (Double.isNaN(Numbers.parse(text))) time.read(text);
      } catch (IllegalArgumentException e) {
        return trouble(column, row, e.getMessage() + ". " + A_TIME);
      }
    }
    return trouble(column, "the cells are neither numbers nor times. " + A_TIME);
  }

  private double[] values(int column, boolean[] without, String expected) {
    Table.Reader reader = table.reader(column);
    double[] one = new double[1];
    double[] values = new double[table.rows()];
    for (int row = 0; row < values.length; row++) {
      reader.read(row, one);
      boolean missing = Double.isNaN(one[0]);
      if (missing && !without[row]) throw trouble(column, row, "the cell is empty, and " + expected);
      values[row] = missing ? 0 : one[0];
    }
    return values;
  }

  private void requireType(int column, ColumnType type, String what) {
    ColumnType its = table.columns().get(column).type();
    if (its != type) throw trouble(column, "the cells are of the type " + its.word() + ", and " + what + ".");
  }

  private DataException trouble(int column, String what) {
    return new DataException(table.source(), 0, Shown.text(table.columns().get(column).name()), what);
  }

  private DataException trouble(int column, int row, String what) {
    return TableExamples.trouble(table, column, row, what);
  }
}
