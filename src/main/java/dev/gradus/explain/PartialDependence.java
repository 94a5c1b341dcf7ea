package dev.gradus.explain;

import dev.gradus.backprop.Predictor;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.model.Evaluator;
import dev.gradus.model.Model;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How the answers of a model depend on a column on average: Σ_i w_i y(x_i with v in the column) / Σ w_i for several v (Friedman, "Greedy function
 * approximation: a gradient boosting machine", Annals of Statistics 29, 2001, section 8.2). Where the column goes with another one, some of these rows do not
 * exist in the world.
 *
 * @param column its name
 * @param answers what is averaged
 * @param points the values of the column, in order
 */
public record PartialDependence(String column, List<Answer> answers, List<Point> points) {
  /** So many quantiles, when nothing else is said. */
  public static final int POINTS = 11;

  /**
   * The mean answers for one value.
   *
   * @param cell v as text; {@code missing} for a missing one
   * @param value v of a number, or of a time in seconds since 1970
   * @param means one for each answer
   */
  public record Point(String cell, OptionalDouble value, List<Double> means) {
    public Point {
      means = List.copyOf(means);
    }
  }

  public PartialDependence {
    answers = List.copyOf(answers);
    points = List.copyOf(points);
  }

  /**
   * The dependence on a column.
   *
   * @param data with raw inputs
   * @param column its name
   * @param answers at least one
   * @param points of numbers and times: so many quantiles of the rows, by their weights, from the least to the largest, equal ones once; at least 2. Of
   *     categories and booleans those that are there. A missing value comes last when there is one
   * @throws IllegalArgumentException when there is no such column, or a number is out of range
   */
  public static PartialDependence of(Model model, Dataset data, String column, List<Answer> answers, int points) {
    if (points < 2) throw new IllegalArgumentException(points + " points were asked for; there must be at least 2");
    if (answers.isEmpty()) throw new IllegalArgumentException("the dependence of 0 answers was asked for; there must be at least 1");
    if (!(data.weightSum() > 0)) throw new IllegalArgumentException("the weights of the examples sum to " + data.weightSum() + "; it must be above 0");
    int j = number(model.schema().inputs(), column);
    Dataset own = data.as(model.schema());
    double[] cells = RawCells.of(own, j);
    boolean numbers = !(own.schema().inputs() instanceof Inputs.Columns columns) || isNumber(columns.columns().get(j).type());
    List<Point> all = new ArrayList<>();
    try (Exact exact = new Exact(model);
        Team team = Evaluator.team(model.network());
        Predictor predictor = new Predictor(exact.theta(), team)) {
      for (double v : numbers ? quantiles(own, cells, points) : different(own, j, cells)) {
        double[] same = new double[cells.length];
        Arrays.fill(same, v);
        List<Double> means = means(predictor, own.withColumn(j, same).preparedBy(model.preparation()), answers);
        all.add(new Point(RawCells.text(own, j, v), numbers && !Double.isNaN(v) ? OptionalDouble.of(v) : OptionalDouble.empty(), means));
      }
    }
    return new PartialDependence(column, answers, all);
  }

  private static boolean isNumber(ColumnType type) {
    return type == ColumnType.NUMBER || type == ColumnType.TIME;
  }

  private static int number(Inputs inputs, String column) {
    for (int j = 0; j < inputs.count(); j++) {
      if (inputs.name(j).equals(column)) return j;
    }
    throw new IllegalArgumentException("the dependence on the column \"" + column + "\" was asked for; it must be one of the model's"
        + (inputs instanceof Inputs.Columns columns ? " " + columns.names() : ", such as \"" + inputs.name(0) + "\""));
  }

  private static double[] quantiles(Dataset data, double[] cells, int points) {
    int[] there = IntStream.range(0, cells.length).filter(i -> Double.isFinite(cells[i]) && data.weight(i) > 0).boxed()
        .sorted((a, b) -> Double.compare(cells[a], cells[b])).mapToInt(i -> i).toArray();
    double[] grid = {};
    if (there.length > 0) {
      Quantiles quantiles = new Quantiles(Arrays.stream(there).mapToDouble(i -> cells[i]).toArray(), Arrays.stream(there).mapToDouble(data::weight).toArray());
      grid = IntStream.range(0, points).mapToDouble(p -> quantiles.at(p / (points - 1.0))).distinct().toArray();
    }
    return withMissing(cells, grid);
  }

  /** In the order of their texts. */
  private static double[] different(Dataset data, int j, double[] cells) {
    double[] there = IntStream.range(0, cells.length).filter(i -> !Double.isNaN(cells[i]) && data.weight(i) > 0).mapToObj(i -> cells[i]).distinct()
        .sorted((a, b) -> RawCells.text(data, j, a).compareTo(RawCells.text(data, j, b))).mapToDouble(v -> v).toArray();
    return withMissing(cells, there);
  }

  private static double[] withMissing(double[] cells, double[] grid) {
    if (Arrays.stream(cells).noneMatch(Double::isNaN)) return grid;
    double[] more = Arrays.copyOf(grid, grid.length + 1);
    more[grid.length] = Double.NaN;
    return more;
  }

  private static List<Double> means(Predictor predictor, Dataset prepared, List<Answer> answers) {
    int units = predictor.theta().network().outputs();
    int capacity = Evaluator.capacity(prepared.size());
    double[] block = new double[units * capacity];
    double[] sums = new double[answers.size()];
    double whole = 0;
    Matrix A = Matrix.zeros(predictor.theta().type(), units, capacity);
    try (Batches batches = new Batches(prepared, units, capacity, predictor.theta().type(), predictor.team())) {
      while (batches.next()) {
        Batch batch = batches.batch();
        predictor.predict(batch.X(), batch.m(), A);
        A.get(0, block, 0, units * batch.m());
        for (int i = 0; i < batch.m(); i++) {
          whole += batch.w()[i];
          for (int a = 0; a < sums.length; a++) sums[a] += batch.w()[i] * answers.get(a).of(block, i * units);
        }
      }
    } finally {
      A.close();
    }
    List<Double> means = new ArrayList<>();
    for (double sum : sums) means.add(RawCells.finite(prepared, "mean answer", sum / whole));
    return means;
  }
}
