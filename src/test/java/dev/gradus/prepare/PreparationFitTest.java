package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreparationFitTest {
  private static final List<Column> COLUMNS = List.of(Column.number("a"), Column.category("c"), Column.number("b"), Column.bool("flag"), Column.time("when"),
      Column.category("d"));
  private static final List<List<String>> DICTIONARIES = List.of(List.of(), List.of("x", "y", "z"), List.of(), List.of(), List.of(), List.of("10", "9"));
  private static final Target VALUE = new Target.Value("y");
  private static final PreparationPlan STANDARD = PreparationPlan.standard();
  private static final PreparationPlan EVERYTHING = STANDARD.withNumbers(plan -> plan.withScaling(Scaling.Kind.ROBUST).withFill(Fill.median()).withClip(1.5))
      .withLog1p(List.of("b")).withCategory("c", CategoryPlan.oneHot(2, 1)).withCategory("d", CategoryPlan.ordinal());
  private static final double MISSING = Double.NaN;

  private static double[][] rows(int n, long seed) {
    Random random = new Random(seed);
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = new double[] {50 + 10 * random.nextGaussian(), random.nextInt(3), Math.exp(3 * random.nextGaussian()), random.nextInt(2),
          1.7e9 + random.nextInt(100_000_000), random.nextInt(2)};
      for (int j = 0; j < rows[i].length; j++) {
        if (random.nextInt(10) == 0) rows[i][j] = MISSING;
      }
    }
    return rows;
  }

  private static PreparationFit fit(PreparationPlan plan) {
    return new PreparationFit(plan, COLUMNS, DICTIONARIES, VALUE);
  }

  private static PreparationFit add(PreparationFit fit, double[][] rows, int from, int to) {
    for (int i = from; i < to; i++) {
      fit.add(rows[i], 1);
      fit.target(rows[i].length + i, 1);
    }
    return fit;
  }

  /** Everything that is a number in an encoding. */
  private static double[] figures(Encoding encoding) {
    if (encoding instanceof Numeric n) return new double[] {n.low(), n.high(), n.shift(), n.factor(), n.fill()};
    if (encoding instanceof Ordinal o) return new double[] {o.shift(), o.factor()};
    if (encoding instanceof Calendar c) return new double[] {c.shift(), c.factor()};
    return new double[0];
  }

  private static List<String> names(Preparation preparation) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < preparation.width(); i++) names.add(preparation.name(i));
    return names;
  }

  private static void near(Preparation actual, Preparation expected) {
    assertThat(names(actual)).isEqualTo(names(expected));
    for (int j = 0; j < expected.encodings().size(); j++) {
      double[] a = figures(actual.encodings().get(j));
      double[] e = figures(expected.encodings().get(j));
      for (int k = 0; k < e.length; k++) {
        if (Double.isFinite(e[k])) {
          assertThat(a[k]).as("%s, figure %d", expected.encodings().get(j), k).isCloseTo(e[k], within(1e-12 * Math.max(1, Math.abs(e[k]))));
        } else {
          assertThat(a[k]).isEqualTo(e[k]);
        }
      }
    }
    assertThat(actual.targetScaling().shift()).isCloseTo(expected.targetScaling().shift(), within(1e-12 * Math.abs(expected.targetScaling().shift())));
    assertThat(actual.targetScaling().factor()).isCloseTo(expected.targetScaling().factor(), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 11, 1000, 30_000})
  void mergedPartsAreTheWhole(int n) {
    double[][] rows = rows(n, n);
    Random random = new Random(n);
    for (PreparationPlan plan : List.of(STANDARD, EVERYTHING, STANDARD.withScaling(Scaling.Kind.MINMAX))) {
      Preparation whole = add(fit(plan), rows, 0, n).preparation();
      for (int repeat = 0; repeat < 5; repeat++) {
        int first = random.nextInt(n + 1);
        int second = first + random.nextInt(n - first + 1);
        PreparationFit merged = fit(plan);
        PreparationFit end = add(merged.part(second), rows, second, n);
        PreparationFit middle = add(merged.part(first), rows, first, second);
        add(merged, rows, 0, first);
        merged.merge(end);
        merged.merge(middle);
        near(merged.preparation(), whole);
      }
    }
  }

  @Test
  void aWeightOfTwoIsTheRowTwiceAndOfZeroItsAbsence() {
    double[][] rows = rows(500, 1);
    Random random = new Random(2);
    for (PreparationPlan plan : List.of(STANDARD, EVERYTHING, STANDARD.withCategories(CategoryPlan.oneHot(50, 240)))) {
      PreparationFit weighted = fit(plan);
      PreparationFit repeated = fit(plan);
      for (double[] row : rows) {
        int weight = random.nextInt(4);
        double y = random.nextGaussian();
        weighted.add(row, weight);
        weighted.target(y, weight);
        for (int k = 0; k < weight; k++) {
          repeated.add(row, 1);
          repeated.target(y, 1);
        }
      }
      near(weighted.preparation(), repeated.preparation());
    }
  }

  @Test
  void equalWeightsOfAnySizeAreAsNone() {
    double[][] rows = rows(101, 3);
    for (double weight : new double[] {1e-6, 0.5}) {
      PreparationFit weighted = fit(EVERYTHING);
      PreparationFit plain = fit(EVERYTHING);
      for (double[] row : rows) {
        weighted.add(row, weight);
        weighted.target(row[3] == 1 ? 2 : 3, weight);
        plain.add(row, 1);
        plain.target(row[3] == 1 ? 2 : 3, 1);
      }
      near(weighted.preparation(), plain.preparation());
    }
  }

  private static Encoding one(Column column, UnaryOperator<PreparationPlan> change, List<String> dictionary, double... raws) {
    PreparationFit fit = new PreparationFit(change.apply(STANDARD), List.of(column), List.of(dictionary), VALUE);
    for (double raw : raws) fit.add(new double[] {raw}, 1);
    return fit.preparation().encodings().get(0);
  }

  private static double[] written(Encoding encoding, double raw) {
    double[] to = new double[encoding.width()];
    Arrays.fill(to, 77);
    encoding.write(raw, to, 0);
    float[] rounded = new float[to.length];
    encoding.write(raw, rounded, 0);
    for (int i = 0; i < to.length; i++) assertThat(rounded[i]).isEqualTo((float) to[i]);
    return to;
  }

  @Test
  void quantilesOfManyValuesComeFromASampleThatTheOrderOfPartsDoesNotChange() {
    int n = 200_000;
    PreparationPlan plan = STANDARD.withNumbers(p -> p.withFill(Fill.median()).withScaling(Scaling.Kind.ROBUST));
    PreparationFit fit = new PreparationFit(plan, List.of(Column.number("a")), List.of(List.of()), VALUE);
    for (int i = 0; i < n; i++) fit.add(new double[] {i}, 1);
    Numeric numeric = (Numeric) fit.preparation().encodings().get(0);
    assertThat(numeric.fill() / n).as("median").isCloseTo(0.5, within(0.0071));
    assertThat(1 / numeric.factor() / n).as("interquartile range").isCloseTo(0.5, within(0.0123));
    assertThat(numeric.fill()).isNotEqualTo((n - 1) / 2.0);
  }

  @Test
  void aRobustScalingWithoutARangeTakesTheDeviation() {
    Numeric numeric = (Numeric) one(Column.number("a"), plan -> plan.withScaling(Scaling.Kind.ROBUST), List.of(), 0, 0, 0, 0, 0, 0, 0, 10);
    assertThat(numeric.shift()).isZero();
    assertThat(numeric.factor()).isEqualTo(1 / Math.sqrt(100.0 / 8 - 1.25 * 1.25));
  }

  @Test
  void outliersAreClippedAtTukeysFencesBeforeTheFiguresAreTaken() {
    double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 1000};
    Numeric numeric = (Numeric) one(Column.number("a"), plan -> plan.withNumbers(p -> p.withClip(1.5)), List.of(), values);
    assertThat(new double[] {numeric.low(), numeric.high()}).containsExactly(3 - 1.5 * 4, 7 + 1.5 * 4);
    assertThat(numeric.shift()).isCloseTo((36 + 13) / 9.0, within(1e-15));
    assertThat(written(numeric, 1000)).containsExactly(written(numeric, 13));
    assertThat(written(numeric, -1e300)).containsExactly(written(numeric, -3));
    Numeric range = (Numeric) one(Column.number("a"), plan -> plan.withNumbers(p -> p.withClip(1.5).withScaling(Scaling.Kind.MINMAX)), List.of(), values);
    assertThat(written(range, 1000)).containsExactly(1);
    assertThat(written(range, 1)).containsExactly(0);
    Numeric rare = (Numeric) one(Column.number("a"), plan -> plan.withNumbers(p -> p.withClip(1.5)), List.of(), 0, 0, 0, 0, 0, 1);
    assertThat(rare.high()).isInfinite();
  }

  @Test
  void log1pKeepsTheSignAndIsWhatIsScaled() {
    Numeric numeric = (Numeric) one(Column.number("a"), plan -> plan.withLog1p(List.of("a")), List.of(), Math.E - 1, 1 - Math.E);
    assertThat(written(numeric, Math.E - 1)[0]).isCloseTo(1, within(1e-15));
    assertThat(written(numeric, 1 - Math.E)[0]).isCloseTo(-1, within(1e-15));
    assertThat(written(numeric, -0.0)[0]).isZero();
  }

  @Test
  void aMissingNumberIsFilledAndSaidToBeMissingWhenTrainingHadSome() {
    Encoding gaps = one(Column.number("a"), plan -> plan, List.of(), 1, MISSING, 3);
    assertThat(written(gaps, MISSING)).containsExactly(0, 1);
    assertThat(written(gaps, 3)).containsExactly(1, 0);
    assertThat(gaps.name(1)).isEqualTo("a missing");
    Encoding whole = one(Column.number("a"), plan -> plan, List.of(), 1, 3);
    assertThat(written(whole, MISSING)).containsExactly(0);
    assertThat(one(Column.number("a"), plan -> plan.withNumbers(p -> p.withIndicator(Indicator.ALWAYS)), List.of(), 1, 3).width()).isEqualTo(2);
    assertThat(one(Column.number("a"), plan -> plan.withNumbers(p -> p.withIndicator(Indicator.NEVER)), List.of(), 1, MISSING).width()).isEqualTo(1);
    Encoding none = one(Column.number("a"), plan -> plan, List.of(), MISSING, MISSING);
    assertThat(written(none, 5)).containsExactly(0);
  }

  @Test
  void oneHotHasInputsForTheRestAndForGapsOnlyWhenTrainingHadThem() {
    List<String> dictionary = List.of("b", "a", "rare");
    Column column = Column.category("k");
    Encoding all = one(column, plan -> plan.withCategories(CategoryPlan.oneHot(2, 1)), dictionary, 0, 0, 1, 1, 1, 2, MISSING);
    assertThat(List.of(all.name(0), all.name(1), all.name(2), all.name(3))).containsExactly("k=a", "k=b", "k=other", "k missing");
    assertThat(all.codes(List.of("a", "rare", "b", "new"))).containsExactly(0, -1, 1, -1);
    assertThat(written(all, 0)).containsExactly(1, 0, 0, 0);
    assertThat(written(all, Encoding.UNSEEN)).containsExactly(0, 0, 1, 0);
    assertThat(written(all, MISSING)).containsExactly(0, 0, 0, 1);
    Encoding known = one(column, plan -> plan, dictionary, 0, 1, 2);
    assertThat(known.width()).isEqualTo(3);
    assertThat(written(known, Encoding.UNSEEN)).containsExactly(0, 0, 0);
    assertThat(written(known, MISSING)).containsExactly(0, 0, 0);
    assertThat(known.raw("new", TextRules.standard())).isEqualTo(Encoding.UNSEEN);
    assertThat(known.raw("NA", TextRules.standard())).isNaN();
    assertThat(known.raw(" b ", TextRules.standard())).isEqualTo(1);
  }

  @Test
  void equallyFrequentCategoriesAreKeptByTextAndOrderedByNumber() {
    Column column = Column.category("k");
    OneHot kept = (OneHot) one(column, plan -> plan.withCategories(CategoryPlan.oneHot(2, 1)), List.of("9", "10", "8", "100"), 0, 1, 2, 3);
    assertThat(kept.categories()).containsExactly("10", "100");
    assertThat(((OneHot) one(column, plan -> plan, List.of("9", "10", "8", "-1", "not there"), 0, 1, 2, 3)).categories()).containsExactly("-1", "8", "9", "10");
    OneHot small = (OneHot) one(column, plan -> plan.withCategories(CategoryPlan.oneHot(50, 2)), List.of("u", "v"), 0, 1, 1);
    assertThat(small.categories()).containsExactly("v");
    assertThat(small.other()).isTrue();
  }

  @Test
  void ordinalGivesTheMeanForWhatItDoesNotKnow() {
    Column column = Column.category("k");
    Ordinal ordinal = (Ordinal) one(column, plan -> plan.withCategory("k", CategoryPlan.ordered(List.of("S", "M", "L"))), List.of("L", "S", "odd"), 0, 0, 1, 1, 2);
    assertThat(ordinal.shift()).isEqualTo(1);
    assertThat(written(ordinal, ordinal.raw("S", TextRules.standard()))).containsExactly(-1);
    assertThat(written(ordinal, ordinal.raw("odd", TextRules.standard()))).containsExactly(0);
    assertThat(written(ordinal, MISSING)).containsExactly(0);
  }

  @Test
  void hashingGivesZerosForAGapAndABucketForAnyText() {
    Encoding hashed = one(Column.category("k"), plan -> plan.withCategories(CategoryPlan.hashed(3)), List.of("u"), 0);
    assertThat(written(hashed, MISSING)).containsExactly(0, 0, 0);
    assertThat(Arrays.stream(written(hashed, hashed.raw("never seen", TextRules.standard()))).sum()).isEqualTo(1);
    assertThat(hashed.codes(List.of("u", "v"))).containsExactly((int) hashed.raw("u", TextRules.standard()), (int) hashed.raw("v", TextRules.standard()));
  }

  @Test
  void withoutRowsNumbersStayAsTheyAre() {
    PreparationFit fit = fit(STANDARD);
    fit.add(rows(1, 1)[0], 0);
    assertThat(written(fit.preparation().encodings().get(0), 12)).containsExactly(12);
    assertThat(fit.preparation().targetScaling()).isEqualTo(TargetScaling.none());
  }

  @Test
  void aValueIsStandardisedUnlessNothingIsOrItIsConstant() {
    record Case(PreparationPlan plan, Target target, double[] values, TargetScaling expected) {}

    TargetScaling scaled = new TargetScaling(4, 0.5);
    PreparationPlan none = STANDARD.withScaling(Scaling.Kind.NONE);
    for (Case one : List.of(new Case(STANDARD, VALUE, new double[] {2, 6}, scaled),
        new Case(none, VALUE, new double[] {2, 6}, TargetScaling.none()),
        new Case(none.withTarget(TargetScaling.Kind.STANDARD), VALUE, new double[] {2, 6}, scaled),
        new Case(STANDARD.withTarget(TargetScaling.Kind.NONE), VALUE, new double[] {2, 6}, TargetScaling.none()),
        new Case(STANDARD, VALUE, new double[] {6, 6}, TargetScaling.none()),
        new Case(STANDARD, Target.Labels.of(List.of("u")), new double[] {0, 1}, TargetScaling.none()))) {
      PreparationFit fit = new PreparationFit(one.plan, List.of(), List.of(), one.target);
      for (double y : one.values) fit.target(y, 1);
      assertThat(fit.preparation().targetScaling()).isEqualTo(one.expected);
    }
    assertThat(scaled.restore(scaled.scale(11))).isEqualTo(11);
  }

  /** The plain loop of a standardisation without gaps, whose bits are to stay. */
  @ParameterizedTest
  @EnumSource(value = Scaling.Kind.class, names = {"STANDARD", "MINMAX"})
  void withoutGapsTheBitsAreThoseOfThePlainLoop(Scaling.Kind kind) {
    Random random = new Random(7);
    PreparationFit fit = new PreparationFit(STANDARD.withScaling(kind), List.of(Column.number("a")), List.of(List.of()), VALUE);
    double mean = 0;
    double squares = 0;
    double weights = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 1000; i++) {
      double x = 100 * random.nextGaussian();
      double weight = i % 3;
      fit.add(new double[] {x}, weight);
      if (weight == 0) continue;
      weights += weight;
      double delta = x - mean;
      mean += delta * weight / weights;
      squares += weight * delta * (x - mean);
      min = Math.min(min, x);
      max = Math.max(max, x);
    }
    Numeric numeric = (Numeric) fit.preparation().encodings().get(0);
    assertThat(numeric.shift()).isEqualTo(kind == Scaling.Kind.STANDARD ? mean : min);
    assertThat(numeric.factor()).isEqualTo(1 / (kind == Scaling.Kind.STANDARD ? Math.sqrt(squares / weights) : max - min));
  }

  @Test
  void whatDoesNotFitTheColumnsIsRefused() {
    assertThatThrownBy(() -> fit(STANDARD.withLog1p(List.of("c")))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the column \"c\" is of type category; scaling is for columns of type number or boolean");
    assertThatThrownBy(() -> fit(STANDARD.withCategory("a", CategoryPlan.ordinal()))).hasMessageContaining("\"a\" is of type number; encoding of categories is for");
    assertThatThrownBy(() -> fit(STANDARD.withLog1p(List.of("age")))).hasMessageContaining("\"age\" was asked for; it must be one of the inputs [a, c, b,");
    assertThatThrownBy(() -> new PreparationFit(STANDARD, List.of(Column.text("t")), List.of(List.of()), VALUE)).hasMessageContaining("\"t\" is of type text");
    assertThatThrownBy(() -> new PreparationFit(STANDARD, COLUMNS, List.of(), VALUE)).hasMessageContaining("0 dictionaries were given for 6 columns");
    assertThatThrownBy(() -> fit(STANDARD).add(rows(1, 1)[0], -1)).hasMessageContaining("a row of weight -1.0");
    assertThatThrownBy(() -> fit(STANDARD).target(1, Double.NaN)).hasMessageContaining("a row of weight NaN");
    assertThatThrownBy(() -> fit(STANDARD).merge(fit(EVERYTHING))).hasMessageContaining("another plan");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> NumberPlan.standard().withClip(0)).hasMessageStartingWith("clipping 0.0 interquartile ranges");
    assertThatThrownBy(() -> Fill.constant(Double.NaN)).hasMessage("a fill of NaN was asked for; it must be finite");
    assertThatThrownBy(() -> CategoryPlan.oneHot(0, 1)).hasMessageContaining("at most 0 categories");
    assertThatThrownBy(() -> CategoryPlan.oneHot(5, 0.5)).hasMessageContaining("a smallest count of 0.5");
    assertThatThrownBy(() -> CategoryPlan.hashed(0)).hasMessageContaining("into 0 buckets");
    assertThatThrownBy(() -> CategoryPlan.ordered(List.of())).hasMessageContaining("an order of 0 categories");
    assertThatThrownBy(() -> CategoryPlan.ordered(List.of("u", "u"))).hasMessageContaining("\"u\" was given twice");
    assertThatThrownBy(() -> STANDARD.withLog1p(List.of("a")).withCategory("a", CategoryPlan.ordinal())).hasMessageContaining("as a number and as a category");
    assertThatThrownBy(() -> new TargetScaling(0, 0)).hasMessageContaining("a factor of 0.0");
  }

  @Test
  void theLaterOfTwoChangesCounts() {
    PreparationPlan plan = STANDARD.withLog1p(List.of("a")).withScaling(Scaling.Kind.MINMAX);
    assertThat(plan.number("a")).isEqualTo(NumberPlan.standard().withTransform(Transform.LOG1P).withScaling(Scaling.Kind.MINMAX));
    assertThat(plan.number("b")).isEqualTo(NumberPlan.standard().withScaling(Scaling.Kind.MINMAX));
    assertThat(STANDARD.withCategory("c", CategoryPlan.ordinal()).withCategories(CategoryPlan.hashed(4)).category("c")).isEqualTo(CategoryPlan.hashed(4));
  }
}
