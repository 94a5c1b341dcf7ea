package dev.gradus.data;

import dev.gradus.kernel.Draws;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.PreparationFit;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Takes features, targets and a choice of examples, gives a data set: what training, validation and evaluation read.
 *
 * <p>Beside inputs and target an example may have a weight, a group and a place in time. A weight is a number of at least 0, which stands for how often the
 * example counts.
 *
 * <p>Immutable. A part of a data set shares the features, targets and facts of the whole; nothing is copied.
 */
public final class Dataset {
  private static final long SPLIT = 2;

  private final String source;
  private final Schema schema;
  private final Features features;
  private final Targets targets;
  private final TargetScaling scaling;
  private final Facts facts;
  private final int[] examples;

  private Dataset(String source, Schema schema, Features features, Targets targets, TargetScaling scaling, Facts facts, int[] examples) {
    this.source = source;
    this.schema = schema;
    this.features = features;
    this.targets = targets;
    this.scaling = scaling;
    this.facts = facts;
    this.examples = examples;
  }

  /**
   * All examples of some features and targets.
   *
   * @param source what to call the data in messages
   * @throws IllegalArgumentException when the counts differ
   */
  public static Dataset of(String source, Schema schema, Features features, Targets targets) {
    if (features.count() != targets.count()) {
      throw new IllegalArgumentException(source + " has " + features.count() + " examples and " + targets.count() + " targets");
    }
    int[] all = new int[features.count()];
    Arrays.setAll(all, i -> i);
    return new Dataset(source, schema, features, targets, TargetScaling.none(), Facts.NONE, all);
  }

  public String source() {
    return source;
  }

  public Schema schema() {
    return schema;
  }

  /** How many examples there are. */
  public int size() {
    return examples.length;
  }

  /** How the values of prepared examples are scaled. */
  public TargetScaling targetScaling() {
    return scaling;
  }

  /** How many numbers {@link #inputs} writes: the columns of raw inputs, or once they are prepared the inputs of a network. */
  public int width() {
    return features.width();
  }

  /** The texts of a column of raw inputs by their codes; empty when it is no category. */
  public List<String> dictionary(int column) {
    return features.dictionary(column);
  }

  /** What the examples are read from; example {@code i} is its {@link #row}. */
  Features features() {
    return features;
  }

  /** The order of epochs over these examples. */
  EpochOrder order() {
    return features.order(examples);
  }

  /** What these examples are held in: features, targets, and what is known beside. */
  List<Held> held() {
    List<Held> all = new ArrayList<>(features.held());
    all.add(targets.held());
    all.add(new Held(facts.weights(), (long) Double.BYTES * facts.weights().length, false));
    all.add(new Held(facts.groups(), (long) Integer.BYTES * facts.groups().length, false));
    all.add(new Held(facts.order(), (long) Double.BYTES * facts.order().length, false));
    all.add(new Held(examples, (long) Integer.BYTES * examples.length, false));
    return all;
  }

  /** The number, from 0, that example {@code i} has in the source, before any split or choice; rows that the source leaves out are not counted. */
  public int row(int i) {
    return examples[i];
  }

  /** Writes the inputs of example {@code i} of this data set. */
  public void inputs(int i, float[] to) {
    features.reader().read(examples[i], to);
  }

  /** Writes the inputs of example {@code i} of this data set. */
  public void inputs(int i, double[] to) {
    features.reader().read(examples[i], to);
  }

  /** Writes the target of example {@code i} as {@code outputs} numbers: of a prepared regression the scaled value. */
  public void target(int i, double[] y, int outputs) {
    targets.write(examples[i], y, outputs);
    if (targets instanceof Targets.OfValues) {
      for (int j = 0; j < outputs; j++) y[j] = scaling.scale(y[j]);
    }
  }

  /** The class of example {@code i}, from 0. @throws IllegalStateException when the targets are not classes */
  public int label(int i) {
    if (targets instanceof Targets.OfClasses classes) return classes.classes()[examples[i]];
    throw new IllegalStateException(source + " has no classes as targets: it predicts " + schema.target());
  }

  /** The value of example {@code i}. @throws IllegalStateException when the targets are not values */
  public double value(int i) {
    if (targets instanceof Targets.OfValues values) return values.values()[examples[i]];
    throw new IllegalStateException(source + " has no values as targets: it predicts " + schema.target());
  }

  /** Whether example {@code i} has label {@code j}, from 0. @throws IllegalStateException when the targets are not labels */
  public boolean hasLabel(int i, int j) {
    if (targets instanceof Targets.OfLabels labels) return labels.has()[examples[i] * labels.labels() + j] == 1;
    throw new IllegalStateException(source + " has no labels as targets: it predicts " + schema.target());
  }

  /** Whether examples have weights of their own. */
  public boolean weighted() {
    return facts.weights().length > 0;
  }

  /** The weight of example {@code i}: 1 when examples have none of their own. */
  public double weight(int i) {
    return facts.weight(examples[i]);
  }

  /** Σ w over all examples. */
  public double weightSum() {
    double sum = 0;
    for (int example : examples) sum += facts.weight(example);
    return sum;
  }

  /** Whether examples belong to groups. */
  public boolean grouped() {
    return facts.groups().length > 0;
  }

  /** The group of example {@code i}, when there are groups. */
  public OptionalInt group(int i) {
    return grouped() ? OptionalInt.of(facts.groups()[examples[i]]) : OptionalInt.empty();
  }

  /** Whether examples have a place in time. */
  public boolean ordered() {
    return facts.order().length > 0;
  }

  /** The time of example {@code i}, when there is an order: a later one is larger. */
  public OptionalDouble order(int i) {
    return ordered() ? OptionalDouble.of(facts.order()[examples[i]]) : OptionalDouble.empty();
  }

  /**
   * The same examples with these weights instead of theirs.
   *
   * @param weights one for each example, copied
   * @throws IllegalArgumentException when there are more or fewer, one is negative or not finite, or all are 0
   */
  public Dataset withWeights(double... weights) {
    requireOneEach(weights.length, "weights");
    double most = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || weights[i] == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("a weight of " + weights[i] + " was given for example " + i + " of " + source
            + "; it must be a number of at least 0");
      }
      most = Math.max(most, weights[i]);
    }
    if (most == 0 && weights.length > 0) throw new IllegalArgumentException("all weights of " + source + " are 0; at least one must be above 0");
    return with(facts.withWeights(weights, examples, features.count()));
  }

  /**
   * The same examples, the weight of each multiplied by that of its class.
   *
   * @param perClass a factor of at least 0 for each class, read
   * @throws IllegalArgumentException when the targets are not classes, there are more or fewer factors, one is negative or not finite, or every example
   *     weighs 0
   */
  public Dataset weightedBy(double... perClass) {
    if (!(schema.target() instanceof Target.Classes classes)) {
      throw new IllegalArgumentException("class weights are for classes, and " + source + " predicts " + schema.target());
    }
    if (perClass.length != classes.labels().size()) {
      throw new IllegalArgumentException(perClass.length + " class weights were given for " + classes + "; there must be one for each");
    }
    for (int c = 0; c < perClass.length; c++) ClassWeights.check(classes.labels().get(c), perClass[c]);
    double[] weights = new double[size()];
    for (int i = 0; i < weights.length; i++) weights[i] = weight(i) * perClass[label(i)];
    return withWeights(weights);
  }

  /**
   * The same examples, weighted by class as some training examples say; unchanged when there are no class weights.
   *
   * @param train what balanced weights are counted on, with the same classes
   * @throws IllegalArgumentException as {@link ClassWeights#of} and {@link #weightedBy(double...)} do
   */
  public Dataset weightedBy(ClassWeights weights, Dataset train) {
    return weights.equals(ClassWeights.none()) ? this : weightedBy(weights.of(train));
  }

  /**
   * The same examples in groups.
   *
   * @param groups the number of its group for each example, copied
   * @throws IllegalArgumentException when there are more or fewer
   */
  public Dataset withGroups(int... groups) {
    requireOneEach(groups.length, "groups");
    return with(facts.withGroups(groups, examples, features.count()));
  }

  /**
   * The same examples in an order.
   *
   * @param order the time of each example, in any unit, copied; a later one is larger
   * @throws IllegalArgumentException when there are more or fewer, or one is not finite
   */
  public Dataset withOrder(double... order) {
    requireOneEach(order.length, "times");
    for (int i = 0; i < order.length; i++) {
      if (!Double.isFinite(order[i])) {
        throw new IllegalArgumentException("a time of " + order[i] + " was given for example " + i + " of " + source + "; it must be a finite number");
      }
    }
    return with(facts.withOrder(order, examples, features.count()));
  }

  /**
   * The same examples with other values in a column of their raw inputs.
   *
   * @param column its number, from 0
   * @param values a raw value for each example, copied: a code of {@link #dictionary} for a category, NaN for a missing one
   * @throws IllegalArgumentException when there is no such column or code, there are more or fewer values, or an example was chosen twice
   */
  public Dataset withColumn(int column, double... values) {
    requireOneEach(values.length, "values");
    return new Dataset(source, schema, ReplacedColumn.of(features, column, values, examples), targets, scaling, facts, examples);
  }

  private void requireOneEach(int given, String what) {
    if (given != size()) throw new IllegalArgumentException(given + " " + what + " were given for the " + size() + " examples of " + source);
  }

  private Dataset with(Facts others) {
    return new Dataset(source, schema, features, targets, scaling, others, examples);
  }

  /** The examples of these numbers, in this order. @param chosen numbers of examples of this data set, read */
  public Dataset subset(int... chosen) {
    int[] part = new int[chosen.length];
    for (int i = 0; i < part.length; i++) part[i] = examples[chosen[i]];
    return new Dataset(source, schema, features, targets, scaling, facts, part);
  }

  /** The examples {@code from} to {@code to} − 1 of this data set. */
  public Dataset range(int from, int to) {
    return new Dataset(source, schema, features, targets, scaling, facts, Arrays.copyOfRange(examples, from, to));
  }

  /**
   * This data set in two parts, drawn at random ({@link Splits} divides in other ways): first all but a fraction, then the fraction.
   *
   * @param fraction of the examples, above 0 and below 1; rounded to a whole number of examples, at least one on either side
   * @throws IllegalArgumentException when the fraction is out of range
   * @throws DataException when there are fewer than two examples
   */
  public List<Dataset> split(double fraction, long seed) {
    int aside = aside(this, fraction);
    int[] order = Draws.of(seed, SPLIT).permutation(size());
    for (int i = 0; i < order.length; i++) order[i] = examples[order[i]];
    int[] first = Arrays.copyOf(order, size() - aside);
    int[] second = Arrays.copyOfRange(order, size() - aside, size());
    Arrays.sort(first);
    Arrays.sort(second);
    return List.of(new Dataset(source, schema, features, targets, scaling, facts, first), new Dataset(source, schema, features, targets, scaling, facts, second));
  }

  /** How many examples a fraction is, at least one and not all. */
  static int aside(Dataset data, double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("a fraction of " + fraction + " was asked for; it must be above 0 and below 1");
    }
    int size = data.size();
    if (size < 2) throw new DataException(data.source, "has " + size + " example; two are needed to set a part aside, or --validation none");
    return (int) Math.max(1, Math.min(size - 1L, Math.round(fraction * size)));
  }

  /** How the texts of the source were read. */
  public TextRules rules() {
    return features.rules();
  }

  /** The preparation of this data set's raw inputs and values, fitted on its examples, each counted by its weight; bytes are prepared already. */
  public Preparation fit(PreparationPlan plan) {
    if (!(schema.inputs() instanceof Inputs.Columns columns)) return Preparation.none(schema.inputs());
    List<List<String>> dictionaries = IntStream.range(0, width()).mapToObj(features::dictionary).toList();
    PreparationFit fit = new PreparationFit(plan.withRules(features.rules()), columns.columns(), dictionaries, schema.target());
    Features.Reader reader = features.reader();
    double[] row = new double[width()];
    for (int i = 0; i < size(); i++) {
      reader.read(examples[i], row);
      fit.add(row, weight(i));
      if (targets instanceof Targets.OfValues values) fit.target(values.values()[examples[i]], weight(i));
    }
    return fit.preparation();
  }

  /** The same examples with their inputs prepared, and their values scaled; raw inputs are expected, and bytes stay as they are. */
  public Dataset preparedBy(Preparation preparation) {
    return new Dataset(source, schema, features.preparedBy(preparation), targets, preparation.targetScaling(), facts, examples);
  }

  /**
   * The same examples as a model has them: its inputs in their order, its classes as it numbers them.
   *
   * @throws DataException when the inputs are others, the target is of another kind, or an example has a class that the model does not have
   */
  public Dataset as(Schema model) {
    if (!schema.inputs().equals(model.inputs())) {
      throw new DataException(source, "has " + Shown.text(describe(schema)) + ", and the model was trained on " + Shown.text(describe(model)));
    }
    if (schema.target().getClass() != model.target().getClass()) {
      throw new DataException(source, "has targets for predicting " + schema.target() + ", and the model predicts " + model.target());
    }
    return model.target() instanceof Target.Classes classes ? relabelled(classes) : this;
  }

  private static String describe(Schema schema) {
    if (!(schema.inputs() instanceof Inputs.Columns columns)) return schema.inputs().toString();
    return "the columns " + Shown.list(columns.names());
  }

  /**
   * The same examples with their classes numbered as in {@code target}, which is a model's.
   *
   * @throws DataException when an example has a class that the target does not have
   */
  public Dataset relabelled(Target.Classes target) {
    Targets.OfClasses classes = (Targets.OfClasses) targets;
    if (classes.labels().equals(target.labels())) return this;
    short[] number = new short[classes.labels().size()];
    for (int c = 0; c < number.length; c++) number[c] = (short) target.labels().indexOf(classes.labels().get(c));
    short[] renumbered = new short[classes.count()];
    for (int e : examples) {
      short c = classes.classes()[e];
      if (number[c] < 0) {
        throw new DataException(source, "the class \"" + classes.labels().get(c) + "\" is none of the model's classes: "
            + String.join(", ", target.labels()));
      }
      renumbered[e] = number[c];
    }
    Schema relabelled = new Schema(schema.inputs(), target);
    return new Dataset(source, relabelled, features, new Targets.OfClasses(renumbered, target.labels()), scaling, facts, examples);
  }
}
