package dev.gradus.report;

import dev.gradus.data.Dataset;
import dev.gradus.explain.Answer;
import dev.gradus.explain.Importance;
import dev.gradus.explain.IntegratedGradients;
import dev.gradus.explain.MeanAttribution;
import dev.gradus.explain.PermutationImportance;
import dev.gradus.model.Model;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Takes a model and examples, gives what its answers depend on, from so few of the examples that it takes no time worth waiting for. */
final class Explanations {
  private static final int MOST_ROWS = 2_000;
  private static final int MOST_REPEATS = 5;
  /** Below so many rows an importance says little, and they are not made fewer. */
  private static final int FEWEST_ROWS = 200;
  /** Numbers that are read, prepared or multiplied in about a second. */
  private static final double WORK = 5e8;
  /** Products of a network that take as long as reading a number. */
  private static final double PRODUCTS = 16;
  private static final int MOST_IMAGES = 100;
  private static final int MOST_ANSWERS = 12;
  /** Contributions to draw need fewer digits than those to read. */
  private static final double TOLERANCE = 0.02;
  private static final int MOST_STEPS = 256;

  private final Model model;
  private final Dataset data;

  /** @param data with raw inputs, as the model has them */
  Explanations(Model model, Dataset data) {
    this.model = model;
    this.data = data.as(model.schema());
  }

  /**
   * How much of the examples is looked at for the importance of columns. Every column is shuffled, and every time all columns are
   * read, so that the work grows with their square: where there are many there are fewer rows, then fewer repeats, and then it is left out.
   *
   * @param rows at most so many
   * @param repeats how often each column is shuffled, 0 for none of them
   */
  record Extent(int rows, int repeats) {
    /** @param width of the network's inputs @param parameters of the network */
    static Extent of(int rows, int columns, int width, long parameters) {
      double each = columns * (columns + width + parameters / PRODUCTS);
      int some = Math.min(rows, MOST_ROWS);
      int least = Math.min(some, FEWEST_ROWS);
      int few = (int) Math.max(least, Math.min(some, WORK / (MOST_REPEATS * each)));
      return new Extent(few, (int) Math.min(MOST_REPEATS, WORK / (few * each)));
    }
  }

  private Extent extent() {
    return Extent.of(data.size(), data.width(), model.network().inputs(), model.network().parameters());
  }

  private boolean isTable() {
    return model.schema().inputs() instanceof Inputs.Columns && data.size() >= 2;
  }

  /** Of columns, the largest first; none of images, or when there are too many columns. */
  List<Importance> importances() {
    if (!isTable() || extent().repeats() == 0) return List.of();
    return PermutationImportance.standard().withRepeats(extent().repeats()).of(model, sample(extent().rows(), i -> data.weight(i) > 0));
  }

  /** What is left out, and how to get it. */
  Optional<String> notice() {
    if (!isTable() || extent().repeats() > 0) return Optional.empty();
    return Optional.of("The importance of the " + Numbers.count(data.width()) + " columns was left out, as it takes long; gradus explain gives it: --method "
        + "importance --rows " + FEWEST_ROWS + " --repeats 1.");
  }

  /** Of pixels, for each class by examples of it, for each label and for a value by any; none of tables. */
  List<PixelAttribution> attributions() {
    List<PixelAttribution> all = new ArrayList<>();
    if (!(model.schema().inputs() instanceof Inputs.Pixels pixels) || !model.network().head().trainable()) return all;
    boolean classes = model.schema().target() instanceof Target.Classes;
    List<Answer> answers = Answer.all(model);
    if (answers.size() > MOST_ANSWERS) return all;
    try (IntegratedGradients gradients = new IntegratedGradients(model, IntegratedGradients.baseline(model), TOLERANCE, MOST_STEPS)) {
      for (int k = 0; k < answers.size(); k++) {
        int number = k;
        Dataset some = sample(MOST_IMAGES / answers.size(), i -> data.weight(i) > 0 && (!classes || data.label(i) == number));
        if (some.size() == 0) continue;
        List<MeanAttribution> columns = gradients.mean(some, Optional.of(answers.get(k))).columns();
        float[] means = new float[columns.size()];
        for (int j = 0; j < means.length; j++) means[j] = (float) columns.get(j).mean();
        all.add(new PixelAttribution(answers.get(k).name(), Picture.of(pixels.height(), pixels.width(), means)));
      }
    }
    return all;
  }

  /** Some of the examples that are wanted, evenly from the first to the last. */
  private Dataset sample(int most, IntPredicate wanted) {
    int[] all = IntStream.range(0, data.size()).filter(wanted).toArray();
    int n = Math.min(most, all.length);
    return data.subset(IntStream.range(0, n).map(k -> all[(int) ((long) k * all.length / n)]).toArray());
  }
}
