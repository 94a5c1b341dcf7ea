package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.metrics.Metric;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Importance, contributions and dependence as src/test/python/explanations.py has them: columns of a number, a number with gaps, and a category; weights. */
class AgainstNumpyTest {
  private static final double CLOSE = 1e-6;

  static Stream<ReferenceNet> nets() {
    return ReferenceNet.all().stream();
  }

  private static PermutationImportance.Shuffle shuffle(ReferenceNet net) {
    List<?> orders = (List<?>) net.json().get("permutations");
    return (column, repeat, rows) -> Stream.of(ReferenceNet.numbers(((List<?>) orders.get(column)).get(repeat))).flatMapToDouble(Arrays::stream)
        .mapToInt(one -> (int) one).toArray();
  }

  private static void compare(List<Importance> actual, Object expected) {
    assertThat(actual).hasSize(3).isSortedAccordingTo(Comparator.comparingDouble(Importance::mean).reversed());
    for (Importance one : actual) {
      double[] figures = ReferenceNet.numbers(((List<?>) expected).get("abc".indexOf(one.column())));
      assertThat(one.mean()).as("mean of %s", one).isCloseTo(figures[0], within(CLOSE));
      assertThat(one.deviation()).as("deviation of %s", one).isCloseTo(figures[1], within(CLOSE));
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void importance(ReferenceNet net) {
    try (net) {
      PermutationImportance importance = PermutationImportance.standard().withRepeats(3);
      boolean classes = (Boolean) net.json().get("classes");

      compare(importance.of(net.model(), net.data(), shuffle(net)), net.json().get("importance"));
      compare(importance.withMetric(Metric.named(classes ? "accuracy" : "mae")).of(net.model(), net.data(), shuffle(net)),
          net.json().get("importance_of_figure"));
    }
  }

  /** The integrals are sums over 131,072 midpoints there, and of Gauss and Legendre here. */
  @ParameterizedTest
  @MethodSource("nets")
  void integratedGradients(ReferenceNet net) {
    double[] usual = IntegratedGradients.baseline(net.model());
    try (net; IntegratedGradients gradients = new IntegratedGradients(net.model(), usual, 1e-8, IntegratedGradients.MOST_STEPS)) {
      double unit = 1 / (Double) net.json().get("factor");
      for (Object one : (List<?>) net.json().get("attributions")) {
        Map<?, ?> expected = (Map<?, ?>) one;
        Answer answer = Answer.all(net.model()).get(((Double) expected.get("output")).intValue());
        Attributions actual = gradients.of(net.data(), ((Double) expected.get("row")).intValue(), answer);

        double[] contributions = ReferenceNet.numbers(expected.get("contributions"));
        for (int j = 0; j < 3; j++) {
          assertThat(actual.columns().get(j).contribution()).as("%s", actual.columns().get(j)).isCloseTo(contributions[j], within(CLOSE * unit));
        }
        assertThat(actual.value()).isCloseTo((Double) expected.get("value"), within(1e-12 * unit));
        assertThat(actual.baseline()).isCloseTo((Double) expected.get("baseline"), within(1e-12 * unit));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("nets")
  void partialDependence(ReferenceNet net) {
    try (net) {
      List<?> expected = (List<?>) net.json().get("dependence");
      PartialDependence actual = PartialDependence.of(net.model(), net.data(), "c", Answer.all(net.model()), PartialDependence.POINTS);

      assertThat(actual.points()).extracting(PartialDependence.Point::cell).containsExactly("p", "q", "r");
      for (int p = 0; p < 3; p++) {
        double[] means = ReferenceNet.numbers(expected.get(p));
        for (int k = 0; k < means.length; k++) assertThat(actual.points().get(p).means().get(k)).isCloseTo(means[k], within(1e-10));
      }
    }
  }
}
