package dev.gradus.data;

import dev.gradus.kernel.Draws;
import dev.gradus.prepare.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Takes a data set and what decides, gives it divided into examples to learn from and examples to validate on: once, or in k folds.
 *
 * <p>Everything is a pure function of data and seed. A part has its examples in the order of the data set.
 *
 * <pre>{@code
 * for (Fold fold : Splits.folds(examples, Division.suited(examples), 5, seed)) trainer.validation(fold.validation()).train(fold.train());
 * }</pre>
 */
public final class Splits {
  private static final long FOLDS = 20;

  private Splits() {}

  /**
   * All but a fraction of the examples, and the fraction.
   *
   * <ul>
   *   <li>{@link Division#RANDOM}: as {@link Dataset#split}.
   *   <li>{@link Division#STRATIFIED}: each class c is divided in the fraction, n_c · fraction rounded down or up by the largest remainder, so that the part is
   *       as large as a random one. Of a class with two examples or more at least one stays for training, and an only example does, where that is possible: the
   *       part is smaller for it.
   *   <li>{@link Division#GROUPED}: whole groups, drawn at random, whose sizes sum to the nearest to the fraction (of a part above 5,000 examples, nearly).
   *   <li>{@link Division#ORDERED}: the latest examples. Examples of the same time stay together: the border is at the change of time nearest to the fraction.
   * </ul>
   *
   * @param fraction of the examples, above 0 and below 1
   * @throws IllegalArgumentException when the fraction is out of range, or the data have no classes, groups or order to be divided by
   * @throws DataException when there are fewer than two examples, groups or times
   */
  public static Fold holdOut(Dataset data, Division division, double fraction, long seed) {
    division.check(data);
    if (division == Division.RANDOM) {
      List<Dataset> parts = data.split(fraction, seed);
      return new Fold(parts.get(0), parts.get(1));
    }
    int size = Dataset.aside(data, fraction);
    boolean[] aside = switch (division) {
      case STRATIFIED -> Strata.aside(data, fraction, size, seed);
      case GROUPED -> Groups.aside(data, size, seed);
      default -> Times.aside(data, size);
    };
    return fold(data, i -> !aside[i], i -> aside[i]);
  }

  /**
   * k folds.
   *
   * <p>Each example is in the validation part of one fold and in the training part of the others. {@link Division#RANDOM}: the parts differ by one example at
   * most. {@link Division#STRATIFIED}: so do they within each class. {@link Division#GROUPED}: no group is divided; the largest group goes to the smallest
   * part, and so on.
   *
   * <p>{@link Division#ORDERED} is another thing: the examples are cut into k + 1 stretches of time, and fold j learns from the first j and is validated on the
   * next. Examples of the same time stay together; nothing is drawn.
   *
   * @param folds k, at least 2 and at most the number of examples, or of groups
   * @throws IllegalArgumentException when k is out of range, or the data have no classes, groups or order to be divided by
   */
  public static List<Fold> folds(Dataset data, Division division, int folds, long seed) {
    return repetition(data, division, folds, seed, 0);
  }

  /**
   * k folds several times over, each time drawn anew: k · times of them. The first k are those of {@link #folds}.
   *
   * @param times at least 1; 1 for {@link Division#ORDERED}, where nothing is drawn
   * @throws IllegalArgumentException as {@link #folds} throws, or when times is out of range
   */
  public static List<Fold> repeated(Dataset data, Division division, int folds, int times, long seed) {
    if (times < 1) throw new IllegalArgumentException(times + " repetitions were asked for; it must be at least 1");
    if (times > 1 && division == Division.ORDERED) {
      throw new IllegalArgumentException(times + " repetitions of folds in the order of time were asked for; they would be the same, it must be 1");
    }
    List<Fold> all = new ArrayList<>();
    for (int r = 0; r < times; r++) all.addAll(repetition(data, division, folds, seed, r));
    return all;
  }

  private static List<Fold> repetition(Dataset data, Division division, int folds, long seed, int repetition) {
    division.check(data);
    checkFolds(folds, data.size(), "examples", data);
    if (division == Division.ORDERED) return inTime(data, folds);
    Draws draws = Draws.of(seed, FOLDS, repetition);
    int[] fold = switch (division) {
      case STRATIFIED -> Strata.folds(data, folds, draws);
      case GROUPED -> Groups.folds(data, folds, draws);
      default -> dealt(draws.permutation(data.size()), folds);
    };
    return IntStream.range(0, folds).mapToObj(f -> fold(data, i -> fold[i] != f, i -> fold[i] == f)).toList();
  }

  /** The numbers of the folds, dealt out one by one in an order of the examples. */
  static int[] dealt(int[] order, int folds) {
    int[] fold = new int[order.length];
    for (int p = 0; p < order.length; p++) fold[order[p]] = p % folds;
    return fold;
  }

  static void checkFolds(int folds, int most, String what, Dataset data) {
    if (folds >= 2 && folds <= most) return;
    throw new IllegalArgumentException(String.format(Locale.ROOT, "%d folds were asked for; it must be at least 2 and at most the %,d %s of %s", folds, most,
        what, data.source()));
  }

  private static List<Fold> inTime(Dataset data, int folds) {
    int[] stretch = Times.stretches(data, folds + 1);
    return IntStream.rangeClosed(1, folds).mapToObj(f -> fold(data, i -> stretch[i] < f, i -> stretch[i] == f)).toList();
  }

  private static Fold fold(Dataset data, IntPredicate train, IntPredicate validation) {
    int[] first = IntStream.range(0, data.size()).filter(train).toArray();
    int[] second = IntStream.range(0, data.size()).filter(validation).toArray();
    return new Fold(data.subset(first), data.subset(second));
  }

  /** What a person should know about k stratified folds: which class has too few examples for one in each. */
  public static Optional<String> notice(Dataset data, Division division, int folds) {
    if (division != Division.STRATIFIED) return Optional.empty();
    division.check(data);
    List<String> labels = ((Target.Classes) data.schema().target()).labels();
    int[] sizes = Strata.sizes(data);
    int[] few = IntStream.range(0, sizes.length).filter(c -> sizes[c] > 0 && sizes[c] < folds).toArray();
    if (few.length == 0) return Optional.empty();
    int least = Arrays.stream(few).boxed().min((a, b) -> Integer.compare(sizes[a], sizes[b])).orElseThrow();
    String one = "the class " + Shown.quoted(labels.get(least)) + " has " + sizes[least] + (sizes[least] == 1 ? " example" : " examples")
        + ", fewer than the " + folds + " folds";
    String others = few.length == 1 ? "" : few.length == 2 ? ", and 1 other class has too few as well"
        : ", and " + (few.length - 1) + " other classes have too few as well";
    return Optional.of(one + others + "; some folds are validated without it");
  }
}
