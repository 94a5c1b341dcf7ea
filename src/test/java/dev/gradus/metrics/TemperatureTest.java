package dev.gradus.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TemperatureTest {
  /** Two of three examples with z = 2 are of class 1, so that sigmoid(2 / T) = 2/3: 2 / T = log 2. */
  @Test
  void theProbabilityBecomesTheShare() {
    double t = 2 / Math.log(2);
    assertThat(Temperature.ofSigmoid(new double[] {2, 2, 2}, 1, new double[] {1, 1, 0}, new double[] {1, 1, 1}).orElseThrow()).isCloseTo(t, within(1e-12));
    assertThat(Temperature.ofSigmoid(new double[] {2, 2, 5}, 1, new double[] {1, 0, 0}, new double[] {2, 1, 0}).orElseThrow()).isCloseTo(t, within(1e-12));
    double[] z = {0, 2, 1, 3, -1, 1};
    assertThat(Temperature.ofSoftmax(z, 2, new int[] {1, 1, 0}, new double[] {1, 1, 1}).orElseThrow()).isCloseTo(t, within(1e-12));
    assertThat(Temperature.ofSoftmax(z, 2, new int[] {1, 0, 0}, new double[] {4, 2, 0}).orElseThrow()).isCloseTo(t, within(1e-12));
  }

  @Test
  void thereIsNoneWhereNoneIsBest() {
    double[] one = {1, 1};
    assertThat(Temperature.ofSigmoid(new double[] {1, -2}, 1, new double[] {1, 0}, one)).as("all are right").isEmpty();
    assertThat(Temperature.ofSigmoid(new double[] {1, -2}, 1, new double[] {0, 1}, one)).as("all are wrong").isEmpty();
    assertThat(Temperature.ofSigmoid(new double[] {0, 0}, 1, new double[] {0, 1}, one)).as("nothing is said").isEmpty();
    assertThat(Temperature.ofSoftmax(new double[] {3, 1, 0, 1}, 2, new int[] {0, 1}, one)).as("all are right").isEmpty();
    assertThat(Temperature.ofSoftmax(new double[] {3, 1, 0, 1}, 2, new int[] {1, 1}, new double[] {0, 0})).as("nothing is there").isEmpty();
  }
}
