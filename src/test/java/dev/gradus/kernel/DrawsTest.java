package dev.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
  @Test
  void aDrawIsAFunctionOfKeyAndIndex() {
    assertThat(Draws.of(0, 1).bits(7)).isEqualTo(Draws.of(0, 1).bits(7));
    assertThat(Draws.of(0, 1).bits(7)).isNotEqualTo(Draws.of(1, 0).bits(7));
    assertThat(Draws.of(0).bits(7)).isNotEqualTo(Draws.of(0, 0).bits(7));
  }

  @Test
  void seedsThatAreNeighboursAreUnrelated() {
    int n = 100_000;
    double sum = 0;
    for (int i = 0; i < n; i++) sum += (Draws.of(i).uniform(0) - 0.5) * (Draws.of(i + 1).uniform(0) - 0.5);
    assertThat(sum / n * 12).as("correlation, standard error %s", 1 / Math.sqrt(n)).isCloseTo(0, within(5 / Math.sqrt(n)));
  }

  @Test
  void uniformFillsItsRangeEvenly() {
    Draws draws = Draws.of(3, 4);
    int[] bins = new int[100];
    int n = 1_000_000;
    for (int i = 0; i < n; i++) {
      double u = draws.uniform(i);
      assertThat(u).isBetween(0.0, Math.nextDown(1.0));
      bins[(int) (u * 100)]++;
    }
    double chi2 = Arrays.stream(bins).mapToDouble(b -> (b - n / 100.0) * (b - n / 100.0) / (n / 100.0)).sum();
    assertThat(chi2).as("99 degrees of freedom").isBetween(50.0, 160.0);
  }

  @Test
  void normalHasTheMomentsOfTheNormalDistribution() {
    Draws draws = Draws.of(5);
    int n = 1_000_000;
    double[] moments = new double[5];
    double neighbours = 0;
    for (int i = 0; i < n; i++) {
      double x = draws.normal(i);
      neighbours += x * draws.normal(i + 1) / n;
      for (int k = 1; k <= 4; k++) moments[k] += Math.pow(x, k) / n;
    }
    assertThat(moments[1]).isCloseTo(0, within(0.005));
    assertThat(moments[2]).isCloseTo(1, within(0.01));
    assertThat(moments[3]).isCloseTo(0, within(0.02));
    assertThat(moments[4]).isCloseTo(3, within(0.06));
    assertThat(neighbours).isCloseTo(0, within(0.005));
  }

  @Test
  void aPermutationHasEveryNumberOnceAndEveryOrderIsEquallyLikely() {
    int[] counts = new int[24];
    for (int seed = 0; seed < 24_000; seed++) {
      int[] p = Draws.of(seed).permutation(4);
      int[] sorted = p.clone();
      Arrays.sort(sorted);
      assertThat(sorted).isEqualTo(IntStream.range(0, 4).toArray());
      int rank = 0;
      for (int i = 0; i < 4; i++) {
        int smaller = 0;
        for (int j = i + 1; j < 4; j++) smaller += p[j] < p[i] ? 1 : 0;
        rank = rank * (4 - i) + smaller;
      }
      counts[rank]++;
    }
    for (int count : counts) assertThat(count).isBetween(850, 1150);
    assertThat(Draws.of(1).permutation(0)).isEmpty();
  }

  @Test
  void belowStaysBelow() {
    Draws draws = Draws.of(9);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) counts[draws.below(i, 7)]++;
    for (int count : counts) assertThat(count).isBetween(9_600, 10_400);
    assertThat(draws.below(0, 1)).isZero();
    assertThat(draws.below(0, Integer.MAX_VALUE)).isNotNegative();
    assertThatThrownBy(() -> draws.below(0, 0)).hasMessageContaining("bound of 0");
  }
}
