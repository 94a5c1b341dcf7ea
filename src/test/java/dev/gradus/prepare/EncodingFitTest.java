package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What becomes of outliers, gaps, rare and unseen categories. */
class EncodingFitTest {
  private static final double MISSING = Double.NaN;

  private static Encoding one(Column column, UnaryOperator<PreparationPlan> change, List<String> dictionary, double... raws) {
    PreparationFit fit = new PreparationFit(change.apply(PreparationPlan.standard()), List.of(column), List.of(dictionary), new Target.Value("y"));
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
  void aRobustScalingWithoutARangeTakesTheDeviation() {
    Numeric numeric = (Numeric) one(Column.number("a"), plan -> plan.withScaling(Scaling.ROBUST), List.of(), 0, 0, 0, 0, 0, 0, 0, 10);
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
    Numeric range = (Numeric) one(Column.number("a"), plan -> plan.withNumbers(p -> p.withClip(1.5).withScaling(Scaling.MINMAX)), List.of(), values);
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
    CategoryPlan sizes = CategoryPlan.ordered(List.of("S", "M", "L"));
    Ordinal ordinal = (Ordinal) one(column, plan -> plan.withCategory("k", sizes), List.of("L", "S", "odd"), 0, 0, 1, 1, 2);
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
}
