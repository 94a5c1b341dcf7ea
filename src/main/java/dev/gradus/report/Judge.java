package dev.gradus.report;

import dev.gradus.backprop.Predictor;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.explain.RawCells;
import dev.gradus.kernel.Team;
import dev.gradus.model.Evaluator;
import dev.gradus.model.Model;
import dev.gradus.net.Head;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Target;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Takes a model and examples with their targets, gives how good it is on them, and on which it is worst. */
final class Judge {
  private static final int MOST_ROWS = 12;
  private static final int MOST_PICTURES = 24;

  private final Model model;
  private final Part part;
  private final Dataset data;
  private final int units;
  private final double[] losses;
  private final Optional<double[]> values;

  /** @param data with raw inputs */
  Judge(Model model, Part part, Dataset data) {
    this.model = model;
    this.part = part;
    this.data = data.as(model.schema());
    units = model.network().outputs();
    losses = new double[data.size()];
    values = model.schema().target() instanceof Target.Value ? Optional.of(new double[data.size()]) : Optional.empty();
  }

  Judgement judgement() {
    look();
    return new Judgement(part, model.evaluate(data), residuals(), worst());
  }

  /** What is done with the cost of an example, and with its outputs, from {@code at} on, those of values in the unit of the target. */
  private interface Seen {
    void example(int i, double cost, double[] outputs, int at);
  }

  /** The cost of each example, and the value that is predicted. Outputs are not kept: of many classes they would take more memory than the examples. */
  private void look() {
    int output = values.isPresent() ? model.network().head().valueOutput() : 0;
    predict(data, (i, cost, a, at) -> {
      losses[i] = cost;
      values.ifPresent(all -> all[i] = a[at + output]);
    });
  }

  private void predict(Dataset examples, Seen seen) {
    Head head = model.network().head();
    Dataset prepared = examples.preparedBy(model.preparation());
    int capacity = Evaluator.capacity(examples.size());
    double[] y = new double[units * capacity];
    double[] costs = new double[capacity];
    try (Team team = Evaluator.team(model.network());
        Predictor predictor = new Predictor(model.parameters(), team);
        Batches batches = new Batches(prepared, units, capacity, model.parameters().type(), team)) {
      while (batches.next()) {
        Batch batch = batches.batch();
        double[] z = predictor.weightedOutputs(batch.X(), batch.m());
        double[] a = new double[z.length];
        batch.Y().get(0, y, 0, z.length);
        for (int i = 0; i < batch.m(); i++) {
          int at = i * units;
          head.output(z, a, at, units);
          double cost = head.cost(z, a, y, at, units);
          costs[i] = batch.w()[i] == 0 ? 0 : Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost;
        }
        prepared.targetScaling().restore(a, a.length);
        for (int i = 0; i < batch.m(); i++) seen.example(batches.example(i), costs[i], a, i * units);
      }
    }
  }

  private Optional<Residuals> residuals() {
    if (values.isEmpty() || data.size() == 0) return Optional.empty();
    double[] actual = IntStream.range(0, data.size()).mapToDouble(data::value).toArray();
    return Arrays.stream(values.get()).allMatch(Double::isFinite) ? Optional.of(Residuals.of(actual, values.get())) : Optional.empty();
  }

  /** Those with the largest losses, which are predicted once more. */
  private List<WorstExample> worst() {
    int most = data.schema().inputs() instanceof Inputs.Pixels ? MOST_PICTURES : MOST_ROWS;
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double least = sorted.length == 0 ? 0 : sorted[Math.max(0, sorted.length - most)];
    int[] chosen = IntStream.range(0, data.size()).filter(i -> losses[i] >= least).boxed().sorted(Comparator.comparingDouble(i -> -losses[i])).limit(most)
        .mapToInt(i -> i).toArray();
    WorstExample[] worst = new WorstExample[chosen.length];
    predict(data.subset(chosen), (k, cost, a, at) -> worst[k] = example(chosen[k], Arrays.copyOfRange(a, at, at + units)));
    return List.of(worst);
  }

  private WorstExample example(int i, double[] a) {
    Optional<Picture> picture = Optional.empty();
    List<String> cells = List.of();
    if (data.schema().inputs() instanceof Inputs.Pixels pixels) {
      float[] inputs = new float[data.width()];
      data.inputs(i, inputs);
      picture = Optional.of(Picture.of(pixels.height(), pixels.width(), inputs));
    } else {
      double[] raw = new double[data.width()];
      data.inputs(i, raw);
      cells = IntStream.range(0, raw.length).mapToObj(j -> RawCells.text(data, j, raw[j])).toList();
    }
    int row = data.row(i) + 1;
    Prediction prediction = new Prediction(model.schema().target(), a);
    Target target = model.schema().target();
    if (target instanceof Target.Classes classes) {
      String label = prediction.label();
      OptionalDouble probability = model.network().head().probabilities() ? OptionalDouble.of(prediction.probability(label)) : OptionalDouble.empty();
      return new WorstExample(row, classes.labels().get(data.label(i)), label, probability, losses[i], picture, cells);
    }
    if (target instanceof Target.Labels labels) {
      List<String> has = IntStream.range(0, labels.names().size()).filter(j -> data.hasLabel(i, j)).mapToObj(labels.names()::get).toList();
      return new WorstExample(row, list(has), list(prediction.labels()), OptionalDouble.empty(), losses[i], picture, cells);
    }
    double value = a[model.network().head().valueOutput()];
    return new WorstExample(row, RawCells.number(data.value(i)), Numbers.digits(value), OptionalDouble.empty(), losses[i], picture, cells);
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
