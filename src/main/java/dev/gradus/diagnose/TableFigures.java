package dev.gradus.diagnose;

import dev.gradus.data.Table;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Takes a table, gives the figures of its columns, and what is conspicuous: columns without use, columns that repeat others, columns that give the target
 * away, rare classes, rows that are there twice.
 *
 * <p>One pass over all rows, 200 columns at a time, and a look at a sample of 20,000 rows for what compares columns. Memory is bounded, whatever the number of
 * rows: at most 1 MB for each of those columns, 160 kB of the sample for every column, and 25 MB for the rows that are there twice.
 *
 * <p>A column <b>gives the target away</b> when a rule of that column alone makes at most 3 % of the error that the best guess without any column makes, in
 * rows that the rule was not made from ({@link LeakTest}). What is measured stays below: the best column of the iris data, which
 * are known for being easy, leaves 9 %, of the penguins 33 %, of the cars' consumption 26 %; a copy of the target, a code for it, or one with little noise
 * leaves less than 3 %.
 *
 * @param source what messages call the data
 * @param rows of the table
 * @param columns in the order of the source
 * @param repeated how many rows are equal to one before them, in all columns but texts
 * @param warnings by kind, and of a kind in the order of the columns
 */
public record TableFigures(String source, long rows, List<ColumnFigures> columns, long repeated, List<TableWarning> warnings) {
  /** The share of the error without a column that a rule of a leaking column leaves at most is 1 − this. */
  static final double LEAK = 0.97;

  private static final int TOGETHER = 200;
  private static final int MOST_ROWS_KEPT = 1 << 20;
  private static final double MANY_GAPS = 0.5;
  private static final double NEARLY_UNIQUE = 0.95;
  private static final int FEWEST_UNIQUE = 20;
  private static final double RARE = 0.1;

  public TableFigures {
    columns = List.copyOf(columns);
    warnings = List.copyOf(warnings);
  }

  /**
   * The figures of a table.
   *
   * @param target the column to predict, if there is one; a category, boolean, number or time
   * @throws IllegalArgumentException when the table has no such column
   */
  public static TableFigures of(Table table, Optional<String> target) {
    List<Column> all = table.columns();
    int predicted = target.map(name -> place(all, name)).orElse(all.size());
    Map<?, ?> why = table.notes().get("why") instanceof Map<?, ?> map ? map : Map.of();
    ColumnFigures[] figures = new ColumnFigures[all.size()];
    long[] contents = new long[all.size()];
    DistinctCount different = new DistinctCount(MOST_ROWS_KEPT);
    for (int from = 0; from < all.size(); from += TOGETHER) {
      int to = Math.min(all.size(), from + TOGETHER);
      ColumnStudy[] studies = IntStream.range(from, to).mapToObj(j -> new ColumnStudy(all.get(j), table.dictionary(j))).toArray(ColumnStudy[]::new);
      read(table, from, studies, from == 0 ? Optional.of(different) : Optional.empty());
      for (int j = from; j < to; j++) {
        String name = all.get(j).name();
        figures[j] = studies[j - from].figures(why.containsKey(name) ? why.get(name).toString() : all.get(j).type().word() + ", as was said");
        contents[j] = studies[j - from].content();
      }
    }
    List<TableWarning> warnings = new ArrayList<>();
    for (int j = 0; j < figures.length; j++) ofColumn(figures[j], j == predicted).ifPresent(warnings::add);
    SampledRows sample = SampledRows.of(table);
    warnings.addAll(new RelatedColumns(sample, all, contents, j -> j != predicted && figures[j].distinct() > 1).warnings());
    if (predicted < all.size()) warnings.addAll(leaks(all, sample, predicted, figures, table.dictionary(predicted).size()));
    if (predicted < all.size()) imbalance(figures[predicted]).ifPresent(warnings::add);
    long repeated = different.repetitions();
    if (repeated > 0) warnings.add(repetitions(repeated, table.rows(), different.exact()));
    return new TableFigures(table.source(), table.rows(), inOrder(figures, why, table.rows()), repeated, warnings);
  }

  private static int place(List<Column> columns, String name) {
    return IntStream.range(0, columns.size()).filter(j -> columns.get(j).name().equals(name)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the target \"" + name + "\" was asked for; it must be a column of the table"));
  }

  /** @param different of all columns, when it is asked for */
  private static void read(Table table, int from, ColumnStudy[] studies, Optional<DistinctCount> different) {
    int width = different.isPresent() ? table.columns().size() : studies.length;
    Table.Reader reader = table.reader(IntStream.range(from, from + width).toArray());
    double[] row = new double[width];
    for (int i = 0; i < table.rows(); i++) {
      reader.read(i, row);
      long key = Sample.key(i);
      for (int j = 0; j < studies.length; j++) studies[j].add(key, row[j]);
      if (different.isEmpty()) continue;
      long hash = 0;
      for (double value : row) hash = DistinctCount.hash(hash, value);
      different.get().add(hash);
    }
  }

  /** Columns of texts, which are not in the table, stand where they are in the source, as far as the notes tell. */
  private static List<ColumnFigures> inOrder(ColumnFigures[] figures, Map<?, ?> why, long rows) {
    List<ColumnFigures> ordered = new ArrayList<>(Arrays.asList(figures));
    List<String> names = new ArrayList<>(ordered.stream().map(ColumnFigures::name).toList());
    int place = 0;
    for (Map.Entry<?, ?> entry : why.entrySet()) {
      String name = entry.getKey().toString();
      int at = names.indexOf(name);
      if (at < 0) {
        names.add(place, name);
        ordered.add(place, ColumnFigures.ofText(name, entry.getValue().toString(), rows));
      }
      place = (at < 0 ? place : at) + 1;
    }
    return ordered;
  }

  /** What is to be said of a column by itself: of several things the first. */
  private static Optional<TableWarning> ofColumn(ColumnFigures column, boolean target) {
    String name = column.name();
    if (column.distinct() == 0) return Optional.of(warning(TableWarning.Kind.EMPTY, name, " has no value; " + Words.ignore(name)));
    if (column.distinct() == 1) {
      String gaps = column.missing() > 0 ? " where it is not missing" : "";
      return Optional.of(warning(TableWarning.Kind.CONSTANT, name, " has the same value in all rows" + gaps + (target ? ": there is nothing to learn"
          : column.missing() > 0 ? ": only its gaps can say something" : ": it says nothing; " + Words.ignore(name))));
    }
    if (column.missing() >= MANY_GAPS * column.rows()) {
      return Optional.of(warning(TableWarning.Kind.GAPS, name, " is missing in " + Words.percent((double) column.missing() / column.rows()) + " of the rows"
          + (target ? ", and only the others can be learned from" : "; " + Words.ignore(name))));
    }
    if (!target && isNearlyUnique(column)) {
      return Optional.of(warning(TableWarning.Kind.UNIQUE, name, " is different in " + (column.distinct() >= column.present() ? "every row"
          : "nearly every row")
          + ", as the number or name of a row is: a network learns it by heart; " + Words.ignore(name)));
    }
    return Optional.empty();
  }

  /** Of numbers only whole ones: what is measured is nearly always different. */
  private static boolean isNearlyUnique(ColumnFigures column) {
    if (column.type() == ColumnType.TIME || column.present() < FEWEST_UNIQUE || column.distinct() < NEARLY_UNIQUE * column.present()) return false;
    return column.numbers().isEmpty() || column.numbers().get().whole();
  }

  private static TableWarning warning(TableWarning.Kind kind, String name, String what) {
    return new TableWarning(kind, List.of(name), Words.quoted(name) + what);
  }

  private static List<TableWarning> leaks(List<Column> columns, SampledRows sample, int target, ColumnFigures[] figures, int categories) {
    int classes = columns.get(target).type() == ColumnType.BOOLEAN ? 2 : categories;
    LeakTest test = new LeakTest(sample.column(target), classes, sample.second());
    List<TableWarning> leaks = new ArrayList<>();
    if (!test.canTell()) return leaks;
    for (int j = 0; j < columns.size(); j++) {
      if (j == target || figures[j].distinct() == 0) continue;
      double strength = test.strength(sample.column(j), columns.get(j).type() == ColumnType.CATEGORY);
      if (!(strength >= LEAK)) continue;
      String name = columns.get(j).name();
      leaks.add(new TableWarning(TableWarning.Kind.LEAK, List.of(name), Words.quoted(name) + " alone predicts " + Words.quoted(columns.get(target).name())
          + ", with "
          + Words.percent(1 - strength) + " of the error of a guess: is it known before the target is? If not, " + Words.ignore(name)));
    }
    return leaks;
  }

  private static Optional<TableWarning> imbalance(ColumnFigures target) {
    if (target.rarest().isEmpty() || target.distinct() < 2) return Optional.empty();
    ColumnFigures.Frequent rarest = target.rarest().get();
    if (rarest.count() * target.distinct() >= RARE * target.present()) return Optional.empty();
    return Optional.of(warning(TableWarning.Kind.IMBALANCE, target.name(), ": the class " + Words.quoted(rarest.text()) + " has "
        + Words.count(rarest.count()) + " of "
        + Words.count(target.present()) + " rows: accuracy says little here, look at the figures per class; "
        + "--class-weight balanced makes up for it"));
  }

  private static TableWarning repetitions(long repeated, long rows, boolean exact) {
    return new TableWarning(TableWarning.Kind.REPEATED, List.of(), (exact ? "" : "about ") + Words.count(repeated) + " of " + Words.count(rows) + " rows "
        + (repeated == 1 ? "is" : "are") + " there already, in all columns that are read: "
        + "one that is in training and in validation makes figures look better than they are");
  }
}
