package dev.gradus.explain;

import dev.gradus.backprop.Predictor;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Team;
import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.Metric;
import dev.gradus.model.Evaluator;
import dev.gradus.model.Model;
import dev.gradus.prepare.Inputs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes a model and examples with their targets, gives the importance of each column: e_j = E(X with column j shuffled) − E(X), where E is the loss or another
 * figure, and its sign such that what is worse is above 0.
 *
 * <p>A column is one of the table, before it is encoded, so that the inputs that a category becomes, and that which says that a cell is missing, move together.
 * Cells are shuffled among rows without regard to their weights, which count in E. Two columns that say the same stand in for each other, so that neither
 * seems to matter. Breiman, "Random forests", Machine Learning 45, 2001, section 10; Fisher, Rudin and Dominici, "All models are wrong, but many are useful",
 * JMLR 20, 2019, equation 3.5, here as a difference.
 *
 * @param repeats how often each column is shuffled, at least 1
 * @param seed of the shuffles
 * @param metric E
 */
public record PermutationImportance(int repeats, long seed, Metric metric) {
  private static final long SHUFFLE = 40;
  /** So many cells, 32 MB of them, are read at once. */
  private static final int CELLS = 1 << 22;

  public PermutationImportance {
    if (repeats < 1) throw new IllegalArgumentException(repeats + " repeats were asked for; there must be at least 1");
  }

  /** Five repeats with seed 0, of the loss. */
  public static PermutationImportance standard() {
    return new PermutationImportance(5, 0, Metric.named("loss"));
  }

  /** This with another number of repeats. */
  public PermutationImportance withRepeats(int repeats) {
    return new PermutationImportance(repeats, seed, metric);
  }

  /** This with another seed. */
  public PermutationImportance withSeed(long seed) {
    return new PermutationImportance(repeats, seed, metric);
  }

  /** This with another figure. */
  public PermutationImportance withMetric(Metric metric) {
    return new PermutationImportance(repeats, seed, metric);
  }

  /** In which order the cells of a column come: row i has the cell of row {@code order[i]}. */
  @FunctionalInterface
  interface Shuffle {
    int[] order(int column, int repeat, int rows);
  }

  /**
   * The importance of each column, the largest first.
   *
   * @param model read
   * @param data with raw inputs, at least two examples
   * @throws dev.gradus.data.DataException when the loss is no finite number
   * @throws IllegalArgumentException when the inputs are pixels, there are fewer examples, or the figure is not defined for them
   */
  public List<Importance> of(Model model, Dataset data) {
    return of(model, data, (column, repeat, rows) -> Draws.of(seed, SHUFFLE, column, repeat).permutation(rows));
  }

  List<Importance> of(Model model, Dataset data, Shuffle shuffle) {
    Inputs inputs = model.schema().inputs();
    if (inputs instanceof Inputs.Pixels) {
      throw new IllegalArgumentException("permutation importance of " + inputs + " was asked for; it is for columns of a table, as one pixel alone says next "
          + "to nothing: use integrated gradients");
    }
    if (data.size() < 2) throw new IllegalArgumentException("permutation importance of " + data.size() + " examples was asked for; there must be at least 2");
    Dataset own = data.as(model.schema());
    List<Importance> all = new ArrayList<>();
    try (Exact exact = new Exact(model);
        Team team = Evaluator.team(model.network());
        Predictor predictor = new Predictor(exact.theta(), team)) {
      double whole = figure(model, predictor, own);
      int together = Math.max(1, Math.min(own.width(), CELLS / own.size()));
      double[][] some = {};
      for (int j = 0; j < own.width(); j++) {
        if (j % together == 0) some = RawCells.of(own, j, Math.min(own.width(), j + together));
        double[] cells = some[j % together];
        double[] rises = new double[repeats];
        for (int r = 0; r < repeats; r++) {
          double shuffled = figure(model, predictor, own.withColumn(j, inOrder(cells, shuffle.order(j, r, cells.length))));
          rises[r] = metric.largerIsBetter() ? whole - shuffled : shuffled - whole;
        }
        all.add(importance(inputs.name(j), rises));
      }
    }
    all.sort(Comparator.comparingDouble(Importance::mean).reversed());
    return List.copyOf(all);
  }

  private static double[] inOrder(double[] cells, int[] order) {
    double[] shuffled = new double[cells.length];
    for (int i = 0; i < cells.length; i++) shuffled[i] = cells[order[i]];
    return shuffled;
  }

  private double figure(Model model, Predictor predictor, Dataset data) {
    Evaluation evaluation = Evaluator.evaluate(predictor, data.preparedBy(model.preparation()));
    if (metric.name().equals("loss")) return RawCells.finite(data, "loss on it", evaluation.loss());
    Double figure = evaluation.figures().get(metric.name());
    if (figure != null) return figure;
    throw new IllegalArgumentException("importance by " + metric.name() + " was asked for, which is not defined here; it must be one of "
        + evaluation.figures().keySet());
  }

  private static Importance importance(String column, double[] rises) {
    double mean = 0;
    for (double rise : rises) mean += rise / rises.length;
    double squares = 0;
    for (double rise : rises) squares += (rise - mean) * (rise - mean);
    return new Importance(column, mean, rises.length == 1 ? 0 : Math.sqrt(squares / (rises.length - 1)));
  }
}
