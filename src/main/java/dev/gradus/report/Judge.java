package dev.gradus.report;

import dev.gradus.backprop.Predictor;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Team;
import dev.gradus.model.Evaluator;
import dev.gradus.model.Model;
import dev.gradus.net.Head;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Takes a model and examples with their targets, gives how good it is on them, and on which it is worst. */
final class Judge {
  private static final int MOST_ROWS = 12;
  private static final int MOST_PICTURES = 24;
  private static final int LONGEST = 9;

  private final Model model;
  private final Part part;
  private final Dataset data;
  private final int units;
  private final double[] losses;
  private final double[] outputs;

  /** @param data with raw inputs */
  Judge(Model model, Part part, Dataset data) {
    this.model = model;
    this.part = part;
    this.data = data.as(model.schema());
    units = model.network().outputs();
    losses = new double[data.size()];
    outputs = new double[data.size() * units];
  }

  Judgement judgement() {
    look();
    return new Judgement(part, model.evaluate(data), residuals(), worst());
  }

  /** The cost and the outputs of each example, those of values in the unit of the target. */
  private void look() {
    Head head = model.network().head();
    Dataset prepared = data.preparedBy(model.preparation());
    int capacity = Evaluator.capacity(data.size());
    double[] y = new double[units * capacity];
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
          losses[batches.example(i)] = batch.w()[i] == 0 ? 0 : Double.isNaN(cost) ? Double.POSITIVE_INFINITY : cost;
        }
        prepared.targetScaling().restore(a, a.length);
        for (int i = 0; i < batch.m(); i++) System.arraycopy(a, i * units, outputs, batches.example(i) * units, units);
      }
    }
  }

  private Optional<Residuals> residuals() {
    if (!(data.schema().target() instanceof Target.Value) || data.size() == 0) return Optional.empty();
    int output = model.network().head().valueOutput();
    double[] actual = IntStream.range(0, data.size()).mapToDouble(data::value).toArray();
    double[] predicted = IntStream.range(0, data.size()).mapToDouble(i -> outputs[i * units + output]).toArray();
    return Arrays.stream(predicted).allMatch(Double::isFinite) ? Optional.of(Residuals.of(actual, predicted)) : Optional.empty();
  }

  private List<WorstExample> worst() {
    int most = data.schema().inputs() instanceof Inputs.Pixels ? MOST_PICTURES : MOST_ROWS;
    List<WorstExample> worst = new ArrayList<>();
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double least = sorted.length == 0 ? 0 : sorted[Math.max(0, sorted.length - most)];
    IntStream.range(0, data.size()).filter(i -> losses[i] >= least).boxed().sorted(Comparator.comparingDouble(i -> -losses[i])).limit(most)
        .forEach(i -> worst.add(example(i)));
    return worst;
  }

  private WorstExample example(int i) {
    float[] inputs = new float[data.width()];
    Optional<Picture> picture = Optional.empty();
    List<String> cells = List.of();
    if (data.schema().inputs() instanceof Inputs.Pixels pixels) {
      data.inputs(i, inputs);
      picture = Optional.of(Picture.of(pixels.height(), pixels.width(), inputs));
    } else if (data.schema().inputs() instanceof Inputs.Columns columns) {
      double[] raw = new double[data.width()];
      data.inputs(i, raw);
      cells = IntStream.range(0, raw.length).mapToObj(j -> cell(columns.columns().get(j).type(), j, raw[j])).toList();
    }
    double[] a = new double[units];
    System.arraycopy(outputs, i * units, a, 0, units);
    Prediction prediction = new Prediction(model.schema().target(), a);
    Target target = model.schema().target();
    if (target instanceof Target.Classes classes) {
      String label = prediction.label();
      OptionalDouble probability = model.network().head().probabilities() ? OptionalDouble.of(prediction.probability(label)) : OptionalDouble.empty();
      return new WorstExample(i + 1, classes.labels().get(data.label(i)), label, probability, losses[i], picture, cells);
    }
    if (target instanceof Target.Labels labels) {
      List<String> has = IntStream.range(0, labels.names().size()).filter(j -> data.hasLabel(i, j)).mapToObj(labels.names()::get).toList();
      return new WorstExample(i + 1, list(has), list(prediction.labels()), OptionalDouble.empty(), losses[i], picture, cells);
    }
    double value = a[model.network().head().valueOutput()];
    return new WorstExample(i + 1, number(data.value(i)), Numbers.digits(value), OptionalDouble.empty(), losses[i], picture, cells);
  }

  private static String list(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private String cell(ColumnType type, int column, double raw) {
    if (Double.isNaN(raw)) return "missing";
    return switch (type) {
      case BOOLEAN -> raw == 1 ? "yes" : "no";
      case CATEGORY -> {
        List<String> texts = data.dictionary(column);
        yield raw >= 0 && raw < texts.size() ? texts.get((int) raw) : "other";
      }
      case TIME -> Math.abs(raw) < 1e11 ? Instant.ofEpochSecond((long) Math.floor(raw)).toString().replace("T00:00:00Z", "") : number(raw);
      default -> number(raw);
    };
  }

  /** A number as it was in the source, as far as that is known, or a few of its digits. */
  private static String number(double raw) {
    if (raw == Math.rint(raw) && Math.abs(raw) < 1e15) return Long.toString((long) raw);
    String exact = raw == (float) raw ? Float.toString((float) raw) : Double.toString(raw);
    return exact.length() <= LONGEST ? exact : String.format(Locale.ROOT, "%.6g", raw);
  }
}
