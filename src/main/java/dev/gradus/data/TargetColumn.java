package dev.gradus.data;

import dev.gradus.prepare.Target;
import java.util.List;

/** Takes the cells of a target column row by row, gives the target and, after the last row, what a network should answer for each. */
interface TargetColumn {
  /** Takes its cell of the present row. @throws DataException when it cannot be used */
  void add(CsvRows rows);

  /** What is predicted. @throws DataException when the column as a whole cannot be learned */
  Target target();

  /** What a network should answer for each row, in terms of {@link #target}. */
  Targets targets();

  /** The target of a table that is to be learned: one column, or several labels. */
  static TargetColumn toLearn(String source, Header header, List<String> names, LearningTask.Kind task) {
    int[] columns = header.columns(names, "--target names it");
    if (names.size() > 1) {
      return new LabelColumns(Target.Labels.of(names), columns, "Several values or classes to predict are not supported yet: name one column as --target, "
          + "and leave the others out with --ignore.");
    }
    String name = names.get(0);
    int column = columns[0];
    return switch (task) {
      case AUTO -> new AutoColumn(source, name, column);
      case CLASSIFICATION -> new ClassColumn(source, name, column);
      case REGRESSION -> new ValueColumn(name, column, "Correct it, remove the row, or say --task classification if these are classes.");
    };
  }

  /** The target of a table for a model that has learned already. */
  static TargetColumn of(Target target, String source, Header header) {
    String wanted = "it is what the model predicts";
    if (target instanceof Target.Labels labels) return new LabelColumns(labels, header.columns(labels.names(), wanted), "Correct it, or remove the row.");
    int column = header.column(target.name(), wanted);
    if (target instanceof Target.Classes classes) return new ClassColumn(source, classes, column);
    return new ValueColumn(target.name(), column, "Correct it, or remove the row.");
  }
}
