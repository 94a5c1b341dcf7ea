package dev.gradus.data;

import dev.gradus.kernel.Draws;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.Arrays;
import java.util.List;

/**
 * Takes features, targets and a choice of examples, gives a data set: what training, validation and evaluation read.
 *
 * <p>Immutable. A part of a data set shares the features and targets of the whole; nothing is copied.
 */
public final class Dataset {
  private static final long SPLIT = 2;

  private final String source;
  private final Schema schema;
  private final Features features;
  private final Targets targets;
  private final int[] examples;

  private Dataset(String source, Schema schema, Features features, Targets targets, int[] examples) {
    this.source = source;
    this.schema = schema;
    this.features = features;
    this.targets = targets;
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
    return new Dataset(source, schema, features, targets, all);
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

  /** Brings example {@code i} near: {@link Features#touch}. */
  int touch(int i) {
    return features.touch(examples[i]);
  }

  /** Writes the inputs of example {@code i} of this data set. */
  public void inputs(int i, float[] to) {
    features.read(examples[i], to);
  }

  /** Writes the inputs of example {@code i} of this data set. */
  public void inputs(int i, double[] to) {
    features.read(examples[i], to);
  }

  /** Writes the target of example {@code i} as {@code outputs} numbers. */
  public void target(int i, double[] y, int outputs) {
    targets.write(examples[i], y, outputs);
  }

  /** The class of example {@code i}, from 0. @throws IllegalStateException when the targets are values */
  public int label(int i) {
    if (targets instanceof Targets.OfClasses classes) return classes.classes()[examples[i]];
    throw new IllegalStateException(source + " has values as targets, not classes");
  }

  /** The value of example {@code i}. @throws IllegalStateException when the targets are classes */
  public double value(int i) {
    if (targets instanceof Targets.OfValues values) return values.values()[examples[i]];
    throw new IllegalStateException(source + " has classes as targets, not values");
  }

  /** The examples {@code from} to {@code to} − 1 of this data set. */
  public Dataset range(int from, int to) {
    return new Dataset(source, schema, features, targets, Arrays.copyOfRange(examples, from, to));
  }

  /**
   * This data set in two parts, drawn at random: first all but a fraction, then the fraction.
   *
   * @param fraction of the examples, above 0 and below 1; rounded to a whole number of examples, at least one on either side
   * @throws IllegalArgumentException when the fraction is out of range
   * @throws DataException when there are fewer than two examples
   */
  public List<Dataset> split(double fraction, long seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException("a fraction of " + fraction + " was asked for; it must be above 0 and below 1");
    }
    if (size() < 2) throw new DataException(source, "has " + size() + " example; two are needed to set a part aside, or --validation none");
    int[] order = Draws.of(seed, SPLIT).permutation(size());
    for (int i = 0; i < order.length; i++) order[i] = examples[order[i]];
    int aside = (int) Math.max(1, Math.min(size() - 1L, Math.round(fraction * size())));
    int[] first = Arrays.copyOf(order, size() - aside);
    int[] second = Arrays.copyOfRange(order, size() - aside, size());
    Arrays.sort(first);
    Arrays.sort(second);
    return List.of(new Dataset(source, schema, features, targets, first), new Dataset(source, schema, features, targets, second));
  }

  /** The scaling of this data set's inputs, fitted on its examples; bytes are already in [0, 1] and get none. */
  public Scaling fit(Scaling.Kind kind) {
    int width = features.width();
    if (features instanceof ByteFeatures || kind == Scaling.Kind.NONE) return Scaling.none(width);
    Scaling.Fit fit = new Scaling.Fit(kind, width);
    double[] row = new double[width];
    for (int i = 0; i < size(); i++) {
      inputs(i, row);
      fit.add(row);
    }
    return fit.scaling();
  }

  /** The same examples with their numbers scaled; bytes stay as they are. */
  public Dataset scaledBy(Scaling scaling) {
    if (!(features instanceof NumberFeatures numbers)) return this;
    return new Dataset(source, schema, numbers.scaledBy(scaling), targets, examples);
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
    return new Dataset(source, relabelled, features, new Targets.OfClasses(renumbered, target.labels()), examples);
  }
}
