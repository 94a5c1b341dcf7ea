package dev.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures are written for people. */
class NumbersTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"0 | 0", "1 | 1", "-3 | −3", "0.10379 | 0.1038", "2.2609 | 2.261", "14.6789 | 14.68", "1234.56 | 1,235",
      "79510 | 79,510",
      "0.0044971 | 0.004497", "-0.6123 | −0.6123", "0.00001234 | 1.23 · 10⁻⁵", "12345678.5 | 1.23 · 10⁷", "NaN | not finite"})
  void fourDigits(double value, String text) {
    assertThat(Numbers.digits(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"0 | 0 %", "1 | 100 %", "0.019 | 1.9 %", "0.5 | 50 %", "0.0009 | 0.09 %", "0.9897 | 99 %", "0.01 | 1 %",
      "0.00012 | 0.01 %"})
  void shares(double share, String text) {
    assertThat(Numbers.shortPercent(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"0.04 | 0.0 s", "3.14 | 3.1 s", "59 | 59 s", "61 | 1 min 1 s", "3700 | 1 h 1 min"})
  void times(double seconds, String text) {
    assertThat(Numbers.seconds(seconds).replace('\u00a0', ' ')).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"1 | 1 epoch", "2 | 2 epochs", "1500 | 1,500 epochs"})
  void countsWithNouns(double n, String text) {
    assertThat(Numbers.counted(n, "epoch")).isEqualTo(text);
  }
}
