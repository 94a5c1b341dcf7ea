package dev.gradus.data;

import dev.gradus.prepare.Numbers;
import dev.gradus.prepare.Target;
import java.util.Arrays;

/** Takes the cells of several target columns, each 0 or 1, gives them as labels. */
final class LabelColumns implements TargetColumn {
  private final Target.Labels target;
  private final int[] columns;
  private final String advice;
  private byte[] has = new byte[1024];
  private int size;

  /** @param advice what to do about a cell that is neither 0 nor 1 */
  LabelColumns(Target.Labels target, int[] columns, String advice) {
    this.target = target;
    this.columns = columns;
    this.advice = advice;
  }

  @Override
  public void add(CsvRows rows) {
    if (size > NumberList.MOST - columns.length) {
      throw rows.trouble("a table of " + columns.length + " target columns can have " + Shown.count(NumberList.MOST / columns.length)
          + " rows. Take a part of the rows.");
    }
    if (size + columns.length > has.length) has = Arrays.copyOf(has, (int) Math.min(NumberList.MOST, (size + columns.length) * 3L / 2));
    for (int column : columns) has[size++] = mark(rows, column);
  }

  private byte mark(CsvRows rows, int column) {
    String cell = rows.cell(column);
    double x = Numbers.parse(cell);
    if (x == 0 || x == 1) return (byte) x;
    throw rows.trouble(column, (cell.isEmpty() ? "the cell is empty" : Shown.quoted(cell) + " is neither 0 nor 1")
        + ", and several target columns are labels, each 0 or 1. " + advice);
  }

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Targets targets() {
    return new Targets.OfLabels(Arrays.copyOf(has, size), columns.length);
  }
}
