package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellReaderTest {
  private static final TextRules PLAIN = TextRules.standard();
  private static final String TOO_LARGE = " is too large; the numbers of a float go from -3.4e38 to 3.4e38";
  private static final String NO_TIME = "; expected is a date such as 2024-03-01, or a date with a time such as 2024-03-01T12:30:00";

  private static double read(ColumnType type, TextRules rules, Object cell) {
    return CellReader.of(type, rules).read(cell);
  }

  private static void refused(ColumnType type, TextRules rules, Object cell, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> read(type, rules, cell)).withMessage(message);
  }

  private static String advice(ColumnType type, TextRules rules, Object cell) {
    return OptionAdvice.of(type, rules, cell);
  }

  @ParameterizedTest
  @EnumSource(names = {"NUMBER", "BOOLEAN", "TIME"})
  void missingIsNaN(ColumnType type) {
    for (String mark : List.of("", " ", "NA", "N/A", " n/a ", "NaN", "nan", "null", "None", "?", "-", ".", "#N/A")) assertThat(read(type, PLAIN, mark)).isNaN();
    assertThat(read(type, PLAIN, null)).isNaN();
    assertThat(read(type, PLAIN, Double.NaN)).isNaN();
    assertThat(read(type, PLAIN.withMissing(List.of("unknown")), "unknown")).isNaN();
  }

  @ParameterizedTest
  @EnumSource(names = {"CATEGORY", "TEXT"})
  void textsHaveNoReader(ColumnType type) {
    assertThatIllegalArgumentException().isThrownBy(() -> CellReader.of(type, PLAIN))
        .withMessage("a reader of the type " + type.word() + " was asked for; it must be number, boolean or time");
  }

  @Nested
  class Numerals {
    @ParameterizedTest
    @CsvSource({"1,1", "' 1 ',1", "-2.5e3,-2500", "+.5,0.5", "007,7", "1e38,1e38", "1e-400,0"})
    void areRead(String text, double x) {
      assertThat(read(ColumnType.NUMBER, PLAIN, text)).isEqualTo(x);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0x1p3|", "1d|; it would be with --units d", "abc|", "1e|", "12 kg|; it would be with --units kg",
        "$5|; it would be with --units \"$\"", "45%|; it would be with --units \"%\"", "$20,000|; it would be with --units \"$\" --thousands ,", "true|", "1_000|", "1,23,4|", "2024-03-01|",
        "1,5|; it would be with --decimal ,", "1,234|; it would be with --thousands , or --decimal ,", "-1,234,567|; it would be with --thousands ,",
        "1,234.5|; it would be with --thousands ,", "1.234,5|; it would be with --decimal , --thousands .", "12 345|; it would be with --thousands \" \"",
        "1'000.5|; it would be with --thousands \"'\""})
    void otherTextIsRefused(String text, String advice) {
      refused(ColumnType.NUMBER, PLAIN, text, "\"" + text + "\" is not a number");
      assertThat(advice(ColumnType.NUMBER, PLAIN, text)).isEqualTo(advice == null ? "" : advice);
    }

    @Test
    void withADecimalCommaOtherAdviceFits() {
      assertThat(advice(ColumnType.NUMBER, PLAIN.withDecimal(','), " 1.234,5 ")).isEqualTo("; it would be with --thousands .");
      assertThat(advice(ColumnType.NUMBER, PLAIN.withDecimal(','), "1.5")).isEqualTo("; it would be with --decimal .");
      assertThat(advice(ColumnType.NUMBER, PLAIN.withThousands(','), "1,5")).isEmpty();
      assertThat(advice(ColumnType.NUMBER, PLAIN, "1e400")).isEmpty();
      assertThat(advice(ColumnType.NUMBER, PLAIN, LocalDate.EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "Inf", "-inf", "Infinity", "-Infinity", "+INF"})
    void infinityIsRefused(String text) {
      refused(ColumnType.NUMBER, PLAIN, text, "\"" + text + "\" is infinite, and a finite number is expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e400", "1e39", "3.41e38"})
    void whatAFloatCannotHoldIsRefused(String text) {
      refused(ColumnType.NUMBER, PLAIN, text, "\"" + text + "\"" + TOO_LARGE);
    }

    @Test
    void aLongTextIsShortenedInTheMessage() {
      refused(ColumnType.NUMBER, PLAIN, "x".repeat(41), "\"" + "x".repeat(40) + "…\" is not a number");
      refused(ColumnType.NUMBER, PLAIN, "x".repeat(40), "\"" + "x".repeat(40) + "\" is not a number");
      refused(ColumnType.NUMBER, PLAIN, "a\nb\0", "\"a\\u000Ab\\u0000\" is not a number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {",;.;1,5;1.5", ",;.;1.234,5;1234.5", ",;.;1.234;1234", ".;,;1,234;1234",
        ".;,;-12,345,678.25e1;-123456782.5", ".;,;950;950", ".;';1'234;1234", ".;';1’234;1234", ".;` `;1 234.5;1234.5"})
    void marksAreThoseAskedFor(char decimal, char thousands, String text, double x) {
      TextRules rules = new TextRules(PLAIN.missing(), decimal, Optional.of(thousands));
      assertThat(read(ColumnType.NUMBER, rules, text)).isEqualTo(x);
    }

    @Test
    void aSpaceBetweenGroupsMayBeThinOrNotBreak() {
      for (char space : new char[] {' ', '\u00A0', '\u2009', '\u202F'}) {
        assertThat(read(ColumnType.NUMBER, PLAIN.withThousands(' '), "1" + space + "234" + space + "567")).isEqualTo(1_234_567);
      }
      refused(ColumnType.NUMBER, PLAIN.withThousands(' '), "1 234\u2009567", "\"1 234\\u2009567\" is not a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,23", "1234,567", ",123", "1,,234", "1,234,", "1,2345", "1.5,000", "1,234x", "-,123", ","})
    void groupsHaveThreeDigits(String text) {
      assertThatIllegalArgumentException().isThrownBy(() -> read(ColumnType.NUMBER, PLAIN.withThousands(','), text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"$12.50|12.5", "$ 12|12", "-$3|-3", "$-3|-3", "12 kg|12", "45%|45", "1,234 kg|1234", "$1,234.50|1234.5", "7|7"})
    void unitsAreLeftOutOnRequest(String text, double x) {
      assertThat(read(ColumnType.NUMBER, PLAIN.withUnits(List.of("$", "kg", "%")).withThousands(','), text)).isEqualTo(x);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "$$5", "5 lb", "kg", "$ kg", "-$-3"})
    void otherUnitsAreRefused(String text) {
      refused(ColumnType.NUMBER, PLAIN.withUnits(List.of("$", "kg")), text, "\"" + text + "\" is not a number");
    }

    @Test
    void aNumberMayMarkAMissingValue() {
      TextRules rules = PLAIN.withMissing(List.of("-999"));
      for (Object cell : new Object[] {"-999", " -999 ", "-999.0", -999, -999.0, new BigDecimal("-999.00")}) {
        assertThat(read(ColumnType.NUMBER, rules, cell)).isNaN();
      }
      assertThat(read(ColumnType.NUMBER, rules, "999")).isEqualTo(999);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"-999,true", "9'999,true", "999kg,true", "unknown,false", "1e400,false"})
    void knowsWhetherANumberMarksAMissingValue(String mark, boolean marks) {
      TextRules rules = PLAIN.withMissing(List.of(mark)).withThousands('\'').withUnits(List.of("kg"));
      assertThat(CellReader.of(ColumnType.NUMBER, rules).hasMarks()).isEqualTo(marks);
      assertThat(read(ColumnType.NUMBER, rules, mark)).isNaN();
    }

    @Test
    void objectsAreRead() {
      assertThat(read(ColumnType.NUMBER, PLAIN, 3)).isEqualTo(3);
      assertThat(read(ColumnType.NUMBER, PLAIN, new BigDecimal("0.1"))).isEqualTo(0.1);
      assertThat(read(ColumnType.NUMBER, PLAIN, true)).isEqualTo(1);
      assertThat(read(ColumnType.NUMBER, PLAIN, false)).isEqualTo(0);
      assertThat(read(ColumnType.NUMBER, PLAIN, Float.NaN)).isNaN();
      assertThat(read(ColumnType.NUMBER, PLAIN, CharBuffer.wrap(" 1.5"))).isEqualTo(1.5);
      refused(ColumnType.NUMBER, PLAIN, 1e39, "1.0E39" + TOO_LARGE);
      refused(ColumnType.NUMBER, PLAIN, Double.NEGATIVE_INFINITY, "-Infinity is infinite, and a finite number is expected");
      refused(ColumnType.NUMBER, PLAIN, LocalDate.of(2024, 3, 1), "\"2024-03-01\" is not a number");
    }
  }

  @Nested
  class Booleans {
    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "True", " yes ", "t", "Y", "1", "1.0"})
    void wordsOfTruth(String text) {
      assertThat(read(ColumnType.BOOLEAN, PLAIN, text)).isEqualTo(1);
      assertThat(read(ColumnType.BOOLEAN, PLAIN, true)).isEqualTo(1);
      assertThat(read(ColumnType.BOOLEAN, PLAIN, 1L)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "False", "No", "f", "n", "0", "0.0"})
    void wordsOfFalsehood(String text) {
      assertThat(read(ColumnType.BOOLEAN, PLAIN, text)).isEqualTo(0);
      assertThat(read(ColumnType.BOOLEAN, PLAIN, false)).isEqualTo(0);
      assertThat(read(ColumnType.BOOLEAN, PLAIN, 0.0)).isEqualTo(0);
    }

    @Test
    void aMarkThatCouldBeABooleanIsMissing() {
      TextRules rules = PLAIN.withMissing(List.of("0", "no"));
      for (Object cell : new Object[] {"0", " 0 ", "no", 0, 0.0}) assertThat(read(ColumnType.BOOLEAN, rules, cell)).isNaN();
      for (Object cell : new Object[] {"false", "n", false}) assertThat(read(ColumnType.BOOLEAN, rules, cell)).isZero();
      assertThat(read(ColumnType.BOOLEAN, rules, "yes")).isEqualTo(1);
    }

    @Test
    void othersAreRefused() {
      for (Object cell : new Object[] {"maybe", "2", "on", 2, 0.5, LocalDate.of(2024, 3, 1)}) {
        refused(ColumnType.BOOLEAN, PLAIN, cell, "\"" + cell + "\" is not a boolean, which is true or false, yes or no, t or f, y or n, 1 or 0");
      }
    }
  }

  @Nested
  class Times {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2024-03-01|2024-03-01T00:00:00Z", "2024/3/1|2024-03-01T00:00:00Z", "2024.03.01|2024-03-01T00:00:00Z",
        "2024-03|2024-03-01T00:00:00Z", "1.3.2024|2024-03-01T00:00:00Z", "31/12/2024|2024-12-31T00:00:00Z", "12/31/2024|2024-12-31T00:00:00Z",
        "31-12-2024|2024-12-31T00:00:00Z", "3/3/2024|2024-03-03T00:00:00Z", "2024-02-29|2024-02-29T00:00:00Z", "1969-12-31|1969-12-31T00:00:00Z",
        "0001-01-01|0001-01-01T00:00:00Z", "9999-12-31|9999-12-31T00:00:00Z", "2024-03-01T12:30|2024-03-01T12:30:00Z",
        "2024-03-01 12:30|2024-03-01T12:30:00Z", "2024-03-01  12:30:05|2024-03-01T12:30:05Z", "2024-03-01t12:30:05.25z|2024-03-01T12:30:05.250Z",
        "2024-03-01T12:30:05,123456789|2024-03-01T12:30:05.123456789Z", "2024-03-01T12:30:05.1234567899|2024-03-01T12:30:05.123456789Z",
        "2024-03-01T12:30:00Z|2024-03-01T12:30:00Z", "2024-03-01T12:30+01:00|2024-03-01T11:30:00Z", "2024-03-01 12:30:00 -0530|2024-03-01T18:00:00Z",
        "2024-03-01 12:30:00+00|2024-03-01T12:30:00Z", "2024-03-01 12:30:00 UTC|2024-03-01T12:30:00Z", "31.12.2024 9:05|2024-12-31T09:05:00Z",
        "12/31/2024 3:45 PM|2024-12-31T15:45:00Z", "12/31/2024 12:00:30am|2024-12-31T00:00:30Z", "12/31/2024 12:00 pm|2024-12-31T12:00:00Z",
        "1969-12-31T23:59:59.5|1969-12-31T23:59:59.500Z"})
    void areRead(String text, Instant time) {
      double seconds = time.getEpochSecond() + time.getNano() / 1e9;
      assertThat(read(ColumnType.TIME, PLAIN, text)).isEqualTo(seconds);
      assertThat(read(ColumnType.TIME, PLAIN, " " + text + " ")).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-02-29", "2024-13-01", "2024-00-01", "2024-01-32", "2024-04-31", "2024-1", "31/13/2024", "1/2/24", "2024-03/01", "2024-03-01T",
        "2024-03-01T24:00", "2024-03-01T12:60", "2024-03-01T12:30:60", "2024-03-01T12", "2024-03-01T12:3", "2024-03-01T12:30:05.", "2024-03-01T12:30+1",
        "2024-03-01T12:30+19:00", "2024-03-01T12:30+01:", "2024-03-01T12:30 CET", "2024-03-01T13:30 PM", "2024-03-01T0:30 am", "2024-03-01x", "2024-03-01Z",
        "12:30", "yesterday", "202-03-01", "20240301T1230", "-2024-03-01", "٢٠٢٤-03-01"})
    void otherTextIsRefused(String text) {
      refused(ColumnType.TIME, PLAIN, text, "\"" + text + "\" is not a time" + NO_TIME);
    }

    @Test
    void aNumberIsNoTime() {
      refused(ColumnType.TIME, PLAIN, "20240301", "\"20240301\" is a number, not a time" + NO_TIME);
      refused(ColumnType.TIME, PLAIN, 1_700_000_000L, "\"1700000000\" is a number, not a time" + NO_TIME);
      refused(ColumnType.TIME, PLAIN, true, "\"true\" is not a time" + NO_TIME);
    }

    @Test
    void theOrderOfDayAndMonthIsNeverGuessed() {
      double april = LocalDate.of(2024, 4, 3).toEpochDay() * 86_400.0;
      double march = LocalDate.of(2024, 3, 4).toEpochDay() * 86_400.0;
      for (String text : List.of("3/4/2024", "03/04/2024", "3-4-2024")) {
        refused(ColumnType.TIME, PLAIN, text, "\"" + text + "\" can be meant with the day or the month first");
        assertThat(advice(ColumnType.TIME, PLAIN, text)).isEqualTo("; add --dates day-first or --dates month-first");
        assertThat(read(ColumnType.TIME, PLAIN.withDates(DateOrder.DAY_FIRST), text)).isEqualTo(april);
        assertThat(read(ColumnType.TIME, PLAIN.withDates(DateOrder.MONTH_FIRST), text)).isEqualTo(march);
      }
      assertThat(read(ColumnType.TIME, PLAIN.withDates(DateOrder.MONTH_FIRST), "3.4.2024")).isEqualTo(april);
      refused(ColumnType.TIME, PLAIN.withDates(DateOrder.MONTH_FIRST), "31/12/2024",
          "\"31/12/2024\" is not a date with the month first, as the others are or as was said");
      refused(ColumnType.TIME, PLAIN.withDates(DateOrder.DAY_FIRST), "12/31/2024",
          "\"12/31/2024\" is not a date with the day first, as the others are or as was said");
    }

    static Stream<Arguments> objects() {
      LocalDateTime local = LocalDateTime.of(2024, 3, 1, 12, 30, 0, 250_000_000);
      double seconds = local.toEpochSecond(ZoneOffset.UTC) + 0.25;
      double day = LocalDate.of(2024, 3, 1).toEpochDay() * 86_400.0;
      return Stream.of(Arguments.of(local, seconds), Arguments.of(LocalDate.of(2024, 3, 1), day), Arguments.of(local.toInstant(ZoneOffset.UTC), seconds),
          Arguments.of(OffsetDateTime.of(local, ZoneOffset.ofHours(2)), seconds - 7200),
          Arguments.of(local.atZone(ZoneId.of("America/New_York")), seconds + 18_000),
          Arguments.of(new Date(1_500), 1.5), Arguments.of(LocalTime.of(12, 30, 0, 250_000_000), 45_000.25),
          Arguments.of(java.sql.Time.valueOf("12:30:00"), 45_000));
    }

    @Test
    void aMarkThatCouldBeATimeIsMissing() {
      TextRules rules = PLAIN.withMissing(List.of("1900-01-01"));
      for (Object cell : new Object[] {"1900-01-01", " 1900-01-01", LocalDate.of(1900, 1, 1)}) assertThat(read(ColumnType.TIME, rules, cell)).isNaN();
      assertThat(read(ColumnType.TIME, rules, "1900-01-02")).isEqualTo(LocalDate.of(1900, 1, 2).toEpochDay() * 86_400.0);
    }

    @ParameterizedTest
    @MethodSource("objects")
    void objectsAreRead(Object cell, double seconds) {
      assertThat(read(ColumnType.TIME, PLAIN, cell)).isEqualTo(seconds);
    }

    @Test
    void whatADatabaseGivesIsLocalWhereverTheMachineIs() {
      TimeZone zone = TimeZone.getDefault();
      try {
        for (String id : List.of("UTC", "Asia/Tokyo", "America/New_York")) {
          TimeZone.setDefault(TimeZone.getTimeZone(id));
          assertThat(read(ColumnType.TIME, PLAIN, java.sql.Timestamp.valueOf("2024-03-01 12:30:00.25")))
              .isEqualTo(read(ColumnType.TIME, PLAIN, "2024-03-01 12:30:00.25"));
          assertThat(read(ColumnType.TIME, PLAIN, java.sql.Date.valueOf("2024-03-01"))).isEqualTo(read(ColumnType.TIME, PLAIN, "2024-03-01"));
        }
      } finally {
        TimeZone.setDefault(zone);
      }
      assertThat(read(ColumnType.TIME, PLAIN, java.sql.Time.valueOf("12:30:00"))).as("on 1970-01-01").isEqualTo(45_000);
    }
  }
}
