package dev.gradus.data;

import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.Target;
import java.util.HashMap;
import java.util.Map;

/** Takes the cells of a target column, gives them as classes or values by the rule of {@link CsvSource.Task#AUTO}. */
final class AutoColumn implements TargetColumn {
  private static final int MOST_WHOLE_NUMBERS = 20;
  private static final String ADVICE = "Correct it, remove the row, or say --task classification if these are classes.";

  private final String source;
  private final String name;
  private final int column;
  private ClassColumn classes;
  private ValueColumn values;
  private boolean numbers = true;
  private boolean whole = true;
  private boolean many;
  private int rows;
  private int numeric;
  private DataException oddCell;

  AutoColumn(String source, String name, int column) {
    this.source = source;
    this.name = name;
    this.column = column;
    classes = new ClassColumn(source, name, column);
    values = new ValueColumn(name, column, ADVICE);
  }

  @Override
  public void add(CsvRows row) {
    rows++;
    if (!Double.isNaN(Numbers.parse(row.cell(column)))) numeric++;
    if (numbers) addNumber(row);
    if (!many) classes.add(row);
    // Classes can still be meant when a later cell is not a number, but not so many of them: what they take is given back.
    if (numbers && !many && classes.isFull()) {
      many = true;
      classes = new ClassColumn(source, name, column);
    }
  }

  private void addNumber(CsvRows row) {
    String cell = row.cell(column);
    double x = Numbers.parse(cell);
    numbers = cell.isEmpty() || !Double.isNaN(x);
    if (numbers) {
      values.add(row);
      whole &= x == Math.rint(x);
    } else if (many) {
      throw row.trouble(column, Shown.quoted(cell) + " is not a number as the " + Shown.count(rows - 1) + " rows before it are, which are "
          + "too many different ones to be classes. Correct it, or remove the row; --task regression says that numbers are meant.");
    } else {
      values = new ValueColumn(name, column, ADVICE);
      oddCell = row.trouble(column, Shown.quoted(cell) + " is not a number, and nearly all other cells of this column are. Correct it, remove the row, "
          + "or say --task classification if these are classes.");
    }
  }

  private TargetColumn chosen() {
    return !numbers || whole && !many && few() ? classes : values;
  }

  private boolean few() {
    int different = classes.labels().size();
    return different <= MOST_WHOLE_NUMBERS && 2L * different < rows;
  }

  @Override
  public Target target() {
    if (oddCell != null && classes.labels().size() > MOST_WHOLE_NUMBERS && 10L * numeric >= 9L * rows) throw oddCell;
    if (numbers && chosen() == classes) refuseTwoSpellings();
    return chosen().target();
  }

  /** Whoever joins 0 and 1 from one file with 0.0 and 1.0 from another wants two classes, not four. */
  private void refuseTwoSpellings() {
    Map<Double, String> seen = new HashMap<>();
    for (String label : classes.labels()) {
      String other = seen.putIfAbsent(Numbers.parse(label) + 0.0, label);
      if (other != null) {
        throw new DataException(source, 0, Shown.text(name), Shown.quoted(other) + " and " + Shown.quoted(label) + " are the same number "
            + "in two spellings. Write them alike, or say --task classification if they are two classes, --task regression if they are "
            + "values.");
      }
    }
  }

  @Override
  public Targets targets() {
    return chosen().targets();
  }
}
