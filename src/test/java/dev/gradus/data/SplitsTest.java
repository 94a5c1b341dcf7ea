package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever divides a data set: every example once, and what the division promises. */
class SplitsTest {
  /** Example i is the number i, of a class. */
  private static Dataset classes(int labels, int... classes) {
    short[] shorts = new short[classes.length];
    for (int i = 0; i < shorts.length; i++) shorts[i] = (short) classes[i];
    List<String> names = IntStream.range(0, labels).mapToObj(c -> "k" + c).toList();
    double[] numbers = IntStream.range(0, classes.length).asDoubleStream().toArray();
    Schema schema = new Schema(Inputs.Columns.numbers(List.of("x")), new Target.Classes("y", names));
    return Dataset.of("t", schema, new NumberFeatures(numbers, Scaling.none(1)), new Targets.OfClasses(shorts, names));
  }

  private static Dataset values(int n) {
    double[] numbers = IntStream.range(0, n).asDoubleStream().toArray();
    return Dataset.of("t", new Schema(Inputs.Columns.numbers(List.of("x")), new Target.Value("y")), new NumberFeatures(numbers, Scaling.none(1)),
        new Targets.OfValues(numbers));
  }

  /** A data set that can be divided in every way. */
  private static Dataset any(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int labels = random.nextInt(2, 6);
    int groups = random.nextInt(6, 12);
    int[] group = IntStream.range(0, n).map(i -> i < groups ? i : (int) (groups * Math.pow(random.nextDouble(), 2))).toArray();
    return classes(labels, IntStream.range(0, n).map(i -> (int) (labels * Math.pow(random.nextDouble(), 2))).toArray()).withGroups(group)
        .withOrder(IntStream.range(0, n).mapToDouble(i -> random.nextInt(n)).toArray());
  }

  private static List<Integer> numbers(Dataset data) {
    double[] x = new double[1];
    return IntStream.range(0, data.size()).map(i -> {
      data.inputs(i, x);
      return (int) x[0];
    }).boxed().toList();
  }

  private static Set<Integer> groups(Dataset data) {
    return IntStream.range(0, data.size()).map(i -> data.group(i).orElseThrow()).boxed().collect(Collectors.toSet());
  }

  private static double[] times(Dataset data) {
    return IntStream.range(0, data.size()).mapToDouble(i -> data.order(i).orElseThrow()).sorted().toArray();
  }

  private static int[] counts(Dataset data) {
    return Strata.sizes(data);
  }

  private static List<List<Integer>> numbers(Fold fold) {
    return List.of(numbers(fold.train()), numbers(fold.validation()));
  }

  private static void everyExampleOnce(Dataset all, Dataset... parts) {
    List<Integer> seen = Arrays.stream(parts).flatMap(p -> numbers(p).stream()).sorted().toList();
    assertThat(seen).isEqualTo(numbers(all));
    for (Dataset part : parts) {
      assertThat(part.size()).isPositive();
      assertThat(numbers(part)).as("in the order of the data").isSorted();
    }
  }

  // A fraction set aside

  @ParameterizedTest
  @EnumSource(Division.class)
  void ofASplitEveryExampleIsOnOneSideAndTheSeedDecides(Division division) {
    Set<List<Integer>> drawn = new HashSet<>();
    Dataset pairs = any(80, 1).withGroups(IntStream.range(0, 80).map(i -> i / 2).toArray());
    for (int seed = 0; seed < 50; seed++) {
      Dataset all = any(40 + seed, seed);
      Fold fold = Splits.holdOut(all, division, 0.3, seed);
      everyExampleOnce(all, fold.train(), fold.validation());
      assertThat(numbers(Splits.holdOut(all, division, 0.3, seed))).isEqualTo(numbers(fold));
      drawn.add(numbers(Splits.holdOut(pairs, division, 0.3, seed).validation()));
    }
    if (division == Division.ORDERED) assertThat(drawn).hasSize(1);
    else assertThat(drawn).hasSizeGreaterThan(10);
  }

  @Test
  void aRandomSplitIsThatOfTheDataSet() {
    List<Dataset> parts = values(57).split(0.2, 9);

    assertThat(numbers(Splits.holdOut(values(57), Division.RANDOM, 0.2, 9))).containsExactly(numbers(parts.get(0)), numbers(parts.get(1)));
  }

  @Test
  void everyClassIsDividedInTheFraction() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      int n = random.nextInt(2, 200);
      double fraction = random.nextDouble(0.02, 0.98);
      Dataset all = any(Math.max(n, 12), round);
      Fold fold = Splits.holdOut(all, Division.STRATIFIED, fraction, round);
      int[] whole = counts(all);
      int[] aside = counts(fold.validation());
      int[] kept = counts(fold.train());
      for (int c = 0; c < whole.length; c++) {
        assertThat(Math.abs(aside[c] - fraction * whole[c])).as("class %s of %s at %s", c, whole[c], fraction).isLessThan(1);
        if (whole[c] > 0) assertThat(kept[c]).as("of class %s", c).isPositive();
      }
      assertThat(fold.validation().size()).isPositive().isLessThanOrEqualTo(Dataset.aside(all, fraction));
      if (fraction <= 0.5 && Arrays.stream(whole).noneMatch(w -> w == 1)) assertThat(fold.validation().size()).isEqualTo(Dataset.aside(all, fraction));
    }
  }

  @Test
  void anOnlyExampleIsLearnedFromUnlessAllAreOnly() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(counts(Splits.holdOut(classes(3, 0, 0, 0, 1, 2), Division.STRATIFIED, 0.4, seed).validation())).containsExactly(2, 0, 0);
      assertThat(Splits.holdOut(classes(3, 0, 1, 2), Division.STRATIFIED, 0.4, seed).validation().size()).isEqualTo(1);
      assertThat(counts(Splits.holdOut(classes(2, 0, 0, 1, 1), Division.STRATIFIED, 0.9, seed).train())).containsExactly(1, 1);
    }
  }

  /** The nearest sum of group sizes to a number, over all choices of some groups and not all. */
  private static int nearest(int[] sizes, int wanted) {
    BitSet sums = new BitSet();
    for (int choice = 1; choice < (1 << sizes.length) - 1; choice++) {
      int sum = 0;
      for (int g = 0; g < sizes.length; g++) sum += (choice >> g & 1) * sizes[g];
      sums.set(sum);
    }
    return sums.stream().map(s -> Math.abs(s - wanted)).min().orElseThrow();
  }

  @Test
  void noGroupIsDividedAndThePartIsAsNearAsGroupsAllow() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 300; round++) {
      int[] sizes = random.ints(random.nextInt(2, 10), 1, 30).toArray();
      int[] group = IntStream.range(0, sizes.length).flatMap(g -> IntStream.generate(() -> 1000 - 7 * g).limit(sizes[g])).toArray();
      Dataset all = values(group.length).withGroups(group);
      if (all.size() < 2) continue;
      double fraction = random.nextDouble(0.01, 0.99);
      Fold fold = Splits.holdOut(all, Division.GROUPED, fraction, round);
      everyExampleOnce(all, fold.train(), fold.validation());
      assertThat(groups(fold.train())).doesNotContainAnyElementsOf(groups(fold.validation()));
      int wanted = Dataset.aside(all, fraction);
      assertThat(Math.abs(fold.validation().size() - wanted)).as("groups of %s, %s wanted", Arrays.toString(sizes), wanted).isEqualTo(nearest(sizes, wanted));
    }
  }

  @Test
  void aLargePartOfManyGroupsIsNear() {
    int n = 100_000;
    Dataset pairs = values(n).withGroups(IntStream.range(0, n).map(i -> i / 2).toArray());
    assertThat(Splits.holdOut(pairs, Division.GROUPED, 0.30001, 1).validation().size()).isBetween(30_000, 30_002);

    Dataset uneven = values(n).withGroups(IntStream.range(0, n).map(i -> i < n / 2 ? 0 : i / 97).toArray());
    assertThat(Splits.holdOut(uneven, Division.GROUPED, 0.2, 1).validation().size()).isBetween(20_000 - 97, 20_000 + 97);
  }

  @Test
  void theLatestAreSetAsideAndEqualTimesStayTogether() {
    for (int round = 0; round < 100; round++) {
      Dataset all = any(50, round);
      Fold fold = Splits.holdOut(all, Division.ORDERED, 0.2, 0);
      double[] before = times(fold.train());
      double[] after = times(fold.validation());
      assertThat(before[before.length - 1]).isLessThan(after[0]);
    }
    Dataset ties = values(6).withOrder(3, 1, 2, 2, 2, 2);
    assertThat(numbers(Splits.holdOut(ties, Division.ORDERED, 0.4, 0).validation())).as("1 or 5, and 2 wanted").containsExactly(0);
    assertThat(numbers(Splits.holdOut(ties, Division.ORDERED, 0.5, 0).validation())).as("1 or 5, and 3 wanted").containsExactly(0);
    assertThat(numbers(Splits.holdOut(ties, Division.ORDERED, 0.6, 0).validation())).as("1 or 5, and 4 wanted").containsExactly(0, 2, 3, 4, 5);
  }

  @Test
  void whatCannotBeDividedIsRefused() {
    Dataset plain = values(4);
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.holdOut(plain, Division.STRATIFIED, 0.5, 0)).withMessageContaining("needs classes");
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.holdOut(plain, Division.GROUPED, 0.5, 0)).withMessageContaining("no groups");
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.holdOut(plain, Division.ORDERED, 0.5, 0)).withMessageContaining("no order");
    assertThatThrownBy(() -> Splits.holdOut(plain.withGroups(7, 7, 7, 7), Division.GROUPED, 0.5, 0)).isInstanceOf(DataException.class)
        .hasMessageContaining("one group").hasMessageContaining("--validation none");
    assertThatThrownBy(() -> Splits.holdOut(plain.withOrder(1, 1, 1, 1), Division.ORDERED, 0.5, 0)).isInstanceOf(DataException.class)
        .hasMessageContaining("same time");
    for (Division division : Division.values()) {
      assertThatIllegalArgumentException().isThrownBy(() -> Splits.holdOut(any(20, 1), division, 1, 0)).withMessageContaining("fraction of 1.0");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Division.suited(any(20, 1))).withMessageContaining("both groups and an order");
    assertThat(Division.suited(plain)).isEqualTo(Division.RANDOM);
    assertThat(Division.suited(classes(2, 0, 1))).isEqualTo(Division.STRATIFIED);
    assertThat(Division.suited(classes(2, 0, 1).withGroups(1, 2))).isEqualTo(Division.GROUPED);
    assertThat(Division.suited(plain.withOrder(1, 2, 3, 4))).isEqualTo(Division.ORDERED);
  }

  // Folds

  @ParameterizedTest
  @EnumSource(value = Division.class, names = {"RANDOM", "STRATIFIED", "GROUPED"})
  void foldsPartitionTheExamplesAndTheSeedDecides(Division division) {
    for (int seed = 0; seed < 30; seed++) {
      Dataset all = any(30 + seed, seed);
      int k = 2 + seed % 4;
      List<Fold> folds = Splits.folds(all, division, k, seed);
      assertThat(folds).hasSize(k);
      everyExampleOnce(all, folds.stream().map(Fold::validation).toArray(Dataset[]::new));
      for (Fold fold : folds) everyExampleOnce(all, fold.train(), fold.validation());
      List<List<List<Integer>>> drawn = folds.stream().map(SplitsTest::numbers).toList();
      assertThat(Splits.folds(all, division, k, seed).stream().map(SplitsTest::numbers).toList()).isEqualTo(drawn);
      if (division != Division.GROUPED) {
        assertThat(Splits.folds(all, division, k, seed + 1).stream().map(SplitsTest::numbers).toList()).isNotEqualTo(drawn);
        assertThat(folds).allSatisfy(fold -> assertThat(fold.validation().size()).isBetween(all.size() / k, (all.size() + k - 1) / k));
      }
    }
  }

  @Test
  void stratifiedFoldsHaveTheSameOfEachClass() {
    for (int seed = 0; seed < 100; seed++) {
      Dataset all = any(60, seed);
      int[] whole = counts(all);
      for (Fold fold : Splits.folds(all, Division.STRATIFIED, 7, seed)) {
        int[] part = counts(fold.validation());
        for (int c = 0; c < whole.length; c++) assertThat(part[c]).isBetween(whole[c] / 7, (whole[c] + 6) / 7);
      }
    }
  }

  @Test
  void groupedFoldsDivideNoGroup() {
    for (int seed = 0; seed < 50; seed++) {
      for (Fold fold : Splits.folds(any(60, seed), Division.GROUPED, 4, seed)) {
        assertThat(groups(fold.train())).doesNotContainAnyElementsOf(groups(fold.validation()));
      }
    }
    Dataset even = values(40).withGroups(IntStream.range(0, 40).map(i -> i / 2).toArray());
    List<List<Integer>> first = Splits.folds(even, Division.GROUPED, 4, 1).stream().map(fold -> numbers(fold.validation())).toList();
    assertThat(first).allSatisfy(part -> assertThat(part).hasSize(10));
    assertThat(Splits.folds(even, Division.GROUPED, 4, 2).stream().map(fold -> numbers(fold.validation())).toList()).isNotEqualTo(first);
  }

  @Test
  void foldsInTimeLearnFromThePast() {
    for (int seed = 0; seed < 50; seed++) {
      List<Fold> folds = Splits.folds(any(60, seed), Division.ORDERED, 4, 0);
      for (Fold fold : folds) {
        double[] past = times(fold.train());
        assertThat(past[past.length - 1]).isLessThan(times(fold.validation())[0]);
      }
      for (int f = 1; f < 4; f++) {
        assertThat(folds.get(f).train().size()).isEqualTo(folds.get(f - 1).train().size() + folds.get(f - 1).validation().size());
      }
    }
    assertThat(Splits.folds(values(8).withOrder(1, 2, 3, 4, 5, 6, 7, 8), Division.ORDERED, 3, 0).stream().map(SplitsTest::numbers))
        .containsExactly(List.of(List.of(0, 1), List.of(2, 3)), List.of(List.of(0, 1, 2, 3), List.of(4, 5)), List.of(List.of(0, 1, 2, 3, 4, 5), List.of(6, 7)));
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.folds(values(6).withOrder(1, 1, 1, 2, 2, 2), Division.ORDERED, 2, 0))
        .withMessageContaining("2 folds").withMessageContaining("too few different times");
  }

  @Test
  void repetitionsAreDrawnAnew() {
    Dataset all = any(40, 2);
    List<List<List<Integer>>> drawn = Splits.repeated(all, Division.STRATIFIED, 4, 3, 5).stream().map(SplitsTest::numbers).toList();

    assertThat(drawn).hasSize(12).doesNotHaveDuplicates();
    assertThat(drawn.subList(0, 4)).isEqualTo(Splits.folds(all, Division.STRATIFIED, 4, 5).stream().map(SplitsTest::numbers).toList());
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.repeated(all, Division.RANDOM, 4, 0, 5)).withMessageContaining("0 repetitions");
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.repeated(all, Division.ORDERED, 4, 2, 5)).withMessageContaining("2 repetitions");
  }

  @Test
  void aNumberOfFoldsThatCannotBeIsRefused() {
    for (Division division : Division.values()) {
      assertThatIllegalArgumentException().isThrownBy(() -> Splits.folds(any(20, 1), division, 1, 0)).withMessageContaining("1 folds")
          .withMessageContaining("at least 2");
      assertThatIllegalArgumentException().isThrownBy(() -> Splits.folds(any(20, 1), division, 21, 0)).withMessageContaining("at most the 20 examples of t");
    }
    assertThatIllegalArgumentException().isThrownBy(() -> Splits.folds(values(4).withGroups(1, 1, 2, 2), Division.GROUPED, 3, 0))
        .withMessageContaining("at most the 2 groups of t");
  }

  @Test
  void aClassWithFewerExamplesThanFoldsIsNamed() {
    assertThat(Splits.notice(classes(2, 0, 0, 0, 1, 1, 1), Division.STRATIFIED, 3)).isEmpty();
    assertThat(Splits.notice(classes(2, 0, 0, 0, 1, 1), Division.RANDOM, 3)).isEmpty();
    assertThat(Splits.notice(classes(2, 0, 0, 0, 1, 1), Division.STRATIFIED, 3))
        .contains("the class \"k1\" has 2 examples, fewer than the 3 folds; some folds are validated without it");
    assertThat(Splits.notice(classes(4, 0, 0, 0, 1, 1, 2), Division.STRATIFIED, 3).orElseThrow()).contains("\"k2\" has 1 example,", "1 other class");
  }
}
