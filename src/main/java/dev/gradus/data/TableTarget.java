package dev.gradus.data;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TextRules;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Takes the target columns of a table, gives what is predicted and what a network should answer for each row.
 *
 * @param without the rows that have no target; what {@code targets} has for them means nothing
 */
record TableTarget(Target target, Targets targets, boolean[] without) {
  /** A class is a short. */
  static final int MOST_CLASSES = Short.MAX_VALUE;

  /** Labels are kept in the model and compared as numbers of any length; a longer text is not one. */
  private static final int LONGEST_LABEL = 1000;

  /** What is to be learned from one column, or from several labels. @throws DataException when it cannot be learned */
  static TableTarget toLearn(Table table, int[] columns, LearningTask task) {
    if (columns.length > 1) {
      return labels(table, columns, Target.Labels.of(task.targets()), "Several values or classes to predict are not supported yet: name one column as "
          + "--target, and leave the others out with --ignore.");
    }
    TargetCells cells = new TargetCells(table, columns[0]);
    if (cells.present() == 0) throw cells.trouble("no row has a target; at least one is expected.");
    return switch (task.kind()) {
      case CLASSIFICATION -> cells.classes();
      case REGRESSION -> cells.values("Correct it, remove the row, or say --task classification if these are classes.");
      case AUTO -> cells.areFewWholeNumbers() || !cells.areNumbers() ? cells.classesInOneSpelling() : cells.values("");
    };
  }

  /** What a model predicts. @throws DataException when a row has no target, or one that the model does not know */
  static TableTarget ofModel(Table table, TableColumns columns, Target target) {
    if (target instanceof Target.Labels labels) {
      return labels(table, columns.columns(labels.names(), ColumnUse.PREDICTED), labels, "Correct it, or remove the row.");
    }
    TargetCells cells = new TargetCells(table, columns.column(target.name(), ColumnUse.PREDICTED));
    cells.refuseMissing(target instanceof Target.Classes ? "a class" : "a number");
    return target instanceof Target.Classes classes ? cells.classes(classes) : cells.values("Correct it, or remove the row.");
  }

  private static TableTarget labels(Table table, int[] columns, Target.Labels target, String advice) {
    long size = (long) table.rows() * columns.length;
    if (size > TableFile.LONGEST_ARRAY) {
      throw new DataException(table.source(), Shown.count(table.rows()) + " rows of " + Shown.count(columns.length) + " labels are " + Shown.count(size)
          + " marks, and at most " + Shown.count(TableFile.LONGEST_ARRAY) + " can be learned. Name fewer columns as --target, or take fewer rows.");
    }
    byte[] has = new byte[(int) size];
    for (int j = 0; j < columns.length; j++) {
      TargetCells cells = new TargetCells(table, columns[j]);
      CellReader marks = CellReader.of(ColumnType.BOOLEAN, TextRules.standard());
      for (int row = 0; row < table.rows(); row++) {
        double x = cells.mark(row, marks);
        if (x != 0 && x != 1) {
          throw cells.trouble(row, (cells.missing(row) ? "the value is missing" : Shown.quoted(cells.text(row)) + " is neither 0 nor 1")
              + ", and several target columns are labels, each 0 or 1. " + advice);
        }
        has[row * columns.length + j] = (byte) x;
      }
    }
    return new TableTarget(target, new Targets.OfLabels(has, columns.length), new boolean[table.rows()]);
  }

  /** The cells of one column, and what they could be. */
  private static final class TargetCells {
    private final Table table;
    private final int index;
    private final Column column;
    private final List<String> dictionary;
    private final double[] values;
    private final boolean[] without;

    TargetCells(Table table, int index) {
      this.table = table;
      this.index = index;
      column = table.columns().get(index);
      dictionary = table.dictionary(index);
      values = new double[table.rows()];
      without = new boolean[values.length];
      Table.Reader reader = table.reader(index);
      double[] one = new double[1];
      for (int row = 0; row < values.length; row++) {
        reader.read(row, one);
        values[row] = one[0];
        without[row] = Double.isNaN(one[0]);
      }
    }

    /** How many rows have a target. */
    long present() {
      return IntStream.range(0, without.length).filter(row -> !without[row]).count();
    }

    boolean missing(int row) {
      return without[row];
    }

    void refuseMissing(String expected) {
      for (int row = 0; row < without.length; row++) {
        if (without[row]) throw trouble(row, "the value is missing, and " + expected + " is expected. Fill it, or remove the row.");
      }
    }

    String text(int row) {
      if (column.type() == ColumnType.CATEGORY) return dictionary.get((int) values[row]);
      if (column.type() == ColumnType.BOOLEAN) return Boolean.toString(values[row] == 1);
      return column.type() == ColumnType.TIME ? Instant.ofEpochSecond((long) values[row]).toString() : TextRules.text(values[row]);
    }

    /** 1 or 0 when it is a number or a word for true or false. */
    double mark(int row, CellReader marks) {
      if (column.type() != ColumnType.CATEGORY || without[row]) return column.type() == ColumnType.TIME ? Double.NaN : values[row];
      try {
        return marks.read(text(row));
      } catch (IllegalArgumentException e) {
        return Double.NaN;
      }
    }

    boolean areNumbers() {
      if (column.type() == ColumnType.TIME) throw trouble("the cells are times, and a time cannot be predicted. Say --task classification if each one is a "
          + "class.");
      return column.type() == ColumnType.NUMBER || column.type() == ColumnType.BOOLEAN
          || column.type() == ColumnType.CATEGORY && dictionary.stream().noneMatch(text -> Double.isNaN(Numbers.parse(text)));
    }

    double number(int row) {
      return column.type() == ColumnType.CATEGORY && !without[row] ? Numbers.parse(dictionary.get((int) values[row])) : values[row];
    }

    /** Whether all are whole numbers of at most 20 different values, fewer than half of the rows; or true and false. */
    boolean areFewWholeNumbers() {
      if (column.type() == ColumnType.BOOLEAN) return true;
      if (!areNumbers()) return false;
      Map<Double, Integer> different = new HashMap<>();
      int present = 0;
      for (int row = 0; row < values.length; row++) {
        if (without[row]) continue;
        present++;
        if (number(row) != Math.rint(number(row)) || different.merge(number(row), 1, Integer::sum) == 1 && different.size() > FewNumbers.MOST) return false;
      }
      return 2L * different.size() < present;
    }

    TableTarget values(String advice) {
      if (!areNumbers()) {
        for (int row = 0; row < values.length; row++) {
          if (!without[row] && (column.type() != ColumnType.CATEGORY || Double.isNaN(Numbers.parse(text(row))))) {
            throw trouble(row, Shown.quoted(text(row)) + " is not a number. " + advice);
          }
        }
      }
      double[] numbers = new double[values.length];
      for (int row = 0; row < numbers.length; row++) numbers[row] = number(row);
      return new TableTarget(new Target.Value(column.name()), new Targets.OfValues(numbers), without);
    }

    /** Whoever joins 0 and 1 from one file with 0.0 and 1.0 from another wants two classes, not four. */
    TableTarget classesInOneSpelling() {
      if (column.type() == ColumnType.CATEGORY && areNumbers()) {
        Map<Double, String> seen = new HashMap<>();
        for (String label : dictionary) {
          String other = seen.putIfAbsent(Numbers.parse(label) + 0.0, label);
          if (other != null) {
            throw trouble(Shown.quoted(other) + " and " + Shown.quoted(label) + " are the same number in two spellings. Write them alike, or say --task "
                + "classification if they are two classes, --task regression if they are values.");
          }
        }
      }
      return classes();
    }

    /** Each different text is a class, in sorted order. */
    TableTarget classes() {
      Map<String, Integer> rowOf = new LinkedHashMap<>();
      for (int row = 0; row < values.length; row++) {
        if (without[row]) continue;
        String label = text(row);
        if (rowOf.putIfAbsent(label, row) == null) check(label, row, rowOf.size());
      }
      if (rowOf.size() == 1) {
        throw trouble("there is only one class, " + Shown.quoted(rowOf.keySet().iterator().next()) + ", in all " + Shown.count(present())
            + " rows" + (present() < without.length ? " that have one" : "") + "; a classifier needs at least two. Check that --target names the right "
            + "column.");
      }
      return classes(Target.Classes.sorted(column.name(), rowOf.keySet()));
    }

    private void check(String label, int row, int count) {
      if (label.length() > LONGEST_LABEL) {
        throw trouble(row, Shown.quoted(label) + " has " + Shown.count(label.length()) + " characters, too many for the name of a class. Choose another "
            + "column as --target, and leave this one out with --ignore " + Shown.word(column.name()) + ".");
      }
      if (count > MOST_CLASSES) {
        throw trouble(row, Shown.quoted(label) + " is one class more than the " + Shown.count(MOST_CLASSES) + " that are possible. Say --task regression if "
            + "these are numbers, or choose another column as --target and leave this one out with --ignore " + Shown.word(column.name()) + ".");
      }
    }

    /** The classes of a model, or of this column. */
    TableTarget classes(Target.Classes target) {
      Map<String, Short> numbers = new HashMap<>();
      for (short c = 0; c < target.labels().size(); c++) numbers.put(target.labels().get(c), c);
      Map<Double, Short> ofValue = new HashMap<>();
      short[] classes = new short[values.length];
      for (int row = 0; row < classes.length; row++) {
        if (without[row]) continue;
        int at = row;
        classes[row] = ofValue.computeIfAbsent(values[row], value -> number(target, numbers, at));
      }
      return new TableTarget(target, new Targets.OfClasses(classes, target.labels()), without);
    }

    private short number(Target.Classes target, Map<String, Short> numbers, int row) {
      Short number = numbers.get(text(row));
      if (number != null) return number;
      throw trouble(row, Shown.quoted(text(row)) + " is none of the model's " + Shown.count(target.labels().size()) + " classes: " + Shown.list(target.labels())
          + ". Correct it, or remove the row.");
    }

    DataException trouble(int row, String what) {
      return TableExamples.trouble(table, index, row, what);
    }

    private DataException trouble(String what) {
      return new DataException(table.source(), 0, Shown.text(column.name()), what);
    }
  }
}
