package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.prepare.CellReader;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.TextRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellTextTest {
  /** A double near 1.7e9 has steps of 2.4e-7 s: seven decimals at most. */
  @ParameterizedTest
  @CsvSource({"2024-03-01T12:30:05.123456789Z,2024-03-01T12:30:05.1234567", "2024-03-01T12:30:05.1,2024-03-01T12:30:05.1", "2024-03-01,2024-03-01",
      "2024-03-01T12:30:05.250000,2024-03-01T12:30:05.25", "2024-03-01T12:30,2024-03-01T12:30:00", "2024-03-01T23:59:59.999999,2024-03-01T23:59:59.999999",
      "1970-01-01T00:00:00.000000001,1970-01-01T00:00:00.000000001", "1969-12-31T23:59:59.75,1969-12-31T23:59:59.75"})
  void aTimeHasTheFewestDecimalsThatAreReadAsTheSame(String text, String written) {
    CellReader times = CellReader.of(ColumnType.TIME, TextRules.standard());
    assertThat(CellText.time(times.read(text))).isEqualTo(written);
    assertThat(times.read(written)).isEqualTo(times.read(text));
  }
}
