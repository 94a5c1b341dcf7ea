package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussLegendreTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 21})
  void isExactForPolynomialsUpToDegreeTwiceTheNodesLessOne(int n) {
    GaussLegendre rule = new GaussLegendre(n);

    for (int degree = 0; degree < 2 * n; degree++) {
      double sum = 0;
      for (int i = 0; i < n; i++) sum += rule.weights[i] * Math.pow(rule.nodes[i], degree);
      assertThat(sum).as("∫ t^%d over [0, 1]", degree).isCloseTo(1.0 / (degree + 1), within(2e-15 * n));
    }
    assertThat(rule.nodes).isSorted();
    assertThat(rule.nodes[0]).isPositive();
    assertThat(rule.nodes[n - 1]).isLessThan(1);
  }
}
