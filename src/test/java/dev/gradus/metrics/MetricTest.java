package dev.gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricTest {
  /** The table has every figure that an evaluation may give, and no other. */
  @Test
  void everyFigureIsInTheTable() {
    Set<String> given = new LinkedHashSet<>();
    ClassFigures two = new ClassFigures(List.of("a", "b"), 1, true);
    ClassFigures six = new ClassFigures(List.of("a", "b", "c", "d", "e", "f"), 6, true);
    ClassFigures four = new ClassFigures(List.of("a", "b", "c", "d"), 4, true);
    MultiLabelFigures labels = new MultiLabelFigures(List.of("a"));
    RegressionFigures values = new RegressionFigures();
    QuantileFigures quantiles = new QuantileFigures(0.25, 0.75);
    for (int i = 0; i < 12; i++) {
      two.add(i % 2, new double[] {i / 11.0}, 0, 1);
      double[] p = new double[6];
      p[(i + i % 5 / 4) % 6] = 1;
      six.add(i % 6, p, 0, 1);
      four.add(i % 4, new double[] {0.1, 0.2, 0.3, 0.4}, 0, 1);
      labels.add(new double[] {i % 2}, 0, new double[] {i / 11.0}, 0, 1);
      values.add(i, i + 1 + i % 2, 1);
      quantiles.add(new double[] {i, i + 2}, 0, i + 1 + i % 2, 1);
    }
    given.addAll(new Evaluation.OfClasses(1, 12, two).figures().keySet());
    given.addAll(new Evaluation.OfClasses(1, 12, six).figures().keySet());
    given.addAll(new Evaluation.OfClasses(1, 12, four).figures().keySet());
    given.addAll(new Evaluation.OfLabels(1, 12, labels).figures().keySet());
    given.addAll(new Evaluation.OfValues(1, 12, values, Optional.of(quantiles)).figures().keySet());
    assertThat(Metric.all()).extracting(Metric::name).containsExactlyInAnyOrderElementsOf(given);
    assertThat(Metric.all()).allSatisfy(metric -> assertThat(Metric.named(metric.name())).isSameAs(metric));
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Metric.named("roc-auc")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no figure \"roc-auc\"; did you mean \"roc_auc\"? known are loss, accuracy, ");
    assertThatThrownBy(() -> Metric.named("acuracy")).hasMessageContaining("did you mean \"accuracy\"?");
    assertThatThrownBy(() -> Metric.named("happiness")).hasMessageNotContaining("did you mean").hasMessageContaining("pinball");
  }

  @Test
  void knowsWhichWayIsBetter() {
    assertThat(Metric.named("accuracy").isBetter(0.9, 0.8, 0.05)).isTrue();
    assertThat(Metric.named("accuracy").isBetter(0.9, 0.8, 0.2)).isFalse();
    assertThat(Metric.named("loss").isBetter(0.8, 0.9, 0)).isTrue();
    assertThat(Metric.named("loss").isBetter(0.9, 0.9, 0)).isFalse();
  }
}
