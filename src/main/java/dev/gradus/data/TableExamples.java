package dev.gradus.data;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.TextRules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Takes a table and says what its columns are for, gives the data set of its rows. */
final class TableExamples {
  private final Table table;
  private final TextRules rules;
  private final Header header;
  private final Consumer<String> notice;

  /** @param rules how the texts of the table were read @param notice told what a person should know, such as rows that are left out */
  TableExamples(Table table, TextRules rules, Consumer<String> notice) {
    this.table = table;
    this.rules = rules;
    this.header = new Header(table.source(), 1, table.columns().stream().map(Column::name).toList());
    this.notice = notice;
    if (table.rows() == 0) throw new DataException(table.source(), "the file has a header and no rows; at least one is expected.");
  }

  /**
   * The rows that have a target, to learn from.
   *
   * @throws DataException when a column is missing or cannot be used
   */
  Dataset toLearn(LearningTask asked) {
    LearningTask task = asked.in(header);
    int[] targets = header.columns(task.targets(), "--target names it");
    RowFacts facts = new RowFacts(table, header, task.roles());
    List<Column> inputs = inputs(task);
    TableTarget target = TableTarget.toLearn(table, targets, task);
    return examples(new Schema(new Inputs.Columns(inputs), target.target()), target, facts);
  }

  /**
   * The rows as a model has them: its columns by name, its classes as it numbers them.
   *
   * @throws DataException when a column of the model is missing, a row has no target, or a class that is none of the model's
   */
  Dataset forModel(Schema model, Roles roles) {
    TableTarget target = TableTarget.ofModel(table, header, model.target());
    return examples(model, target, new RowFacts(table, header, roles));
  }

  private List<Column> inputs(LearningTask task) {
    List<String> names = task.features().isEmpty() ? task.allFeatures(header) : task.features();
    List<Column> inputs = new ArrayList<>();
    for (int c : header.columns(names, "--features names it")) {
      Column column = table.columns().get(c);
      if (column.type() != ColumnType.TEXT) {
        inputs.add(column);
      } else if (!task.features().isEmpty()) {
        throw new DataException(table.source(), 0, Shown.text(column.name()), "nearly every row has another text, and nothing can be learned from that; leave the "
            + "column out of --features, or say --categorical " + Shown.word(column.name()) + " if these are categories.");
      }
    }
    if (inputs.isEmpty()) {
      throw new DataException(table.source(), "no column is left to predict " + Shown.quoted(String.join(",", task.targets())) + " from. The columns are "
          + Shown.list(header.names()) + ".");
    }
    return inputs;
  }

  private Dataset examples(Schema schema, TableTarget target, RowFacts facts) {
    List<String> names = ((Inputs.Columns) schema.inputs()).names();
    TableFeatures features = new TableFeatures(table, header.columns(names, "the model needs it"), rules);
    Dataset all = facts.given(Dataset.of(table.source(), schema, features, target.targets()), target.without());
    boolean[] without = target.without();
    int[] rows = IntStream.range(0, without.length).filter(row -> !without[row]).toArray();
    if (rows.length == without.length) return all;
    int first = IntStream.range(0, without.length).filter(row -> without[row]).findFirst().orElseThrow();
    if (rows.length == 0) throw new DataException(table.source(), 0, Shown.text(schema.target().name()), "no row has a target; at least one is expected.");
    int left = without.length - rows.length;
    notice.accept(String.format("notice: %s of %s rows %s no %s and %s left out, the first in line %s", Shown.count(left), Shown.count(without.length),
        left == 1 ? "has" : "have", Shown.text(schema.target().name()), left == 1 ? "is" : "are", Shown.count(table.line(first))));
    return all.subset(rows);
  }

  /** The target's own description of a column that cannot be one. */
  static DataException trouble(Table table, int column, int row, String what) {
    return new DataException(table.source(), table.line(row), Shown.text(table.columns().get(column).name()), what);
  }

}
