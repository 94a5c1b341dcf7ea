package dev.gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ScoreCurveTest {
  private static final double[] SCORES = {0.9, 0.8, 0.8, 0.4, 0.3, 0.99};
  private static final boolean[] POSITIVE = {true, true, false, true, false, false};
  private static final double[] WEIGHTS = {1, 1, 1, 2, 1, 0};

  /** By hand: at 0.8 the positives of weight 2 of 4 and one negative of 2 are above; the one at 0.99 weighs nothing. */
  @Test
  void whatAThresholdDoes() {
    ScoreCurve curve = ScoreCurve.of(SCORES, POSITIVE, WEIGHTS);
    assertThat(curve.size()).isEqualTo(4);
    assertThat(curve.positives()).isEqualTo(4);
    assertThat(curve.negatives()).isEqualTo(2);
    assertThat(curve.at(0.8)).isEqualTo(row(0.8, 2 / 3.0, 0.5, 4 / 7.0, 0.5, 0.5));
    assertThat(curve.at(0.5)).isEqualTo(row(0.5, 2 / 3.0, 0.5, 4 / 7.0, 0.5, 0.5));
    assertThat(curve.at(0)).isEqualTo(row(0, 4 / 6.0, 1, 0.8, 0, 1));
    assertThat(curve.at(0.95).precision()).as("nothing is predicted").isEmpty();
    assertThat(curve.at(0.95).recall()).hasValue(0);
  }

  private static Threshold row(double threshold, double precision, double recall, double f1, double specificity, double share) {
    return new Threshold(threshold, OptionalDouble.of(precision), OptionalDouble.of(recall), OptionalDouble.of(f1), OptionalDouble.of(specificity),
        OptionalDouble.of(share));
  }

  /** At 0.4: F1 = 8 / (5 + 4), recall 1 and specificity ½. */
  @Test
  void theBestThresholds() {
    ScoreCurve curve = ScoreCurve.of(SCORES, POSITIVE, WEIGHTS);
    assertThat(curve.bestF1().orElseThrow().threshold()).isEqualTo(0.4);
    assertThat(curve.bestF1().orElseThrow().f1().orElseThrow()).isCloseTo(8 / 9.0, within(1e-15));
    assertThat(curve.youden().orElseThrow().threshold()).isEqualTo(0.4);
    assertThat(curve.roc().get(0)).isEqualTo(new ScoreCurve.Point(Double.POSITIVE_INFINITY, 0, 0));
    assertThat(curve.roc().get(4)).isEqualTo(new ScoreCurve.Point(0.3, 1, 1));
  }

  @Test
  void withoutBothKindsThereIsLittle() {
    ScoreCurve negatives = ScoreCurve.of(new double[] {0.1, 0.2}, new boolean[2], new double[] {1, 1});
    assertThat(negatives.rocAuc()).isEmpty();
    assertThat(negatives.averagePrecision()).isEmpty();
    assertThat(negatives.roc()).isEmpty();
    assertThat(negatives.precisionRecall()).isEmpty();
    assertThat(negatives.bestF1()).isEmpty();
    assertThat(negatives.youden()).isEmpty();
    assertThat(negatives.at(0.15).specificity()).hasValue(0.5);
    ScoreCurve nothing = ScoreCurve.of(new double[0], new boolean[0], new double[0]);
    assertThat(nothing.rocAuc()).isEmpty();
    assertThat(nothing.at(0.5).share()).isEmpty();
  }

  @Test
  void whatFitsNotIsRefused() {
    assertThatThrownBy(() -> ScoreCurve.of(new double[2], new boolean[3], new double[2])).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 scores, 3 truths and 2 weights");
    assertThatThrownBy(() -> ScoreCurve.of(new double[] {1, Double.NaN}, new boolean[2], new double[2])).hasMessageContaining("NaN was given for example 1");
  }

  /** More scores than are kept: no curve, rather than no memory. */
  @Test
  void tooManyScoresAreNotKept() {
    Scores scores = new Scores(2, 100);
    for (int i = 0; i < 50; i++) put(scores, i);
    assertThat(scores.curves()).hasSize(2);
    assertThat(scores.curves().get(1).size()).isEqualTo(50);
    for (int i = 50; i < 200; i++) put(scores, i);
    assertThat(scores.curves()).isEmpty();
  }

  private static void put(Scores scores, int i) {
    scores.begin(1);
    scores.put(0, i, i % 2 == 0);
    scores.put(1, -i, i % 2 == 1);
  }
}
