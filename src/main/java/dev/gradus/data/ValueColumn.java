package dev.gradus.data;

import dev.gradus.prepare.Target;

/** Takes the cells of a target column, gives them as values. */
final class ValueColumn implements TargetColumn {
  private final String name;
  private final int column;
  private final String advice;
  private final NumberList values = new NumberList(NumberList.MOST);

  /** @param advice what to do about a cell that is not a number */
  ValueColumn(String name, int column, String advice) {
    this.name = name;
    this.column = column;
    this.advice = advice;
  }

  @Override
  public void add(CsvRows rows) {
    values.add(rows.number(column, name -> advice));
  }

  @Override
  public Target target() {
    return new Target.Value(name);
  }

  @Override
  public Targets targets() {
    return new Targets.OfValues(values.toArray());
  }
}
