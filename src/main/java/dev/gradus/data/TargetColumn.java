package dev.gradus.data;

import dev.gradus.prepare.Target;

/** Takes the cells of a target column row by row, gives the target and, after the last row, what a network should answer for each. */
interface TargetColumn {
  /** Takes its cell of the present row. @throws DataException when it cannot be used */
  void add(CsvRows rows);

  /** What is predicted. @throws DataException when the column as a whole cannot be learned */
  Target target();

  /** What a network should answer for each row, in terms of {@link #target}. */
  Targets targets();

  /** The target column of a table that is to be learned. */
  static TargetColumn toLearn(String source, String name, int column, CsvSource.Task task) {
    return switch (task) {
      case AUTO -> new AutoColumn(source, name, column);
      case CLASSIFICATION -> new ClassColumn(source, name, column);
      case REGRESSION -> new ValueColumn(name, column, "Correct it, remove the row, or say --task classification if these are classes.");
    };
  }

  /** The target column of a table for a model that has learned already. */
  static TargetColumn of(Target target, String source, int column) {
    if (target instanceof Target.Classes classes) return new ClassColumn(source, classes, column);
    return new ValueColumn(target.name(), column, "Correct it, or remove the row.");
  }
}
