package dev.gradus.diagnose;

import dev.gradus.data.Dataset;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Sample;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * A column that gives the target away: a rule of that column alone leaves at most 3 % of the error of a guess, in rows that it was not made from ({@link
 * LeakTest}, as {@link TableFigures} does for a table; Kaufman, Rosset, Perlich, "Leakage in data mining", KDD 2011). Then every figure of the model is too
 * good, if the column is not known before the target is. At most {@value #MOST} examples are looked at, and data with one column is not.
 */
final class LeakRule implements Rule {
  private static final int MOST = 20_000;
  private static final long NUMBERS = 1 << 24;

  @Override
  public List<Finding> findings(Known run) {
    if (!run.ended() || run.table().isEmpty()) return List.of();
    Dataset table = run.table().get();
    if (!(table.schema().inputs() instanceof Inputs.Columns inputs) || inputs.count() < 2 || table.schema().target() instanceof Target.Labels) return List.of();
    int[] rows = Sampling.evenly(table.size(), (int) Math.max(100, Math.min(MOST, NUMBERS / inputs.count())));
    boolean[] second = new boolean[rows.length];
    double[] target = new double[rows.length];
    double[][] columns = new double[inputs.count()][rows.length];
    double[] x = new double[table.width()];
    for (int i = 0; i < rows.length; i++) {
      second[i] = (Sample.key(rows[i]) & 1) == 1;
      target[i] = table.schema().target() instanceof Target.Classes ? table.label(rows[i]) : table.value(rows[i]);
      table.inputs(rows[i], x);
      for (int j = 0; j < columns.length; j++) columns[j][i] = x[j];
    }
    LeakTest test = new LeakTest(target, table.schema().target() instanceof Target.Classes classes ? classes.labels().size() : 0, second);
    return test.canTell() ? leaks(test, inputs.columns(), columns) : List.of();
  }

  private static List<Finding> leaks(LeakTest test, List<Column> all, double[][] columns) {
    List<Finding> leaks = new ArrayList<>();
    for (int j = 0; j < columns.length; j++) {
      double strength = test.strength(columns[j], all.get(j).type() == ColumnType.CATEGORY);
      if (!(strength >= TableFigures.LEAK)) continue;
      String name = all.get(j).name();
      leaks.add(Finding.of(Severity.WARNING, Finding.LEAKING_COLUMN, Words.quoted(name) + " alone predicts the target with " + Words.percent(1 - strength)
          + " of the error of a guess", "if it is not known before the target is, " + Words.ignore(name)));
    }
    return leaks;
  }
}
