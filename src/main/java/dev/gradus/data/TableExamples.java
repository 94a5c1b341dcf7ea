package dev.gradus.data;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TextRules;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Takes a table and says what its columns are for, gives the data set of its rows. */
final class TableExamples {
  private final Table table;
  private final TextRules rules;
  private final TableColumns columns;
  private final Consumer<String> notice;

  /**
   * Of a table whose columns have no meaning yet.
   *
   * @param said how texts are read; what the cells have shown counts more
   * @param notice told what a person should know, such as rows that are left out
   */
  TableExamples(Table table, TextRules said, Consumer<String> notice) {
    this.table = table;
    this.rules = RulesNote.in(table, said);
    this.columns = new TableColumns(table);
    this.notice = notice;
  }

  /**
   * The rows that have a target, to learn from.
   *
   * @throws DataException when a column is missing or cannot be used
   */
  Dataset toLearn(LearningTask asked) {
    LearningTask task = asked.in(columns.names());
    int[] targets = columns.columns(task.targets(), ColumnUse.TARGET);
    RowFacts facts = new RowFacts(table, columns, task.roles(), rules);
    int[] inputs = columns.columns(task.features().isEmpty() ? task.allFeatures(columns.names()) : task.features(), ColumnUse.FEATURE);
    if (inputs.length == 0) {
      throw new DataException(table.source(), "no column is left to predict " + Shown.quoted(String.join(",", task.targets()))
          + " from. " + columns.described());
    }
    TableTarget target = TableTarget.toLearn(table, targets, task);
    List<Column> read = Arrays.stream(inputs).mapToObj(table.columns()::get).toList();
    Dataset data = examples(new Schema(new Inputs.Columns(read), target.target()), inputs, target, facts);
    tellOfConstants(data);
    return data;
  }

  /**
   * The rows as a model has them: its columns by name, its classes as it numbers them.
   *
   * @throws DataException when a column of the model is missing, a row has no target, or a class that is none of the model's
   */
  Dataset forModel(Schema model, Roles roles) {
    TableTarget target = TableTarget.ofModel(table, columns, model.target());
    RowFacts facts = new RowFacts(table, columns, roles, rules);
    return examples(model, columns.columns(((Inputs.Columns) model.inputs()).names(), ColumnUse.INPUT), target, facts);
  }

  private Dataset examples(Schema schema, int[] inputs, TableTarget target, RowFacts facts) {
    boolean[] without = target.without();
    int[] rows = IntStream.range(0, without.length).filter(row -> !without[row]).toArray();
    Dataset all = facts.given(Dataset.of(table.source(), schema, new TableFeatures(table, inputs, rules), target.targets()), without);
    if (rows.length == without.length) return all;
    int first = IntStream.range(0, without.length).filter(row -> without[row]).findFirst().orElseThrow();
    int left = without.length - rows.length;
    notice.accept(String.format("notice: %s of %s rows %s no %s and %s left out, the first in %s %s", Shown.count(left), Shown.count(without.length),
        left == 1 ? "has" : "have", Shown.text(schema.target().name()), left == 1 ? "is" : "are",
        isOfRecords(table) ? "record" : "line", Shown.count(table.line(first)))
        + MarkedCells.in(table, schema.target().name(), schema.target() instanceof Target.Classes));
    return all.subset(rows);
  }

  /** Looks until two examples differ, which is soon. */
  private void tellOfConstants(Dataset data) {
    if (data.size() < 2) return;
    double[] first = new double[data.width()];
    double[] other = new double[data.width()];
    data.inputs(0, first);
    Features.Reader reader = data.features().reader();
    for (int i = 1; i < data.size(); i++) {
      reader.read(data.row(i), other);
      if (!Arrays.equals(first, other)) return;
    }
    notice.accept("notice: all rows have the same " + Shown.list(((Inputs.Columns) data.schema().inputs()).names()) + "; nothing can be learned from "
        + (first.length == 1 ? "it" : "them"));
  }

  /** What is said of a cell that cannot be what its column is for. */
  static DataException trouble(Table table, int column, int row, String what) {
    String name = Shown.text(table.columns().get(column).name());
    if (isOfRecords(table)) return new DataException(table.source() + " record " + table.line(row), 0, name, what);
    return new DataException(table.source(), table.line(row), name, what);
  }

  private static boolean isOfRecords(Table table) {
    return table.notes().containsKey(RecordTable.RECORDS);
  }
}
