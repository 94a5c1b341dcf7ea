package dev.gradus.prepare;

import java.util.ArrayList;
import java.util.List;

/**
 * Takes the training rows one after another, gives the {@link Preparation} that is fitted to them: one pass, in double. With weight 2 a row counts as if it
 * were there twice, with weight 0 as if it were not.
 *
 * <p>Parts of the rows may be taken in by several fits, each made by {@link #part}, and merged: counts, least and largest values and the values for quantiles
 * are those of the whole exactly (counts of weights that are no whole numbers to about 1e-12, as mean and variance are). A fit is for one thread. It holds at most 480 kB for a column that needs quantiles (a
 * robust scaling, clipping, the median for gaps), and next to nothing for any other.
 */
public final class PreparationFit {
  private final PreparationPlan plan;
  private final List<Column> columns;
  private final List<List<String>> dictionaries;
  private final Target target;
  private final ColumnFit[] fits;
  private final NumberFit[] numbers;
  private final int[] numbersAt;
  private final ColumnFit[] others;
  private final int[] othersAt;
  private final Moments targets = new Moments();
  private long row;
  private boolean empty = true;

  /**
   * A fit that has seen no row.
   *
   * @param columns of the rows, in order
   * @param dictionaries the texts of a column's codes, for each column; empty for one that is no category
   * @throws IllegalArgumentException when a column is text, or the plan names a column that is not there or of another type,
   *     or has an order with a text that marks a missing value
   */
  public PreparationFit(PreparationPlan plan, List<Column> columns, List<List<String>> dictionaries, Target target) {
    this(plan, columns, dictionaries, target, 0);
  }

  private PreparationFit(PreparationPlan plan, List<Column> columns, List<List<String>> dictionaries, Target target, long row) {
    if (columns.size() != dictionaries.size()) {
      throw new IllegalArgumentException(
          dictionaries.size() + " dictionaries were given for " + columns.size() + " columns; there must be one for each, empty for one that is no category");
    }
    this.plan = plan;
    this.columns = List.copyOf(columns);
    this.dictionaries = List.copyOf(dictionaries);
    this.target = target;
    this.row = row;
    checkNames();
    fits = new ColumnFit[columns.size()];
    List<NumberFit> ofNumbers = new ArrayList<>();
    List<ColumnFit> ofOthers = new ArrayList<>();
    for (int j = 0; j < fits.length; j++) {
      fits[j] = fit(j);
      if (fits[j] instanceof NumberFit number) {
        ofNumbers.add(number);
      } else {
        ofOthers.add(fits[j]);
      }
    }
    numbers = ofNumbers.toArray(NumberFit[]::new);
    others = ofOthers.toArray(ColumnFit[]::new);
    numbersAt = places(numbers);
    othersAt = places(others);
  }

  private int[] places(ColumnFit[] some) {
    int[] places = new int[some.length];
    int next = 0;
    for (int j = 0; j < fits.length && next < some.length; j++) {
      if (fits[j] == some[next]) places[next++] = j;
    }
    return places;
  }

  private ColumnFit fit(int j) {
    Column column = columns.get(j);
    return switch (column.type()) {
      case NUMBER -> new NumberFit(column, plan.number(column.name()));
      case BOOLEAN -> new NumberFit(column, plan.number(column.name()).ofBoolean());
      case TIME -> new TimeFit(column);
      case CATEGORY -> new CategoryFit(column, category(column), dictionaries.get(j));
      case TEXT -> throw new IllegalArgumentException("the column \"" + column.name() + "\" is of type text; it cannot be an input");
    };
  }

  private CategoryPlan category(Column column) {
    CategoryPlan category = plan.category(column.name());
    if (!(category instanceof CategoryPlan.Ordered ordered)) return category;
    for (String text : ordered.categories()) {
      if (!plan.rules().isMissing(text)) continue;
      throw new IllegalArgumentException("the order of the column \"" + column.name() + "\" has " + Quoted.of(text) + ", which marks a missing value; it must "
          + "have none of these texts, or the rules must not: --missing only: and the marks that count, such as --missing only:?,-");
    }
    return category;
  }

  private void checkNames() {
    for (String name : plan.ofNumber().keySet()) column(name).mustBe("scaling", ColumnType.NUMBER, ColumnType.BOOLEAN);
    for (String name : plan.ofCategory().keySet()) column(name).mustBe("encoding of categories", ColumnType.CATEGORY);
  }

  private Column column(String name) {
    for (Column column : columns) {
      if (column.name().equals(name)) return column;
    }
    List<String> names = columns.stream().map(Column::name).toList();
    throw new IllegalArgumentException("a preparation of the column \"" + name + "\" was asked for; it must be one of the inputs " + names);
  }

  /**
   * An empty fit of the same columns, for the rows from a number on, counted from 0 over the whole. The number decides about nothing but which values quantiles
   * are taken from when there are more than 20,000.
   */
  public PreparationFit part(long firstRow) {
    return new PreparationFit(plan, columns, dictionaries, target, firstRow);
  }

  /**
   * Takes one training row in; it is read.
   *
   * @param tableRow a raw value for each column, NaN when it is missing; of a category its place in the column's dictionary
   * @param weight at least 0
   */
  public void add(double[] tableRow, double weight) {
    checkWeight(weight);
    long key = Sample.key(row++);
    if (weight == 0) return;
    empty = false;
    for (int k = 0; k < numbers.length; k++) numbers[k].add(tableRow[numbersAt[k]], weight, key);
    for (int k = 0; k < others.length; k++) others[k].add(tableRow[othersAt[k]], weight, key);
  }

  private static void checkWeight(double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a row of weight " + weight + " was given; it must be at least 0 and finite");
    }
  }

  /** Takes the value to predict of one training row in. */
  public void target(double y, double weight) {
    checkWeight(weight);
    if (weight > 0) targets.add(y, weight);
  }

  /**
   * Takes in what the other has seen; it is read.
   *
   * @throws IllegalArgumentException when the other is of another plan, other columns or other dictionaries
   */
  public void merge(PreparationFit other) {
    if (!plan.equals(other.plan) || !columns.equals(other.columns) || !dictionaries.equals(other.dictionaries)) {
      throw new IllegalArgumentException("the fit of another plan or another table was given; both must be of the same");
    }
    for (int j = 0; j < fits.length; j++) fits[j].merge(other.fits[j]);
    targets.merge(other.targets);
    row = Math.max(row, other.row);
    empty &= other.empty;
  }

  /** The preparation that fits the rows so far; without any row numbers stay as they are. */
  public Preparation preparation() {
    List<Encoding> encodings = new ArrayList<>();
    for (ColumnFit fit : fits) encodings.add(empty && fit instanceof NumberFit ? Numeric.plain(fit.column()) : fit.encoding());
    return new Preparation(encodings, targetScaling(), plan.rules());
  }

  private TargetScaling targetScaling() {
    if (!plan.scales(target) || targets.weight() == 0) return TargetScaling.none();
    double factor = Moments.factor(targets.deviation());
    return factor > 0 ? new TargetScaling(targets.mean(), factor) : TargetScaling.none();
  }
}
