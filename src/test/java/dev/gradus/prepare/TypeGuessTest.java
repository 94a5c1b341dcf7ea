package dev.gradus.prepare;

import static dev.gradus.prepare.ColumnType.BOOLEAN;
import static dev.gradus.prepare.ColumnType.CATEGORY;
import static dev.gradus.prepare.ColumnType.NUMBER;
import static dev.gradus.prepare.ColumnType.TEXT;
import static dev.gradus.prepare.ColumnType.TIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeGuessTest {
  private static final TextRules PLAIN = TextRules.standard();

  private static TypeGuess guess(TextRules rules, Stream<?> cells) {
    TypeGuess guess = new TypeGuess("a b", rules);
    cells.forEach(guess::add);
    return guess;
  }

  private static TypeGuess guess(Object... cells) {
    return guess(PLAIN, Arrays.stream(cells));
  }

  private static TypeGuess guess(TextRules rules, int count, IntFunction<?> cell) {
    return guess(rules, IntStream.range(0, count).mapToObj(cell));
  }

  static Stream<Arguments> columns() {
    return Stream.of(
        of(NUMBER, "numbers, -2.5 to 1000", "1", "-2.5", " 1e3 "),
        of(NUMBER, "numbers, 1 to 2, 3 of 5 missing", "1", "", "?", "NA", "2"),
        of(NUMBER, "numbers, 0 to 1", "0", "1", "0"),
        of(NUMBER, "a number, always 7", "7", "7.0"),
        of(NUMBER, "numbers, 1 to 2.5", 1, 2.5, "2"),
        of(NUMBER, "numbers, 0 to 10", "0", "10", "0.5"),
        of(NUMBER, "no value in 3 cells; ignored", "", null, "NA"),
        of(NUMBER, "no value in 0 cells; ignored"),
        of(NUMBER, "numbers, 1 to Infinity", "1", "1e400"),
        of(NUMBER, "numbers, 20240101 to 20240301", "20240101", "20240301"),
        of(BOOLEAN, "boolean, true or false", "true", "False", "TRUE"),
        of(BOOLEAN, "boolean, true or false, 1 of 2 missing", "true", "NA"),
        of(BOOLEAN, "boolean, true or false", "false"),
        of(BOOLEAN, "boolean, true or false", true, false),
        of(BOOLEAN, "boolean, true or false", true, "false"),
        of(BOOLEAN, "boolean, yes or no", "yes", "NO"),
        of(BOOLEAN, "boolean, t or f, 1 of 3 missing", "t", "f", ""),
        of(BOOLEAN, "boolean, y or n", "Y", "N"),
        of(CATEGORY, "1 category: yes", "yes", "yes"),
        of(CATEGORY, "1 category: N", "N"),
        of(CATEGORY, "2 categories: F, M", "M", "F"),
        of(CATEGORY, "2 categories: false, yes", "yes", "false"),
        of(CATEGORY, "3 categories: maybe, no, yes", "yes", "no", "maybe"),
        of(CATEGORY, "3 categories: Biscoe, Dream, Torgersen, 1 of 5 missing", "Torgersen", "Biscoe", "Dream", "Dream", ""),
        of(CATEGORY, "6 categories: a, b, c, d, e, f", "a", "b", "c", "d", "e", "f"),
        of(CATEGORY, "7 categories: a, b, c, d, e and 2 more", "a", "b", "c", "d", "e", "f", "g"),
        of(CATEGORY, "3 categories: 0x1p3, 1d, inf", "0x1p3", "1d", "inf"),
        of(CATEGORY, "2 categories: 12:00, x", LocalTime.NOON, "x"),
        of(TIME, "date, 2019-01-01 to 2023-12-31", "2019-01-01", "2023-12-31", "2020/1/5"),
        of(TIME, "date, 2019-01-01 always, 1 of 2 missing", "2019-01-01", "NaT"),
        of(TIME, "time, 2019-01-01T00:00:00 to 2019-01-02T09:05:00", "2019-01-01", "2019-01-02 09:05"),
        of(TIME, "date with the day first, 2024-01-02 to 2024-12-31", "2/1/2024", "31/12/2024"),
        of(TIME, "date with the month first, 2024-02-01 to 2024-12-31", "2/1/2024", "12/31/2024"),
        of(TIME, "date, 2024-02-01 to 2024-12-31", "1.2.2024", "31.12.2024"),
        of(TIME, "time, 2024-02-01T00:00:00 to 2024-02-01T12:30:00", LocalDate.of(2024, 2, 1), LocalDateTime.of(2024, 2, 1, 12, 30)),
        of(CATEGORY, "2 categories: 1/13/2024, 13/1/2024", "13/1/2024", "1/13/2024"),
        of(CATEGORY, "2 categories: 01234, 98765", "01234", "98765"),
        of(CATEGORY, "3 categories: 007, 01, 12", "007", "01", "12"));
  }

  private static Arguments of(ColumnType type, String why, Object... cells) {
    return Arguments.of(type, why, Arrays.asList(cells));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void theTypeIsThatOfTheCells(ColumnType type, String why, List<Object> cells) {
    TypeGuess guess = guess(cells.toArray());
    assertThat(guess.type()).isEqualTo(type);
    assertThat(guess.why()).isEqualTo(why);
    assertThat(guess.fault()).isEmpty();
  }

  @Nested
  class LongTexts {
    @Test
    void nearlyUniqueTextIsIgnored() {
      assertThat(guess(PLAIN, 51, i -> "name " + i).type()).isEqualTo(TEXT);
      assertThat(guess(PLAIN, 50, i -> "name " + i).type()).isEqualTo(CATEGORY);
      assertThat(guess(PLAIN, 344, i -> i < 333 ? "name " + i : "name 0").why()).isEqualTo("text: 333 of 344 cells differ; ignored");
      assertThat(guess(PLAIN, 120, i -> "name " + i % 60).type()).as("half of them differ").isEqualTo(CATEGORY);
      assertThat(guess(PLAIN, 119, i -> "name " + i % 60).type()).as("more than half").isEqualTo(TEXT);
    }

    @Test
    void longTextIsIgnoredUnlessItIsOneOfFew() {
      String text = "x".repeat(59);
      assertThat(guess(PLAIN, 1000, i -> text + (char) ('a' + i % 25) + i % 7).type()).as("61 characters").isEqualTo(TEXT);
      assertThat(guess(PLAIN, 1000, i -> text + (char) ('a' + i % 25) + i % 7).why()).isEqualTo("text of 61 characters on average; ignored");
      assertThat(guess(PLAIN, 1000, i -> text + (char) ('a' + i % 25)).type()).as("60 characters").isEqualTo(CATEGORY);
      assertThat(guess(PLAIN, 1000, i -> text + text + i % 20).type()).as("20 different ones").isEqualTo(CATEGORY);
    }

    @Test
    void memoryIsBounded() {
      TypeGuess unique = guess(PLAIN, 1_000_000, i -> "text " + i + " " + "x".repeat(300));
      assertThat(unique.type()).isEqualTo(TEXT);
      assertThat(guess(PLAIN, 100_000, i -> "name " + i).why()).isEqualTo("text: 1,000 of the first 1,000 cells differ; ignored");
      assertThat(guess(PLAIN, 100_000, i -> "name " + i % 1000).why()).isEqualTo("1,000 categories: name 0, name 1, name 10, name 100, name 101 and 995 more");
      assertThat(guess(PLAIN, 100_000, i -> "name " + (i % 10 == 0 ? i : 1)).why()).isEqualTo("more than 1,000 categories");
    }

    @Test
    void codesOfManyKindsAreTextToo() {
      TypeGuess zip = guess(PLAIN, 1000, i -> String.format("%05d", 1000 + 97 * i));
      assertThat(zip.type()).isEqualTo(TEXT);
      assertThat(zip.notice()).contains("the numbers have leading zeros, as codes have. If they are meant as numbers, add --numeric \"a b\".");
      assertThat(guess("0", "00").type()).isEqualTo(NUMBER);
      assertThat(guess("0.5", "00.5").type()).isEqualTo(NUMBER);
      assertThat(guess("-01", "-02").type()).isEqualTo(NUMBER);
    }
  }

  @Nested
  class Faults {
    private String fault(TypeGuess guess) {
      return guess.fault().orElseThrow();
    }

    @Test
    void aFewOddTextsAmongNumbersAreNamed() {
      TypeGuess one = guess(PLAIN, 100, i -> i % 10 == 3 ? "unknown" : "" + i);
      assertThat(one.type()).isEqualTo(NUMBER);
      assertThat(fault(one)).isEqualTo("\"unknown\" is not a number, and 90 of 100 cells are. If \"unknown\" marks a missing value, add --missing unknown; if "
          + "these are categories, add --categorical \"a b\".");
      assertThat(fault(guess(PLAIN, 100, i -> i == 3 ? "x y" : i > 97 ? "z" : "" + i))).startsWith("\"z\" and \"x y\" are not a number, and 97 of 100 cells "
          + "are. If \"z\" marks a missing value, add --missing z;");
      assertThat(fault(guess(PLAIN, 100, i -> i < 5 ? "x" + i : "" + i))).startsWith("\"x0\" and 4 other texts are not a number, and 95 of 100 cells are.");
      assertThat(guess(PLAIN, 100, i -> i % 9 == 3 ? "unknown" : "" + i).fault()).as("89 of 100").isEmpty();
      assertThat(guess(PLAIN.withMissing(List.of("unknown")), 100, i -> i % 10 == 3 ? "unknown" : "" + i).fault()).isEmpty();
    }

    @Test
    void anOddTextFarDownIsFoundToo() {
      TypeGuess guess = guess(PLAIN, 100_000, i -> i == 99_999 ? "end" : "" + i);
      assertThat(guess.type()).isEqualTo(NUMBER);
      assertThat(fault(guess)).startsWith("\"end\" is not a number, and 99,999 of 100,000 cells are.");
    }

    @Test
    void anOddTextIsFoundBehindMoreDifferentOnesThanAreKept() {
      assertThat(fault(guess(PLAIN, 5000, i -> i == 4999 ? "never" : LocalDate.ofEpochDay(i).toString())))
          .startsWith("\"never\" is not a time, and 4,999 of 5,000");
      assertThat(fault(guess(PLAIN, 5000, i -> i == 4999 ? "x" : (i == 0 ? "0" : "") + i))).startsWith("\"x\" is not a number, and 4,999 of 5,000 cells are.");
      assertThat(fault(guess(PLAIN, 5000, i -> i % 20 == 0 ? "x" + i : "" + i)))
          .startsWith("\"x0\" and more than 19 other texts are not a number, and 4,750 of");
      TypeGuess dates = guess(PLAIN, 5000, i -> i == 4999 ? "3/4/2024" : LocalDate.ofEpochDay(i).toString());
      assertThat(dates.type()).isEqualTo(TEXT);
      assertThat(dates.notice().orElseThrow()).startsWith("dates such as \"3/4/2024\" can be meant");
      assertThat(fault(guess(PLAIN, 5000, i -> i == 4999 ? "0" : LocalDate.ofEpochDay(i).toString()))).startsWith("\"0\" is not a time, and 4,999 of 5,000");
    }

    @Test
    void fewDifferentNumbersWithATextAreCategoriesAndANotice() {
      TypeGuess dependents = guess(PLAIN, 100, i -> i % 12 == 0 ? "3+" : "" + i % 3);
      assertThat(dependents.type()).isEqualTo(CATEGORY);
      assertThat(dependents.why()).isEqualTo("4 categories: 0, 1, 2, 3+");
      assertThat(dependents.fault()).isEmpty();
      assertThat(dependents.notice()).contains("\"3+\" is not a number, and 91 of 100 cells are. If \"3+\" marks a missing value, add --missing 3+.");
    }

    @Test
    void aFewOddTextsAmongTimesAreNamed() {
      TypeGuess guess = guess(PLAIN, 100, i -> i % 10 == 3 ? "never" : LocalDate.ofEpochDay(i).toString());
      assertThat(guess.type()).isEqualTo(TIME);
      assertThat(fault(guess)).isEqualTo("\"never\" is not a time, and 90 of 100 cells are. If \"never\" marks a missing value, add --missing never; if these "
          + "are categories, add --categorical \"a b\".");
    }

    @Test
    void otherMarksAreAskedFor() {
      assertThat(fault(guess(PLAIN, 100, i -> i + ",5"))).isEqualTo("\"0,5\" is not a number, and would be with --decimal ,, as nearly all cells would. Add "
          + "that; if these are categories, add --categorical \"a b\".");
      assertThat(fault(guess(PLAIN, 100, i -> i < 95 ? "" + i : "1,234"))).startsWith("\"1,234\" is not a number, and would be with --thousands , or with "
          + "--decimal ,, as nearly all");
      assertThat(fault(guess(PLAIN, 100, i -> i < 50 ? i + ".5" : i + ",234.5")))
          .startsWith("\"50,234.5\" is not a number, and would be with --thousands ,, as");
      assertThat(fault(guess(PLAIN, 100, i -> i + ".234,5"))).startsWith("\"0.234,5\" is not a number, and would be with --decimal , --thousands ., as");
      assertThat(guess(PLAIN.withDecimal(','), 100, i -> i + ",5").type()).isEqualTo(NUMBER);
      assertThat(guess(PLAIN.withThousands(','), 100, i -> i < 95 ? "" + i : "1,234").type()).isEqualTo(NUMBER);
      TypeGuess answers = guess(PLAIN, 100, i -> i % 4 + "," + i % 3);
      assertThat(answers.type()).as("12 different ones, as of several answers").isEqualTo(CATEGORY);
      assertThat(answers.fault()).isEmpty();
    }
  }

  @Nested
  class Units {
    @ParameterizedTest
    @ValueSource(strings = {"$%d.50|--units \"$\"", "%d%%|--units \"%\"", "%d kg|--units kg", "€%d|--units \"€\"", "$1,%03d.50|--units \"$\" --thousands ,",
        "%d,5 km|--units km --decimal ,"})
    void areNoticed(String row) {
      String[] parts = row.split("\\|");
      TypeGuess guess = guess(PLAIN, 100, i -> String.format(parts[0], 100 + i));
      assertThat(guess.type()).isEqualTo(TEXT);
      assertThat(guess.fault()).isEmpty();
      assertThat(guess.notice().orElseThrow()).endsWith(" and nearly all other cells are numbers with a unit. Add " + parts[1] + " to read them as numbers.");
    }

    @Test
    void areReadOnRequest() {
      assertThat(guess(PLAIN.withUnits(List.of("kg")), 100, i -> i + " kg").why()).isEqualTo("numbers, 0 to 99");
    }

    @Test
    void ofFewDifferentTextsAreNotNoticed() {
      assertThat(guess("5%", "10%", "5%").notice()).isEmpty();
      assertThat(guess(PLAIN, 100, i -> "item " + i).notice()).isEmpty();
    }
  }

  @Nested
  class Dates {
    @Test
    void thatCanBeMeantTwoWaysAreNotGuessed() {
      TypeGuess guess = guess("3/4/2024", "5/6/2024", "2024-01-01");
      assertThat(guess.type()).isEqualTo(CATEGORY);
      assertThat(guess.dates()).isEmpty();
      assertThat(guess.notice()).contains("dates such as \"3/4/2024\" can be meant with the day or the month first. Add --dates day-first or --dates "
          + "month-first to read them as dates.");
      assertThat(guess("3/3/2024", "4/4/2024").type()).as("the same both ways").isEqualTo(TIME);
      assertThat(guess(PLAIN.withDates(DateOrder.DAY_FIRST), Stream.of("3/4/2024")).why()).isEqualTo("date with the day first, 2024-04-03 always");
    }

    @Test
    void ofOneColumnDecideThoseOfTheTable() {
      TypeGuess unclear = guess("3/4/2024");
      TypeGuess clear = guess("3/4/2024", "31/12/2024");
      TypeGuess none = guess("x", "31/12/2024");
      assertThat(clear.dates()).contains(DateOrder.DAY_FIRST);
      assertThat(none.dates()).isEmpty();
      TextRules rules = TypeGuess.settle(List.of(none, unclear, clear), PLAIN);
      assertThat(rules).isEqualTo(PLAIN.withDates(DateOrder.DAY_FIRST));
      assertThat(unclear.type()).isEqualTo(TIME);
      assertThat(unclear.why()).isEqualTo("date with the day first, 2024-04-03 always");
      assertThat(unclear.notice()).isEmpty();
      assertThat(none.type()).isEqualTo(CATEGORY);
      assertThat(TypeGuess.settle(List.of(none, guess("3/4/2024")), PLAIN)).isEqualTo(PLAIN);
    }

    @Test
    void ofTwoOrdersAreRefused() {
      assertThatIllegalArgumentException().isThrownBy(() -> TypeGuess.settle(List.of(guess("31/12/2024"), guess("12/31/2024")), PLAIN))
          .withMessage("the dates of column \"a b\" are month-first, and those of column \"a b\" are day-first; leave one column out with --ignore, or say "
              + "that it has categories with --categorical \"a b\"");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TypeGuess.settle(List.of(guess("31/12/2024")), PLAIN.withDates(DateOrder.MONTH_FIRST)))
          .withMessageStartingWith("the dates of column \"a b\" are day-first, and --dates says month-first; leave");
    }
  }

  @Test
  void whatIsGuessedOfAnyTextsCanBeReadOrIsSaidToBeFaulty() {
    String characters = "0123456789.,-+/:eE %$TtruefalsNyo'\"\u00A0\u2009\0٣é";
    Random random = new Random(5);
    for (int i = 0; i < 20_000; i++) {
      List<String> cells = random.ints(1 + random.nextInt(30), 0, 8).mapToObj(length -> random.ints(length, 0, characters.length())
          .collect(StringBuilder::new, (text, at) -> text.append(characters.charAt(at)), StringBuilder::append).toString()).toList();
      TypeGuess guess = guess(cells.toArray());
      TextRules rules = TypeGuess.settle(List.of(guess), PLAIN);
      assertThat(guess.why()).isNotEmpty();
      if (guess.fault().isPresent() || guess.type() == CATEGORY || guess.type() == TEXT) continue;
      CellReader reader = CellReader.of(guess.type(), rules);
      for (String cell : cells) assertThat(reader.read(cell)).as(cell).satisfiesAnyOf(x -> assertThat(x).isFinite(), x -> assertThat(x).isNaN());
    }
  }
}
