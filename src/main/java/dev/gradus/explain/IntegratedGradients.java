package dev.gradus.explain;

import dev.gradus.backprop.Predictor;
import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a model and rows, gives what each column contributes to its answers: of input j, (x_j − x′_j) ∫₀¹ ∂y/∂x_j (x′ + t (x − x′)) dt, where x are the inputs
 * of the network for the row and x′ those that it is compared with; of a column, the sum over its inputs (Sundararajan, Taly and Yan, "Axiomatic attribution
 * for deep networks", ICML 2017, section 3).
 *
 * <p>Completeness: the contributions sum to y(x) − y(x′) (proposition 1 there). It holds on every piece of the way too, and so says where the integral is not
 * good enough yet: these pieces are halved until the gaps of all sum to the tolerance, or there are {@code mostSteps} points; the gap is told. Batch
 * normalisation has its running statistics, as in prediction.
 *
 * <p>One thread at a time. It keeps the model, which stays the caller's.
 */
public final class IntegratedGradients implements AutoCloseable {
  /** How far the sum of contributions may be from the difference of the answers, as a share of it, or of min(|factor|, 1) where that is more. */
  public static final double TOLERANCE = 1e-3;
  /** At most so many points. */
  public static final int MOST_STEPS = 1 << 13;

  /** What the first three pieces take. */
  static final int LEAST_STEPS = 3 * PathIntegral.COLUMNS;

  private final Model model;
  private final double[] baseline;
  private final double tolerance;
  private final Exact exact;
  private final Predictor predictor;
  private final PathIntegral integral;

  /** Compared with the {@link #baseline(Model) usual inputs}, to the usual tolerance. */
  public IntegratedGradients(Model model) {
    this(model, baseline(model), TOLERANCE, MOST_STEPS);
  }

  /**
   * Compared with some inputs.
   *
   * @param model kept, not closed here
   * @param baseline x′, as many numbers as the network has inputs, prepared; copied
   * @param tolerance the gap at which it is enough: a share of max(|y(x) − y(x′)|, min(|f|, 1)), where f is the {@link Answer#factor} from what the network
   *     gives to y, 1 of a probability; above 0
   * @param mostSteps at most so many points, at least {@value #LEAST_STEPS}
   * @throws IllegalArgumentException when a number is out of range, or a layer of the network has no useful derivative
   */
  public IntegratedGradients(Model model, double[] baseline, double tolerance, int mostSteps) {
    if (baseline.length != model.network().inputs()) {
      throw new IllegalArgumentException("a baseline of " + baseline.length + " inputs was given; it must have " + model.network().inputs());
    }
    if (!(tolerance > 0 && tolerance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a tolerance of " + tolerance + " was asked for; it must be a number above 0");
    }
    if (mostSteps < LEAST_STEPS) throw new IllegalArgumentException("at most " + mostSteps + " steps were asked for; it must be at least " + LEAST_STEPS);
    model.network().requireTrainable();
    this.model = model;
    this.baseline = baseline.clone();
    this.tolerance = tolerance;
    exact = new Exact(model);
    predictor = new Predictor(exact.theta());
    try {
      integral = new PathIntegral(exact.theta(), mostSteps);
    } catch (RuntimeException | Error e) {
      predictor.close();
      exact.close();
      throw e;
    }
  }

  /**
   * What rows are compared with when nothing else is said: the mean in training of what is a number (what stands for a missing one; 0 when it is standardised
   * and gaps are filled with the mean), no category, and 0 of the rest; of images black.
   */
  public static double[] baseline(Model model) {
    double[] usual = new double[model.network().inputs()];
    if (model.schema().inputs() instanceof Inputs.Pixels) return usual;
    int at = 0;
    for (Encoding encoding : model.preparation().encodings()) {
      if (encoding instanceof Numeric numeric) numeric.write(numeric.fill(), usual, at);
      at += encoding.width();
    }
    return usual;
  }

  /** The mean of the inputs for some examples, by their weights: another choice to compare with. @param data with raw inputs, some of weight above 0 */
  public static double[] mean(Model model, Dataset data) {
    Dataset prepared = prepared(model, data);
    double[] mean = new double[model.network().inputs()];
    double[] x = new double[mean.length];
    double whole = weight(data);
    for (int i = 0; i < data.size(); i++) {
      prepared.inputs(i, x);
      for (int k = 0; k < x.length; k++) mean[k] += data.weight(i) / whole * x[k];
    }
    return mean;
  }

  private static double weight(Dataset data) {
    double whole = data.weightSum();
    if (!(whole > 0)) throw new IllegalArgumentException("a mean over examples was asked for whose weights sum to " + whole + "; it must be above 0");
    return whole;
  }

  private static Dataset prepared(Model model, Dataset data) {
    return data.as(model.schema()).preparedBy(model.preparation());
  }

  /** The answer that the model gives for example {@code row} of some raw inputs: the class that is predicted, the likeliest label, or the value. */
  public Answer answer(Dataset data, int row) {
    return given(inputs(data, row));
  }

  private Answer given(double[] x) {
    return Answer.given(model, predictor.predict(x));
  }

  private double[] inputs(Dataset data, int row) {
    double[] x = new double[baseline.length];
    prepared(model, data.range(row, row + 1)).inputs(0, x);
    return x;
  }

  /** What each column contributes to an answer for example {@code row} of some raw inputs, from 0. */
  public Attributions of(Dataset data, int row, Answer answer) {
    PathIntegral.Result path = path(inputs(data, row), answer);
    RawCells.finite(data, "answer for row " + (row + 1), path.gap());
    double[] raw = new double[data.width()];
    data.inputs(row, raw);
    double[] contributions = columns(path.contributions());
    List<Attribution> columns = new ArrayList<>();
    for (int j = 0; j < contributions.length; j++) {
      columns.add(new Attribution(model.schema().inputs().name(j), RawCells.text(data, j, raw[j]), contributions[j]));
    }
    return new Attributions(answer, path.to(), path.from(), columns, path.steps(), path.gap());
  }

  /**
   * What each column contributes on average over some examples, by their weights.
   *
   * @param data with raw inputs, some of weight above 0
   * @param answer the same for all examples; when empty, for each the one that the model gives
   */
  public MeanAttributions mean(Dataset data, Optional<Answer> answer) {
    Dataset prepared = prepared(model, data);
    double[] means = new double[model.schema().inputs().count()];
    double[] magnitudes = new double[means.length];
    double[] x = new double[baseline.length];
    double whole = weight(data);
    int steps = 0;
    double gap = 0;
    for (int i = 0; i < data.size(); i++) {
      double share = data.weight(i) / whole;
      if (share == 0) continue;
      prepared.inputs(i, x);
      PathIntegral.Result path = path(x, answer.isPresent() ? answer.get() : given(x));
      RawCells.finite(data, "answer for row " + (i + 1), path.gap());
      double[] contributions = columns(path.contributions());
      for (int j = 0; j < means.length; j++) {
        means[j] += share * contributions[j];
        magnitudes[j] += share * Math.abs(contributions[j]);
      }
      steps = Math.max(steps, path.steps());
      gap = Math.max(gap, path.gap());
    }
    List<MeanAttribution> columns = new ArrayList<>();
    for (int j = 0; j < means.length; j++) columns.add(new MeanAttribution(model.schema().inputs().name(j), means[j], magnitudes[j]));
    return new MeanAttributions(data.size(), columns, steps, gap);
  }

  /** From inputs of the network to columns: the sum over the inputs of each. */
  private double[] columns(double[] ofInputs) {
    if (model.schema().inputs() instanceof Inputs.Pixels) return ofInputs;
    List<Encoding> encodings = model.preparation().encodings();
    double[] columns = new double[encodings.size()];
    int at = 0;
    for (int j = 0; j < columns.length; j++) {
      for (int k = encodings.get(j).width(); k > 0; k--) columns[j] += ofInputs[at++];
    }
    return columns;
  }

  private PathIntegral.Result path(double[] x, Answer answer) {
    double from = answer.of(predictor.predict(baseline), 0);
    double to = answer.of(predictor.predict(x), 0);
    double enough = tolerance * Math.max(Math.min(Math.abs(answer.factor()), 1), Math.abs(to - from));
    return integral.of(baseline, from, x, to, answer, enough);
  }

  /** Frees the buffers; the model stays. */
  @Override
  public void close() {
    integral.close();
    predictor.close();
    exact.close();
  }
}
