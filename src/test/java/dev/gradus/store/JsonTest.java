package dev.gradus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON: what is written is read again, what RFC 8259 allows is read, and all else is refused with its place. */
class JsonTest {
  @Test
  void readsEveryKindOfValueAndKeepsTheOrderOfNames() {
    Object value = Json.parse(" {\"z\" : [1, -2.5e3,\t\"t\", true, false, null], \"a\":{} ,\r\n\"m\":[]} ");

    assertThat(value).isInstanceOf(Map.class);
    Map<?, ?> map = (Map<?, ?>) value;
    assertThat(map.keySet().stream().map(Object::toString)).containsExactly("z", "a", "m");
    assertThat(map.get("z")).isEqualTo(Arrays.asList(1.0, -2500.0, "t", true, false, null));
    assertThat(map.get("a")).isEqualTo(Map.of());
    assertThat(map.get("m")).isEqualTo(List.of());
  }

  @Test
  void readsEveryEscape() {
    String escapes = "\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0041 \\u00e9 \\u20AC \\ud83d\\ude00";

    assertThat(Json.parse('"' + escapes + '"')).isEqualTo("\" \\ / \b \f \n \r \t A é € 😀");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "a\"b\\c/d", "line\nline\rline\ttab", "\b\f\u0000\u001f\u007f", "é € 中 😀", "\ud800 alone",
      "\u2028\u2029"})
  void aTextIsReadAsItWasWritten(String text) {
    String json = JsonWriter.write(text);

    assertThat(Json.parse(json)).isEqualTo(text);
    assertThat(json.chars().filter(c -> c < ' ' || c == 0x7f || c >= 0xd800 && c < 0xe000)).as("what some readers stumble over").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "-0, -0.0", "7, 7.0", "-1.5, -1.5", "1e3, 1000.0", "1E+3, 1000.0", "25e-1, 2.5", "0.1, 0.1", "1e-999, 0.0",
      "9007199254740993, 9007199254740992.0", "1.7976931348623157e308, 1.7976931348623157e308", "4.9e-324, 4.9e-324"})
  void readsNumbersToTheNearestDouble(String text, double value) {
    assertThat(Json.parse(text)).isEqualTo(value);
  }

  @Test
  void writesWholeNumbersWithoutAPointAndOthersExactly() {
    assertThat(JsonWriter.write(Arrays.asList(1, 2L, 3.0, -0.5, 0.1f, 1e15, 1e-7, Long.MAX_VALUE, new BigDecimal("0.25"))))
        .isEqualTo("[1,2,3,-0.5,0.1,1.0E15,1.0E-7,9223372036854775807,0.25]");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, -0.0, 0.1, 1.0 / 3, 1e300, Double.MIN_VALUE, Double.MAX_VALUE, -123456.789, 1e15, 999_999_999_999_999.0, 0x1p53})
  void aNumberIsReadAsItWasWritten(double value) {
    assertThat(Json.parse(JsonWriter.write(value))).isEqualTo(value);
  }

  @Test
  void writesMapsListsAndNestingInOneLine() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", List.of(Map.of("x", 1), List.of()));
    map.put("a", Map.of());
    map.put("n", null);
    map.put("t", true);

    assertThat(JsonWriter.write(map)).isEqualTo("{\"b\":[{\"x\":1},[]],\"a\":{},\"n\":null,\"t\":true}");
    assertThat(JsonWriter.write(List.of())).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      ``             | the text ends at character 1
      `  `           | the text ends at character 3
      {              | no '"'
      {"a"           | no ':'
      {"a":1         | no '}'
      {"a":1,}       | no '"'
      {a:1}          | no '"'
      {"a":1,"a":2}  | "a" stands twice at character
      [1             | no ']'
      [1,            | the text ends
      [1,]           | no value at character 4
      [,1]           | no value at character 2
      1 2            | something follows the value at character 3
      {} x           | something follows the value
      "abc           | a string does not end
      "abc\\         | a string does not end
      "\\x"          | an unknown escape \\x
      "\\u12         | four hexadecimal digits
      "\\u12"        | four hexadecimal digits
      "\\u12G4"      | four hexadecimal digits
      "\\u-123"      | four hexadecimal digits
      "\\u٠٠٤١"      | four hexadecimal digits
      tru            | neither a value nor true
      True           | no value
      nul            | neither a value nor null
      01             | something follows
      +1             | no value
      -              | no value
      .5             | no value
      1.             | no value
      1e             | no value
      0x10           | something follows
      NaN            | no value
      -Infinity      | no value
      1e400          | a number out of range
      'a'            | no value
      // c           | no value
      """)
  void refusesWhatIsNoJsonAndSaysWhere(String text, String says) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("not JSON: ")
        .hasMessageContaining(says).hasMessageContaining("at character ");
  }

  @Test
  void spacesMayStandBetweenAnyTwoSigns() {
    assertThat(Json.parse(" { \"a\" : [ 1 , 2 ,\t{ } , [\r\n] ] , \"b\" : { \"c\" : true } } "))
        .isEqualTo(Map.of("a", List.of(1.0, 2.0, Map.of(), List.of()), "b", Map.of("c", true)));
  }

  @Test
  void thirtyTwoLevelsAreRead() {
    assertThat(Json.parse("[".repeat(33) + "]".repeat(33))).isNotNull();
    assertThatThrownBy(() -> Json.parse("[".repeat(34) + "]".repeat(34))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("32 levels");
  }

  @Test
  void refusesControlCharactersInAText() {
    assertThatThrownBy(() -> Json.parse("\"a\nb\"")).hasMessageContaining("a control character");
    assertThatThrownBy(() -> Json.parse("\"a\u0000b\"")).hasMessageContaining("a control character");
  }

  @Test
  void readsSomeLevelsAndRefusesMany() {
    assertThat(Json.parse("[".repeat(30) + "]".repeat(30))).isInstanceOf(List.class);
    for (String open : List.of("[", "{\"a\":")) {
      String deep = open.repeat(1_000_000);
      assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("32 levels");
    }
  }

  @Test
  void refusesToWriteWhatJsonHasNoFormFor() {
    for (Object value : Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, new Object(), 'c', new int[0])) {
      assertThatThrownBy(() -> JsonWriter.write(new ArrayList<>(List.of(value)))).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("JSON has no form for");
    }
    assertThatThrownBy(() -> JsonWriter.write(Map.of(1, "one"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("the name 1");
    assertThatThrownBy(() -> JsonWriter.write(Collections.singletonMap(null, 1))).isInstanceOf(IllegalArgumentException.class);
  }
}
