package dev.gradus.data;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.OptionAdvice;
import dev.gradus.prepare.TextRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the weight, group and time columns of a table, gives their facts to the data set of its rows. */
final class RowFacts {
  /** What a time may be. */
  static final String TIMES = "A time is a number, a date such as 2024-03-01, or a date with a time such as 2024-03-01T12:30:00.";

  private static final String ADVICE = "Correct it, or remove the row; a row with the weight 0 does not count.";

  private final Table table;
  private final TextRules rules;
  private final Optional<Integer> weight;
  private final Optional<Integer> group;
  private final Optional<Integer> order;

  /** @param rules how the texts of the table were read @throws DataException when the table lacks one of the columns */
  RowFacts(Table table, TableColumns columns, Roles roles, TextRules rules) {
    this.table = table;
    this.rules = rules;
    weight = roles.weight().map(name -> columns.column(name, ColumnUse.WEIGHT));
    group = roles.group().map(name -> columns.column(name, ColumnUse.GROUP));
    order = roles.order().map(name -> columns.column(name, ColumnUse.TIME));
  }

  /** The data set with what the columns say. @param without rows that are not used, whatever they say @throws DataException when a fact cannot be used */
  Dataset given(Dataset data, boolean[] without) {
    Dataset all = data;
    if (weight.isPresent()) all = all.withWeights(weights(weight.get(), without));
    if (group.isPresent()) all = all.withGroups(groups(group.get(), without));
    if (order.isPresent()) all = all.withOrder(times(order.get(), without));
    return all;
  }

  private double[] weights(int column, boolean[] without) {
    ColumnType type = type(column);
    if (type != ColumnType.NUMBER) throw trouble(column, "the cells are of the type " + type.word() + ", and a weight is a number of at least 0.");
    double[] weights = values(column, without, "a weight is expected. " + ADVICE);
    boolean some = false;
    for (int row = 0; row < weights.length; row++) {
      if (without[row]) weights[row] = 1;
      if (weights[row] < 0) {
        throw trouble(column, row, Shown.quoted(TextRules.text(weights[row])) + " is negative, and a weight is a number of at least 0. " + ADVICE);
      }
      some |= weights[row] > 0 && !without[row];
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
    if (type(column) == ColumnType.BOOLEAN) throw trouble(column, "the cells are true or false. " + TIMES);
    double[] times = values(column, without, "a time is expected. Fill it, or remove the row.");
    return type(column) == ColumnType.CATEGORY ? timesOfTexts(column, times, without) : times;
  }

  /** Of texts that are not all numbers, and not all times; or of which it was said that they are categories. */
  private double[] timesOfTexts(int column, double[] codes, boolean[] without) {
    List<String> texts = table.dictionary(column);
    double[] numbers = read(texts, ColumnType.NUMBER);
    double[] times = read(texts, ColumnType.TIME);
    boolean areNumbers = numbers.length > 0 && !Double.isNaN(numbers[(int) codes[0]]);
    double[] values = areNumbers ? numbers : times;
    double[] of = new double[codes.length];
    for (int row = 0; row < codes.length; row++) {
      of[row] = without[row] ? 0 : values[(int) codes[row]];
      if (!Double.isNaN(of[row])) continue;
      String text = texts.get((int) codes[row]);
      throw trouble(column, row, areNumbers
          ? Shown.quoted(text) + " is not a number, as the cells before it are; a column of times is of one kind." : fault(text));
    }
    return of;
  }

  private double[] read(List<String> texts, ColumnType type) {
    CellReader reader = CellReader.of(type, rules);
    return texts.stream().mapToDouble(text -> {
      try {
        return reader.read(text);
      } catch (IllegalArgumentException e) {
        return Double.NaN;
      }
    }).toArray();
  }

  private String fault(String text) {
    try {
      CellReader.of(ColumnType.TIME, rules).read(text);
      return Shown.quoted(text) + " marks a missing value. " + TIMES;
    } catch (IllegalArgumentException e) {
      return e.getMessage() + OptionAdvice.of(ColumnType.TIME, rules, text) + ".";
    }
  }

  private double[] values(int column, boolean[] without, String expected) {
    Table.Reader reader = table.reader(column);
    double[] one = new double[1];
    double[] values = new double[table.rows()];
    for (int row = 0; row < values.length; row++) {
      reader.read(row, one);
      boolean missing = Double.isNaN(one[0]);
      if (missing && !without[row]) throw trouble(column, row, "the value is missing, and " + expected);
      values[row] = missing ? 0 : one[0];
    }
    return values;
  }

  private ColumnType type(int column) {
    return table.columns().get(column).type();
  }

  private DataException trouble(int column, String what) {
    return new DataException(table.source(), 0, Shown.text(table.columns().get(column).name()), what);
  }

  private DataException trouble(int column, int row, String what) {
    return TableExamples.trouble(table, column, row, what);
  }
}
