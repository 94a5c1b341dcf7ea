package dev.gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  /** Worked by hand: 4 cats (3 found, 1 called dog), 3 dogs (1 found, 2 called cat), no bird. */
  @Test
  void confusionAndWhatFollowsFromIt() {
    ConfusionMatrix confusion = new ConfusionMatrix(List.of("cat", "dog", "bird"));
    for (int i = 0; i < 3; i++) confusion.add(0, 0, 1);
    confusion.add(0, 1, 1);
    confusion.add(1, 1, 1);
    for (int i = 0; i < 2; i++) confusion.add(1, 0, 1);
    assertThat(confusion.accuracy().orElseThrow()).isCloseTo(4 / 7.0, within(1e-15));
    assertThat(confusion.precision(0).orElseThrow()).isCloseTo(3 / 5.0, within(1e-15));
    assertThat(confusion.recall(0).orElseThrow()).isCloseTo(3 / 4.0, within(1e-15));
    assertThat(confusion.f1(0).orElseThrow()).isCloseTo(2 * 0.6 * 0.75 / (0.6 + 0.75), within(1e-15));
    assertThat(confusion.precision(1).orElseThrow()).isEqualTo(0.5);
    assertThat(confusion.recall(1).orElseThrow()).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(confusion.precision(2)).as("never predicted").isEmpty();
    assertThat(confusion.recall(2)).as("never there").isEmpty();
    assertThat(confusion.f1(2)).isEmpty();
    assertThat(confusion.count(1, 0)).isEqualTo(2);
  }

  @Test
  void aWeightOfTwoIsTheExampleTwice() {
    RegressionFigures twice = new RegressionFigures();
    RegressionFigures weighted = new RegressionFigures();
    double[][] pairs = {{1, 2}, {3, 3.5}, {-1, 0}};
    for (double[] pair : pairs) {
      twice.add(pair[0], pair[1], 1);
      twice.add(pair[0], pair[1], 1);
      weighted.add(pair[0], pair[1], 2);
    }
    assertThat(weighted.r2().orElseThrow()).isCloseTo(twice.r2().orElseThrow(), within(1e-14));
    assertThat(weighted.meanAbsoluteError()).isEqualTo(twice.meanAbsoluteError());
  }

  @Test
  void errorsOfValues() {
    RegressionFigures figures = new RegressionFigures();
    double[] predicted = {2.5, 0.0, 2, 8};
    double[] actual = {3, -0.5, 2, 7};
    for (int i = 0; i < 4; i++) figures.add(predicted[i], actual[i], 1);
    assertThat(figures.meanSquaredError().orElseThrow()).isCloseTo(0.375, within(1e-15));
    assertThat(figures.rootMeanSquaredError().orElseThrow()).isCloseTo(Math.sqrt(0.375), within(1e-15));
    assertThat(figures.meanAbsoluteError().orElseThrow()).isCloseTo(0.5, within(1e-15));
    double mean = (3 - 0.5 + 2 + 7) / 4;
    double total = 0;
    for (double y : actual) total += (y - mean) * (y - mean);
    assertThat(figures.r2().orElseThrow()).isCloseTo(1 - 1.5 / total, within(1e-14));
  }

  @Test
  void whatIsNotDefinedIsAbsent() {
    assertThat(new RegressionFigures().meanSquaredError()).isEmpty();
    RegressionFigures constant = new RegressionFigures();
    constant.add(1, 5, 1);
    constant.add(2, 5, 1);
    assertThat(constant.r2()).as("all targets are equal").isEmpty();
    assertThat(new Evaluation.OfValues(4, 2, constant).figures()).containsKeys("loss", "rmse", "mae").doesNotContainKey("r2");
  }

  /** 0.1 · 0.3 / 0.3 is not 0.1: equal targets must not seem to differ. */
  @Test
  void equalTargetsOfAnyWeightHaveNoR2() {
    RegressionFigures figures = new RegressionFigures();
    for (double weight : new double[] {0.3, 0.7, 1.1, 0.9}) figures.add(0.2, 0.1, weight);
    assertThat(figures.r2()).isEmpty();
    assertThat(figures.explainedVariance()).isEmpty();
    assertThat(figures.medianAbsoluteError().orElseThrow()).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void outputsThatAreNoProbabilitiesAreRankedOnly() {
    double[][] outputs = {{-1, 3}, {2, 2.5}, {5, 4}, {0, 0.2}};
    ClassFigures two = new ClassFigures(List.of("a", "b"), 2, false);
    for (int i = 0; i < 4; i++) two.add(i < 2 ? 1 : 0, outputs[i], 0, 1);
    assertThat(new Evaluation.OfClasses(1, 4, two).figures()).containsEntry("accuracy", 0.75).containsEntry("roc_auc", 1.0).containsKey("pr_auc")
        .doesNotContainKeys("log_loss", "brier", "ece");
    assertThat(two.reliability()).isEmpty();
  }

  @Test
  void outputsThatAreNoNumbersGiveNoFiguresOfThem() {
    ClassFigures three = new ClassFigures(List.of("a", "b", "c"), 3, true);
    for (int c = 0; c < 3; c++) three.add(c, new double[] {0.2, 0.5, c == 2 ? Double.NaN : 0.3}, 0, 1);
    assertThat(new Evaluation.OfClasses(Double.NaN, 3, three).figures()).containsKey("accuracy")
        .doesNotContainKeys("loss", "log_loss", "brier", "ece", "top_2_accuracy", "roc_auc", "pr_auc");
    RegressionFigures values = new RegressionFigures();
    values.add(Double.NaN, 1, 1);
    values.add(2, 3, 1);
    values.add(2, 4, 1);
    assertThat(new Evaluation.OfValues(Double.NaN, 3, values).figures()).isEmpty();
  }

  @Test
  void figuresOfNothingAreAbsent() {
    assertThat(new Evaluation.OfClasses(Double.NaN, 0, new ClassFigures(List.of("a", "b", "c"), 3, true)).figures()).isEmpty();
    assertThat(new Evaluation.OfClasses(Double.NaN, 0, new ClassFigures(List.of("a", "b"), 1, true)).figures()).isEmpty();
    assertThat(new Evaluation.OfValues(Double.NaN, 0, new RegressionFigures()).figures()).isEmpty();
    assertThat(new Evaluation.OfLabels(Double.NaN, 0, new MultiLabelFigures(List.of("a", "b"))).figures()).isEmpty();
  }

  @Test
  void outputsThatDoNotFitTheClassesAreRefused() {
    assertThatThrownBy(() -> new ClassFigures(List.of("a", "b", "c"), 1, true)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 outputs for 3 classes");
    assertThatThrownBy(() -> new ClassFigures(List.of("a", "b"), 1, true).topAccuracy(6)).hasMessageContaining("top 6");
    assertThatThrownBy(() -> new QuantileFigures(1)).hasMessageContaining("a quantile of 1.0 was asked for");
    ClassFigures forgotten = new ClassFigures(List.of("a", "b"), 1, true);
    forgotten.forgetExamples();
    assertThatThrownBy(() -> forgotten.add(1, new double[] {1}, 0, 1)).isInstanceOf(IllegalStateException.class);
  }

  /** The figures of a step are counted in the memory that there is. */
  @Test
  void runningFiguresAllocateNothing() {
    com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] a = new double[400];
    double[] y = new double[400];
    double[] w = new double[400];
    Arrays.setAll(a, i -> i % 7 / 7.0);
    Arrays.setAll(y, i -> i % 2);
    Arrays.fill(w, 1);
    for (RunningFigures figures : List.of(RunningFigures.ofClasses(10), RunningFigures.ofClasses(1), RunningFigures.ofValues(1, 0), RunningFigures.ofLabels(4))) {
      for (int i = 0; i < 2000; i++) figures.add(a, y, w, 40);
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 2000; i++) figures.add(a, y, w, 40);
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }
  }
}
