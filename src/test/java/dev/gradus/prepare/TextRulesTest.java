package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  private enum Island {
    BISCOE {
      @Override
      public String toString() {
        return "the first";
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "-nan", "null", "NULL", "None", "none", "NaT", "?", "-", "--", "."})
  void theUsualMarksAreMissing(String text) {
    assertThat(TextRules.standard().isMissing(text)).isTrue();
    assertThat(TextRules.standard().category(" " + text + "\t")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"na", "Na", "n.a.", "missing", "unknown", "0", "...", "inf", "nil"})
  void otherTextIsNot(String text) {
    assertThat(TextRules.standard().isMissing(text)).isFalse();
    assertThat(TextRules.standard().category(text)).isEqualTo(text);
    assertThat(TextRules.standard().withMissing(List.of(" " + text)).category(text)).isEmpty();
  }

  @Test
  void theEmptyCellIsMissingWhateverTheRules() {
    TextRules none = new TextRules(Set.of(), '.', Optional.empty());
    assertThat(none.isMissing("")).isTrue();
    assertThat(none.category("NA")).isEqualTo("NA");
    assertThat(none.category(null)).isEmpty();
  }

  static Stream<Arguments> cells() {
    return Stream.of(Arguments.of(null, ""), Arguments.of(" a b ", "a b"), Arguments.of(1.0, "1"), Arguments.of(-0.0, "0"), Arguments.of(0.1f, "0.1"),
        Arguments.of(2f, "2"), Arguments.of(1.5, "1.5"), Arguments.of(1e300, "1.0E300"), Arguments.of(Double.NaN, ""), Arguments.of(Float.NaN, ""),
        Arguments.of(7, "7"), Arguments.of(7L, "7"), Arguments.of((short) 7, "7"), Arguments.of(BigInteger.TEN, "10"),
        Arguments.of(new BigDecimal("1.00"), "1"), Arguments.of(new BigDecimal("100"), "100"), Arguments.of(new BigDecimal("0.00"), "0"),
        Arguments.of(new BigDecimal("1.50"), "1.5"),
        Arguments.of(true, "true"), Arguments.of('x', "x"), Arguments.of(Island.BISCOE, "BISCOE"), Arguments.of(LocalDate.of(2024, 3, 1), "2024-03-01"),
        Arguments.of(new StringBuilder(" x"), "x"));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void objectsHaveTheTextThatAFileWouldHave(Object cell, String text) {
    assertThat(TextRules.text(cell)).isEqualTo(text);
  }

  @Test
  void badRulesAreRefused() {
    TextRules rules = TextRules.standard();
    assertThatIllegalArgumentException().isThrownBy(() -> rules.withDecimal(';')).withMessage("a decimal mark of \";\" was asked for; it must be . or ,");
    assertThatIllegalArgumentException().isThrownBy(() -> rules.withThousands('_'))
        .withMessage("a thousands mark of \"_\" was asked for; it must be . or , or ' or a space");
    assertThatIllegalArgumentException().isThrownBy(() -> rules.withThousands('.'))
        .withMessage("a thousands mark of . was asked for; it must differ from the decimal mark");
    assertThatIllegalArgumentException().isThrownBy(() -> rules.withUnits(List.of("m2"))).withMessageStartingWith("a unit of \"m2\" was asked for; it must be");
    assertThatIllegalArgumentException().isThrownBy(() -> new TextRules(Set.of(" x"), '.', Optional.empty()))
        .withMessage("a mark of missing values of \" x\" was asked for; it must have no spaces around it");
    assertThatIllegalArgumentException().isThrownBy(() -> DateOrder.of("dmy"))
        .withMessage("an order of dates of \"dmy\" was asked for; it must be day-first or month-first");
  }

  @Test
  void marksOfMissingValuesMayBeTheOnlyOnes() {
    TextRules rules = TextRules.standard().withMissingOnly(List.of(" ? ", "-999"));
    assertThat(rules.missing()).containsExactlyInAnyOrder("", "?", "-999");
    assertThat(rules.category("none")).isEqualTo("none");
    assertThat(CellReader.of(ColumnType.NUMBER, rules).read("-999.0")).isNaN();
    assertThatIllegalArgumentException().isThrownBy(() -> CellReader.of(ColumnType.NUMBER, rules).read("NaN")).withMessage("\"NaN\" is not a number");
    assertThat(TextRules.standard().withMissingOnly(List.of()).missing()).containsExactly("");
  }

  @Test
  void bothMarksChangeAtOnce() {
    TextRules english = TextRules.standard().withThousands(',');
    assertThat(english.withMarks(',', Optional.of('.'))).isEqualTo(TextRules.standard().withDecimal(',').withThousands('.'));
    assertThat(english.withMarks(',', Optional.empty())).isEqualTo(TextRules.standard().withDecimal(','));
  }

  @Test
  void settingsAddUp() {
    TextRules rules = TextRules.standard().withDecimal(',').withThousands('.').withUnits(List.of("kg")).withUnits(List.of("€"))
        .withDates(DateOrder.of("day-first")).withMissing(List.of("x"));
    assertThat(rules.decimal()).isEqualTo(',');
    assertThat(rules.thousands()).contains('.');
    assertThat(rules.units()).containsExactlyInAnyOrder("kg", "€");
    assertThat(rules.dates()).contains(DateOrder.DAY_FIRST);
    assertThat(rules.missing()).contains("x", "NA").hasSize(TextRules.standard().missing().size() + 1);
  }
}
