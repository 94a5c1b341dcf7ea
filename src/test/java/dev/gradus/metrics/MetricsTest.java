package dev.gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
}
