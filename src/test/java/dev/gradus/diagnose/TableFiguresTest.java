package dev.gradus.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.CsvSource;
import dev.gradus.data.Table;
import dev.gradus.data.TableOptions;
import dev.gradus.kernel.Draws;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a table: its figures, and what is conspicuous in it. */
class TableFiguresTest {
  private static final Draws DRAWS = Draws.of(5, 4);

  private static TableFigures of(String csv, String... target) throws IOException {
    CsvSource source = CsvSource.of("test", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
    try (Table table = source.table(TableOptions.standard().withTargets(List.of(target)))) {
      return TableFigures.of(table, target.length > 0 ? Optional.of(target[0]) : Optional.empty());
    }
  }

  private static String csv(String header, int rows, IntFunction<String> row) {
    StringBuilder csv = new StringBuilder(header).append('\n');
    for (int i = 0; i < rows; i++) csv.append(row.apply(i)).append('\n');
    return csv.toString();
  }

  private static List<TableWarning> warnings(TableFigures figures, TableWarning.Kind kind) {
    return figures.warnings().stream().filter(warning -> warning.kind() == kind).toList();
  }

  private static double normal(int i, int column) {
    return DRAWS.normal(1000L * column + 100_000_000L * column + i);
  }

  private static int below(int i, int column, int bound) {
    return DRAWS.below(700_000_000L + 10_000_000L * column + i, bound);
  }

  // figures

  /** Against numpy: a = [1, 2, 2, 4, 11]; a.mean(), a.std(), np.quantile(a, [.25, .5, .75]). */
  @Test
  void figuresOfNumbersAreThoseOfNumpy() throws IOException {
    ColumnFigures x = of("x,y\n1,a\n2,a\n,a\n2,b\n4,b\n11,c\n").columns().get(0);

    assertThat(x.missing()).isEqualTo(1);
    assertThat(x.distinct()).isEqualTo(4);
    assertThat(x.counted()).isTrue();
    ColumnFigures.Numbers numbers = x.numbers().orElseThrow();
    assertThat(numbers.mean()).isCloseTo(4, within(1e-12));
    assertThat(numbers.deviation()).isCloseTo(3.63318042491699, within(1e-12));
    assertThat(List.of(numbers.min(), numbers.first(), numbers.median(), numbers.third(), numbers.max())).containsExactly(1.0, 2.0, 2.0, 4.0, 11.0);
    assertThat(x.histogram()).containsExactly(0.2, 0.4, 0.0, 0.2, 0.0, 0.0, 0.0, 0.0, 0.0, 0.2);
  }

  @Test
  void categoriesStandByFrequencyAndTextsAtTheirPlace() throws IOException {
    TableFigures figures = of(csv("kind,note,flag,x", 60, i -> (i % 6 == 0 ? "rare" : i % 2 == 0 ? "often" : "half") + ",note " + i + "," + (i % 3 == 0) + ","
        + i % 7));

    assertThat(figures.columns()).extracting(ColumnFigures::name).containsExactly("kind", "note", "flag", "x");
    assertThat(figures.columns()).extracting(column -> column.type().word()).containsExactly("category", "text", "boolean", "number");
    assertThat(figures.columns().get(0).frequent()).containsExactly(new ColumnFigures.Frequent("half", 30), new ColumnFigures.Frequent("often", 20),
        new ColumnFigures.Frequent("rare", 10));
    assertThat(figures.columns().get(0).histogram()).containsExactly(0.5, 20 / 60.0, 10 / 60.0);
    assertThat(figures.columns().get(2).frequent()).containsExactly(new ColumnFigures.Frequent("false", 40), new ColumnFigures.Frequent("true", 20));
  }

  @Test
  void beyondItsRoomDistinctIsEstimatedToTwoPercent() throws IOException {
    TableFigures figures = of(csv("x,y", 120_000, i -> i * 0.5 % 50_000 + "," + i % 3));

    ColumnFigures x = figures.columns().get(0);
    assertThat(x.counted()).isFalse();
    assertThat((double) x.distinct()).isCloseTo(100_000, within(3_000.0));
    assertThat(x.numbers().orElseThrow().median()).isCloseTo(20_000, within(1_000.0));
  }

  // columns without use

  @Test
  void columnsWithoutUseAreNamed() throws IOException {
    TableFigures figures = of(csv("id,same,empty,gaps,measured,whole", 100, i -> (7919L * i % 100_003) + ",7,," + (i % 3 == 0 ? 1 + i % 2 : "") + ","
        + normal(i, 1)
        + "," + below(i, 1, 40)));

    assertThat(figures.warnings()).extracting(TableWarning::kind).containsExactly(TableWarning.Kind.UNIQUE, TableWarning.Kind.CONSTANT, TableWarning.Kind.EMPTY,
        TableWarning.Kind.GAPS);
    assertThat(figures.warnings()).extracting(warning -> warning.columns().get(0)).containsExactly("id", "same", "empty", "gaps");
    assertThat(figures.warnings().get(3).text()).contains("missing in 66 %", "--ignore gaps");
  }

  // columns that repeat others

  @Test
  void columnsThatSayWhatOthersSayAreNamed() throws IOException {
    String[] cities = {"Bern", "Rome", "Oslo", "Paris"};
    String[] countries = {"CH", "IT", "NO", "IT"};
    TableFigures figures = of(csv("city,km,code,copy,country,miles,free", 200, i -> {
      int city = below(i, 2, 4);
      double km = Math.round(1000 * normal(i, 2)) / 100.0;
      return cities[city] + "," + km + "," + 10 * city + "," + km + "," + countries[city] + "," + km * 0.621371 + "," + below(i, 3, 4);
    }));

    assertThat(figures.warnings()).extracting(TableWarning::kind, TableWarning::columns).containsExactly(
        tuple(TableWarning.Kind.SAME, List.of("copy", "km")),
        tuple(TableWarning.Kind.DETERMINED, List.of("code", "city")),
        tuple(TableWarning.Kind.DETERMINED, List.of("country", "city")),
        tuple(TableWarning.Kind.DETERMINED, List.of("miles", "km")));
  }

  // leaks

  /** Two classes y from x1 with noise; each way to give y away. */
  @ParameterizedTest
  @ValueSource(strings = {"copy", "number", "noisy", "finer", "missing"})
  void whatGivesAClassAwayIsFound(String leak) throws IOException {
    TableFigures figures = of(csv("good,leak,kind", 600, i -> {
      int kind = below(i, 4, 3);
      String text = switch (leak) {
        case "copy" -> "k" + kind;
        case "number" -> "" + (kind == 0 ? 2 : kind == 1 ? 0 : 1);
        case "noisy" -> "" + (kind + 0.05 * normal(i, 5));
        case "finer" -> "part" + (5 * kind + below(i, 6, 5));
        default -> kind == 2 ? "" : kind == 1 ? "5" : "6.5";
      };
      return (kind + normal(i, 4)) + "," + text + ",class" + kind;
    }), "kind");

    assertThat(warnings(figures, TableWarning.Kind.LEAK)).extracting(TableWarning::columns).containsExactly(List.of("leak"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "noisy", "line", "exponential", "falling", "steps"})
  void whatGivesAValueAwayIsFound(String leak) throws IOException {
    TableFigures figures = of(csv("good,leak,price", 600, i -> {
      double price = leak.equals("steps") ? 10.5 * below(i, 7, 12) : Math.exp(3 + normal(i, 7));
      double x = switch (leak) {
        case "copy" -> price;
        case "noisy" -> price + 0.5 * normal(i, 8);
        case "line" -> 32 - 1.8 * price;
        case "exponential" -> Math.log(price);
        case "falling" -> 1 / (1 + price);
        default -> (int) (price / 10.5) * 5 % 12;
      };
      return (price + 15 * normal(i, 9)) + "," + x + "," + price;
    }), "price");

    assertThat(warnings(figures, TableWarning.Kind.LEAK)).extracting(TableWarning::columns).containsExactly(List.of("leak"));
  }

  @Test
  void aMerelyGoodPredictorIsNoLeak() throws IOException {
    TableFigures classes = of(csv("good,better,name,kind", 600, i -> {
      int kind = below(i, 4, 3);
      return (kind + 0.6 * normal(i, 4)) + "," + (below(i, 10, 20) == 0 ? "other" : "k" + kind) + ",n" + below(i, 11, 300) + ",class" + kind;
    }), "kind");
    TableFigures values = of(csv("good,name,price", 600, i -> {
      double price = normal(i, 7);
      return (price + 0.3 * normal(i, 9)) + ",n" + below(i, 11, 300) + "," + price;
    }), "price");

    assertThat(warnings(classes, TableWarning.Kind.LEAK)).isEmpty();
    assertThat(warnings(values, TableWarning.Kind.LEAK)).isEmpty();
  }

  @Test
  void withFewRowsNothingIsSaidOfLeaks() throws IOException {
    assertThat(warnings(of(csv("leak,kind", 30, i -> i % 2 + "," + (i % 2 == 0 ? "a" : "b")), "kind"), TableWarning.Kind.LEAK)).isEmpty();
  }

  // classes and rows

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({"20, false", "80, true"})
  void aClassWithLessThanATenthOfAnEvenShareIsRare(int oneOf, boolean told) throws IOException {
    TableFigures figures = of(csv("x,kind", 800, i -> normal(i, 12) + "," + (i % oneOf == 0 ? "rare" : "often")), "kind");

    assertThat(warnings(figures, TableWarning.Kind.IMBALANCE)).hasSize(told ? 1 : 0);
    if (told) assertThat(warnings(figures, TableWarning.Kind.IMBALANCE).get(0).text()).contains("\"rare\" has 10 of 800 rows", "--class-weight balanced");
  }

  @Test
  void rowsThatAreThereTwiceAreCounted() throws IOException {
    TableFigures figures = of(csv("x,y", 100, i -> String.format(Locale.ROOT, "%.3f,%d", 0.37 * (i % 90), i % 90 % 4)));

    assertThat(figures.repeated()).isEqualTo(10);
    assertThat(warnings(figures, TableWarning.Kind.REPEATED).get(0).text()).startsWith("10 of 100 rows are there already");
  }

  @Test
  void aTargetThatIsNotThereIsRefused() throws IOException {
    try (Table table = CsvSource.of("test", new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8))).table(TableOptions.standard())) {
      assertThatThrownBy(() -> TableFigures.of(table, Optional.of("c"))).isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the target \"c\" was asked for; it must be a column of the table");
    }
  }
}
