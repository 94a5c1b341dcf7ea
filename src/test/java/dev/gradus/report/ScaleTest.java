package dev.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tick marks are round, and places are where they should be. */
class ScaleTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "0     | 0.3005 | 0.0 0.1 0.2 0.3 0.4",
      "91.45 | 97.02  | 90 92 94 96 98",
      "-3.1  | 7.3    | −5.0 −2.5 0.0 2.5 5.0 7.5",
      "0     | 0      | −1.0 −0.5 0.0 0.5 1.0",
      "5     | 5      | 2 3 4 5 6 7 8",
      "0     | 1234567| 0 250,000 500,000 750,000 1,000,000 1,250,000",
      "0     | 3e-6   | 0 1.00 · 10⁻⁶ 2.00 · 10⁻⁶ 3.00 · 10⁻⁶"})
  void niceSteps(double least, double most, String labels) {
    Scale scale = Scale.nice(least, most, 5, 0, 100);

    assertThat(String.join(" ", scale.ticks().stream().map(scale::label).toList())).isEqualTo(labels);
    assertThat(scale.low()).isLessThanOrEqualTo(least);
    assertThat(scale.high()).isGreaterThanOrEqualTo(most);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"1 | 3 | 1 2 3", "1 | 40 | 10 20 30 40", "0 | 12 | 0 3 6 9 12", "1 | 1 | 0 1 2"})
  void wholeSteps(double least, double most, String labels) {
    Scale scale = Scale.whole(least, most, 5, 0, 100);

    assertThat(String.join(" ", scale.ticks().stream().map(scale::label).toList())).isEqualTo(labels);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"0.002 | 0.5 | 0.001 0.01 0.1 1", "1e-9 | 1e3 | 10⁻⁹ 10⁻⁶ 0.001 1 1,000", "1 | 1 | 1 10"})
  void powersOfTen(double least, double most, String labels) {
    Scale scale = Scale.powers(least, most, 5, 0, 100);

    assertThat(String.join(" ", scale.ticks().stream().map(scale::label).toList())).isEqualTo(labels);
  }

  @Test
  void places() {
    assertThat(Scale.nice(0, 10, 5, 200, 0).at(2.5)).isEqualTo(150, within(1e-9));
    assertThat(Scale.powers(0.01, 100, 5, 0, 400).at(10)).isEqualTo(300, within(1e-9));
  }
}
