package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordTableTest {
  private static final TableOptions STANDARD = TableOptions.standard();

  /** One column "a" with so many cells. */
  private static RecordsSource column(int count, IntFunction<?> cell) {
    return RecordsSource.of(IntStream.range(0, count).mapToObj(i -> {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("a", cell.apply(i));
      return map;
    }).toList());
  }

  private static double[] values(Table table, int column) {
    Table.Reader reader = table.reader(column);
    double[] one = new double[1];
    return IntStream.range(0, table.rows()).mapToDouble(row -> {
      reader.read(row, one);
      return one[0];
    }).toArray();
  }

  static Stream<Arguments> columns() {
    LocalDate day = LocalDate.of(2024, 1, 1);
    return Stream.of(
        Arguments.of("whole numbers", (IntFunction<?>) i -> i, ColumnType.NUMBER, new double[] {0, 1, 2, 3}),
        Arguments.of("gaps", (IntFunction<?>) i -> i % 2 == 0 ? i * 0.5 : null, ColumnType.NUMBER, new double[] {0, Double.NaN, 1, Double.NaN}),
        Arguments.of("numbers as text", (IntFunction<?>) i -> i + ".25", ColumnType.NUMBER, new double[] {0.25, 1.25, 2.25, 3.25}),
        Arguments.of("booleans", (IntFunction<?>) i -> i % 2 == 1, ColumnType.BOOLEAN, new double[] {0, 1, 0, 1}),
        Arguments.of("days", (IntFunction<?>) day::plusDays, ColumnType.TIME, new double[] {1704067200, 1704153600, 1704240000, 1704326400}),
        Arguments.of("moments", (IntFunction<?>) i -> OffsetDateTime.of(1970, 1, 1, 2, 0, i, 0, ZoneOffset.ofHours(2)), ColumnType.TIME,
            new double[] {0, 1, 2, 3}),
        Arguments.of("few texts", (IntFunction<?>) i -> i % 3 == 2 ? null : "xyz".substring(i % 3, i % 3 + 1), ColumnType.CATEGORY,
            new double[] {0, 1, Double.NaN, 0}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("columns")
  void typesAreInferredFromTheCells(String what, IntFunction<?> cell, ColumnType type, double[] first) throws IOException {
    try (Table table = RecordTable.of(column(60, cell)).table(STANDARD)) {
      assertThat(table.columns().get(0).type()).isEqualTo(type);
      assertThat(Arrays.copyOf(values(table, 0), first.length)).containsExactly(first);
      assertThat(table.rows()).isEqualTo(60);
      assertThat(table.line(59)).isEqualTo(60);
    }
  }

  @Test
  void theTypeThatIsSaidWinsOverTheDeclaredAndThatOverTheInferred() throws IOException {
    record Row(double number, String text) {}
    RecordTable rows = RecordTable.of(RecordsSource.of(Row.class, List.of(new Row(1, "2"), new Row(3, "4"))));
    try (Table table = rows.table(STANDARD)) {
      assertThat(table.columns()).extracting(c -> c.type()).containsExactly(ColumnType.NUMBER, ColumnType.NUMBER);
      assertThat(table.notes().get("why")).asInstanceOf(InstanceOfAssertFactories.MAP).containsEntry("number",
          "number, as the source declares");
    }
    try (Table table = rows.table(STANDARD.withTypes(Map.of("number", ColumnType.CATEGORY, "text", ColumnType.CATEGORY)))) {
      assertThat(table.columns()).extracting(c -> c.type()).containsExactly(ColumnType.CATEGORY, ColumnType.CATEGORY);
      assertThat(table.dictionary(0)).containsExactly("1", "3");
      assertThat(table.dictionary(1)).containsExactly("2", "4");
    }
  }

  @Test
  void columnsAreChosen() throws IOException {
    List<Map<String, Object>> maps = new ArrayList<>();
    for (int i = 0; i < 4; i++) maps.add(new LinkedHashMap<>(Map.of("a", i)));
    for (Map<String, Object> map : maps) map.putAll(new LinkedHashMap<>(Map.of("b", 2)));
    for (Map<String, Object> map : maps) map.putAll(new LinkedHashMap<>(Map.of("c", new int[0])));
    RecordTable table = RecordTable.of(RecordsSource.of(maps));
    try (Table read = table.table(STANDARD.withIgnored(List.of("a", "c")))) {
      assertThat(read.columns()).extracting(c -> c.name()).containsExactly("b");
    }
    try (RecordReader reader = table.records(STANDARD.withOnly(List.of("b", "a")))) {
      assertThat(reader.names()).containsExactly("a", "b");
      assertThat(reader.next()).isTrue();
      assertThat(reader.cell(1)).isEqualTo(2);
    }
    assertThatThrownBy(() -> table.table(STANDARD)).isInstanceOf(DataException.class).hasMessageStartingWith("maps record 1, column \"c\": the value is of [I");
    assertThatThrownBy(() -> table.table(STANDARD.withTargets(List.of("bb")))).isInstanceOf(DataException.class)
        .hasMessageContaining("no column \"bb\", and --target names it.");
  }

  static Stream<Arguments> targets() {
    return Stream.of(
        Arguments.of("few whole numbers", (IntFunction<?>) i -> i % 3, ColumnType.CATEGORY),
        Arguments.of("many whole numbers", (IntFunction<?>) i -> i % 21, ColumnType.NUMBER),
        Arguments.of("few halves", (IntFunction<?>) i -> i % 3 * 0.5, ColumnType.NUMBER),
        Arguments.of("booleans", (IntFunction<?>) i -> i % 3 == 0, ColumnType.CATEGORY),
        Arguments.of("texts", (IntFunction<?>) i -> "t" + i % 4, ColumnType.CATEGORY));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void targetsAreClassesOrValues(String what, IntFunction<?> cell, ColumnType type) throws IOException {
    try (Table table = RecordTable.of(column(100, cell)).table(STANDARD.withTargets(List.of("a")))) {
      assertThat(table.columns().get(0).type()).isEqualTo(type);
    }
  }

  @Test
  void labelsThatAreDeclaredNumbersAreClassesAllTheSame() throws IOException {
    Path file = Path.of("src", "test", "resources", "reference", "npy", "deflated.npz");
    record Digit(double x, int y) {}
    RecordTable digits = RecordTable.of(RecordsSource.of(Digit.class, IntStream.range(0, 50).mapToObj(i -> new Digit(i * 0.5, i % 10)).toList()));
    try (Table table = digits.table(STANDARD.withTargets(List.of("y")))) {
      assertThat(table.columns().get(1).type()).isEqualTo(ColumnType.CATEGORY);
      assertThat(table.dictionary(1)).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }
    try (Table table = RecordTable.of(NpySource.of(file)).table(STANDARD.withOnly(List.of("y")))) {
      assertThat(table.columns()).containsExactly(Column.number("y"));
      assertThat(values(table, 0)).containsExactly(0, 1, 1, 0);
    }
  }

  /** The sample of 10,000 has three whole numbers, and what follows it does not. */
  @Test
  void aTargetThatIsNoClassAfterAllIsReadAgain() throws IOException {
    IntFunction<?> cell = i -> i < 10_000 ? i % 3 : i * 0.5;
    TableOptions options = STANDARD.withTargets(List.of("a"));
    try (Table table = RecordTable.of(column(10_003, cell)).table(options)) {
      assertThat(table.columns().get(0).type()).isEqualTo(ColumnType.NUMBER);
      assertThat(values(table, 0)).hasSize(10_003).endsWith(5000, 5000.5, 5001);
    }
    Stream<Map<String, Object>> once = IntStream.range(0, 10_003).mapToObj(i -> Map.of("a", cell.apply(i)));
    assertThatThrownBy(() -> RecordTable.of(RecordsSource.of(once)).table(options)).isInstanceOf(DataException.class)
        .hasMessageContaining("column \"a\": the first records have few different whole numbers").hasMessageContaining("say --task regression");
  }

  @Test
  void aTargetThatIsTooLargeIsNoClass() {
    RecordsSource late = column(10_002, i -> i < 10_001 ? "" + i % 3 : "1e300");
    assertThatThrownBy(() -> RecordTable.of(late).table(STANDARD.withTargets(List.of("a")))).isInstanceOf(DataException.class)
        .hasMessageStartingWith("maps record 10002, column \"a\": \"1e300\" is too large");
  }

  @Test
  void aMarkIsNoClassOfNumbers() throws IOException {
    TableOptions marked = STANDARD.withRules(TextRules.standard().withMissing(List.of("-999"))).withTargets(List.of("a"));
    try (Table table = RecordTable.of(column(40, i -> List.of("0.0", "1.0", "2.0", "-999.0").get(i % 4))).table(marked)) {
      assertThat(table.dictionary(0)).containsExactly("0.0", "1.0", "2.0");
    }
  }

  /** As of CSV: what a model reads is read by its rules, and nothing is guessed of it. */
  @Test
  void theOrderOfDatesOfAModelIsNotGuessed() {
    RecordsSource days = column(2, i -> List.of("31/12/2024", "3/4/2024").get(i));
    TableOptions said = STANDARD.withType("a", ColumnType.TIME);
    assertThatThrownBy(() -> RecordTable.of(days).table(said.withUses(Map.of("a", ColumnUse.INPUT)))).isInstanceOf(DataException.class)
        .hasMessageContaining("\"3/4/2024\" can be meant with the day or the month first");
    assertThatCode(() -> RecordTable.of(days).table(said).close()).doesNotThrowAnyException();
  }

  @Test
  void cellsAfterTheSampleAreOfItsType() {
    RecordsSource late = column(10_002, i -> i < 10_001 ? (Object) i : "x");
    assertThatThrownBy(() -> RecordTable.of(late).table(STANDARD)).isInstanceOf(DataException.class)
        .hasMessage("maps record 10002, column \"a\": \"x\" is not a number. If it marks a missing value, say --missing x; if the column has texts, "
            + "--categorical a; else correct it, or leave the column out with --ignore a.");
  }

  @Test
  void textThatIsNearlyUniqueIsLeftOutWithANotice() throws IOException {
    List<String> notices = new ArrayList<>();
    record Person(String name, int age) {}
    List<Person> people = IntStream.range(0, 200).mapToObj(i -> new Person("name " + i, i)).toList();
    try (Table table = RecordTable.of(RecordsSource.of(Person.class, people)).withNotices(notices::add).table(STANDARD)) {
      assertThat(table.columns()).extracting(c -> c.name()).containsExactly("age");
    }
    assertThat(notices).containsExactly("the column name has texts that are nearly all different and is left out; --categorical reads such a column.");
    assertThatThrownBy(() -> RecordTable.of(column(200, i -> "name " + i)).table(STANDARD)).isInstanceOf(DataException.class)
        .hasMessage("maps: no column is left to be read. The columns are a.");
  }

  @Test
  void categoriesAreBounded() {
    assertThatThrownBy(() -> RecordTable.of(column(300, i -> "c" + i % 11)).withMostCategories(10).table(STANDARD)).isInstanceOf(DataException.class)
        .hasMessageStartingWith("maps record 11, column \"a\": \"c10\" is one category more than the 10 that a column may have.");
  }

  @Test
  void noRecordsAreRefused() {
    record Row(double number) {}
    assertThatThrownBy(() -> RecordTable.of(RecordsSource.of(Row.class, List.of())).table(STANDARD)).isInstanceOf(DataException.class)
        .hasMessage("Row: there are no records; at least one is expected.");
  }

  @Test
  void aQueryBecomesATable() throws IOException {
    JdbcSource query = JdbcSource.of("jdbc:h2:mem:", "SELECT x AS \"n\", x * 0.1 AS \"half\", CASE WHEN MOD(x, 2) = 0 THEN 'even' END AS \"word\", "
        + "MOD(x, 3) = 0 AS \"third\", DATEADD('DAY', x, DATE '1970-01-01') AS \"day\", X'00' AS \"bytes\" FROM SYSTEM_RANGE(1, 500)");
    try (Table table = RecordTable.of(query).table(STANDARD.withIgnored(List.of("bytes")))) {
      assertThat(table.columns()).extracting(c -> c.name() + " " + c.type().word()).containsExactly("n number", "half number", "word category", "third boolean",
          "day time");
      double[] row = new double[5];
      table.reader(0, 1, 2, 3, 4).read(2, row);
      assertThat(row).containsExactly(3, 0.3, Double.NaN, 1, 3 * 86_400);
    }
    assertThatThrownBy(() -> RecordTable.of(query).table(STANDARD)).isInstanceOf(DataException.class)
        .hasMessage("jdbc:h2:mem:, column \"bytes\": the values are of the type BINARY VARYING, and numbers, booleans, times and text are read. Leave the "
            + "column out with --ignore bytes, or turn it into one of them.");
  }

  @Test
  void localTimesCountAsUtc() throws IOException {
    try (Table table = RecordTable.of(column(3, i -> LocalDateTime.of(1970, 1, 2, 0, 0, i))).table(STANDARD)) {
      assertThat(values(table, 0)).containsExactly(86_400, 86_401, 86_402);
    }
  }
}
