package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
  private static final PreparationPlan EVERYTHING = STANDARD.withNumbers(plan -> plan.withScaling(Scaling.ROBUST).withFill(Fill.median()).withClip(1.5))
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
    for (PreparationPlan plan : List.of(STANDARD, EVERYTHING, STANDARD.withScaling(Scaling.MINMAX))) {
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

  @Test
  void aTinyWeightAmongOthersMovesNoQuantile() {
    double[] values = IntStream.rangeClosed(0, 1000).mapToDouble(i -> i).toArray();
    double[] weights = values.clone();
    Arrays.fill(weights, 1);
    weights[0] = 1e-14;
    Quantiles quantiles = new Quantiles(values, weights);
    assertThat(quantiles.at(0.5)).isCloseTo(500.5, within(0.51));
    assertThat(quantiles.at(0.25)).isCloseTo(250, within(1.0));
    assertThat(new double[] {quantiles.at(0), quantiles.at(1)}).containsExactly(0, 1000);
    double[] ages = Arrays.stream(values).map(age -> Math.exp(-0.05 * age)).toArray();
    assertThat(new Quantiles(values, ages).at(0.5)).as("half of the weight is on 0 to 13").isEqualTo(13);
    assertThat(new Quantiles(values, ages).at(0.25)).isEqualTo(5);
  }

  @Test
  void whatAFloatCannotHoldIsTheLargestFloat() {
    Column column = Column.number("a");
    for (boolean indicator : new boolean[] {false, true}) {
      Numeric tiny = new Numeric(column, Transform.NONE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0, 1e36, 0, indicator);
      OneHot other = new OneHot(Column.category("b"), List.of("u"), false, false);
      for (List<Encoding> encodings : List.of(List.<Encoding>of(tiny), List.<Encoding>of(tiny, other))) {
        Preparation preparation = new Preparation(encodings, TargetScaling.none(), TextRules.standard());
        float[] to = new float[preparation.width()];
        preparation.encode(new double[] {1e4, Double.NaN}, to);
        assertThat(to[0]).isEqualTo(Float.MAX_VALUE);
        preparation.encode(new double[] {-1e4, Double.NaN}, to);
        assertThat(to[0]).isEqualTo(-Float.MAX_VALUE);
      }
    }
  }

  @Test
  void classesOfOneNumberInTwoSpellingsAreOrderedByText() {
    for (List<String> labels : List.of(List.of("1", "1.0", "0"), List.of("1.0", "0", "1"))) {
      assertThat(Target.Classes.sorted("y", labels).labels()).containsExactly("0", "1", "1.0");
    }
    assertThat(Target.Classes.sorted("y", List.of("10", "9", "x")).labels()).containsExactly("10", "9", "x");
  }

  @Test
  void quantilesOfManyValuesComeFromASampleThatTheOrderOfPartsDoesNotChange() {
    int n = 200_000;
    PreparationPlan plan = STANDARD.withNumbers(p -> p.withFill(Fill.median()).withScaling(Scaling.ROBUST));
    PreparationFit fit = new PreparationFit(plan, List.of(Column.number("a")), List.of(List.of()), VALUE);
    for (int i = 0; i < n; i++) fit.add(new double[] {i}, 1);
    Numeric numeric = (Numeric) fit.preparation().encodings().get(0);
    assertThat(numeric.fill() / n).as("median").isCloseTo(0.5, within(0.0071));
    assertThat(1 / numeric.factor() / n).as("interquartile range").isCloseTo(0.5, within(0.0123));
    assertThat(numeric.fill()).isNotEqualTo((n - 1) / 2.0);
  }

  @Test
  void withoutRowsNumbersStayAsTheyAre() {
    PreparationFit fit = fit(STANDARD);
    fit.add(rows(1, 1)[0], 0);
    assertThat(fit.preparation().encodings().get(0)).isEqualTo(Numeric.plain(Column.number("a")));
    assertThat(fit.preparation().targetScaling()).isEqualTo(TargetScaling.none());
  }

  @Test
  void aValueIsStandardisedUnlessNothingIsOrItIsConstant() {
    record Case(PreparationPlan plan, Target target, double[] values, TargetScaling expected) {}

    TargetScaling scaled = new TargetScaling(4, 0.5);
    PreparationPlan none = STANDARD.withScaling(Scaling.NONE);
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
  @EnumSource(value = Scaling.class, names = {"STANDARD", "MINMAX"})
  void withoutGapsTheBitsAreThoseOfThePlainLoop(Scaling kind) {
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
    assertThat(numeric.shift()).isEqualTo(kind == Scaling.STANDARD ? mean : min);
    assertThat(numeric.factor()).isEqualTo(1 / (kind == Scaling.STANDARD ? Math.sqrt(squares / weights) : max - min));
  }

  @Test
  void whatDoesNotFitTheColumnsIsRefused() {
    assertThatThrownBy(() -> fit(STANDARD.withLog1p(List.of("c")))).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the column \"c\" is of type category; scaling is for columns of type number or boolean");
    assertThatThrownBy(() -> fit(STANDARD.withCategory("a", CategoryPlan.ordinal())))
        .hasMessageContaining("\"a\" is of type number; encoding of categories is for");
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
    assertThatThrownBy(() -> STANDARD.withLog1p(List.of("a")).withCategory("a", CategoryPlan.ordinal()))
        .hasMessageContaining("as a number and as a category");
    assertThatThrownBy(() -> new TargetScaling(0, 0)).hasMessageContaining("a factor of 0.0");
  }

  @Test
  void theLaterOfTwoChangesCounts() {
    PreparationPlan plan = STANDARD.withLog1p(List.of("a")).withScaling(Scaling.MINMAX);
    assertThat(plan.number("a")).isEqualTo(NumberPlan.standard().withTransform(Transform.LOG1P).withScaling(Scaling.MINMAX));
    assertThat(plan.number("b")).isEqualTo(NumberPlan.standard().withScaling(Scaling.MINMAX));
    assertThat(STANDARD.withCategory("c", CategoryPlan.ordinal()).withCategories(CategoryPlan.hashed(4)).category("c")).isEqualTo(CategoryPlan.hashed(4));
  }
}
