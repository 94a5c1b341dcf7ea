package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gradus.data.CsvSource.Options;
import dev.gradus.data.CsvSource.Task;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of a table that are no features: weight, group, time, and several targets. */
class RolesTest {
  private static final Options Y = Options.of("y").withTask(Task.REGRESSION);

  private static CsvSource csv(String text) {
    return CsvSource.of("t.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String error(String text, Options options) {
    DataException e = catchThrowableOfType(DataException.class, () -> csv(text).read(options));
    assertThat(e).as("an error").isNotNull();
    assertThat(e.getMessage().lines()).hasSize(1);
    return e.getMessage();
  }

  private static String cells(String name, String... cells) {
    return "x,y," + name + "\n" + String.join("", IntStream.range(0, cells.length).mapToObj(i -> i + ",0.5," + cells[i] + "\n").toList());
  }

  private static double[] times(String... cells) throws IOException {
    Dataset data = csv(cells("t", cells)).read(Y.withOrder("t"));
    return IntStream.range(0, data.size()).mapToDouble(i -> data.order(i).orElseThrow()).toArray();
  }

  @Test
  void columnsWithARoleAreReadAndAreNoFeatures() throws IOException {
    Dataset data = csv("w,x,g,y,t\n2,1,u,5,3\n0,2,v,6,1\n0.5,3,u,7,2\n").read(Y.withWeight("w").withGroup("g").withOrder("t"));

    assertThat(data.schema().inputs()).isEqualTo(Inputs.Columns.numbers(List.of("x")));
    assertThat(IntStream.range(0, 3).mapToDouble(data::weight)).containsExactly(2.0, 0.0, 0.5);
    assertThat(data.group(0)).isEqualTo(data.group(2)).isNotEqualTo(data.group(1));
    assertThat(IntStream.range(0, 3).mapToDouble(i -> data.order(i).orElseThrow())).containsExactly(3.0, 1.0, 2.0);
  }

  @Test
  void aModelsExamplesHaveThemToo() throws IOException {
    Schema model = new Schema(Inputs.Columns.numbers(List.of("x")), new Target.Value("y"));

    assertThat(csv("x,y,w\n1,2,3\n").read(model, Roles.none().withWeight("w")).weight(0)).isEqualTo(3);
    assertThat(csv("x,y,w\n1,2,3\n").read(model).weighted()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> csv("x,y\n1,2\n").read(model, Roles.none().withGroup("x")))
        .withMessage("the column \"x\" is the group and an input of the model; a column has one role");
    assertThatIllegalArgumentException().isThrownBy(() -> csv("x,y\n1,2\n").read(model, Roles.none().withOrder("y")))
        .withMessage("the column \"y\" is the time and what the model predicts; a column has one role");
  }

  @Test
  void aColumnHasOneRole() {
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withWeight("y")).withMessageContaining("\"y\" is the target and the weight;");
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withFeatures(List.of("x")).withGroup("x")).withMessageContaining("a feature and the group;");
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withGroup("x").withWeight("x")).withMessageContaining("the weight and the group;");
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withGroup("x").withOrder("x")).withMessageContaining("the group and the time;");
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withIgnored(List.of("x")).withOrder("x")).withMessageContaining("the time and ignored;");
    assertThatIllegalArgumentException().isThrownBy(() -> Options.of("a", "b", "a")).withMessageContaining("twice among the targets");
    assertThatIllegalArgumentException().isThrownBy(() -> Options.of("a", "b").withFeatures(List.of("b"))).withMessageContaining("a target and a feature");
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withTargets(List.of())).withMessageContaining("0 target columns");
    assertThatIllegalArgumentException().isThrownBy(() -> Options.of("a", "b").withTask(Task.REGRESSION)).withMessageContaining("not supported yet");
  }

  @Test
  void aMissingColumnIsNamed() {
    assertThat(error("x,y,weight\n1,2,3\n", Y.withWeight("wieght")))
        .contains("t.csv line 1", "no column \"wieght\"", "--weight names it", "Did you mean \"weight\"?");
    assertThat(error("x,y\n1,2\n", Y.withGroup("g"))).contains("no column \"g\"", "--group names it");
    assertThat(error("x,y\n1,2\n", Y.withOrder("t"))).contains("no column \"t\"", "--time names it");
    assertThat(error("w,y\n1,2\n", Y.withWeight("w"))).contains("no column is left to predict \"y\" from");
  }

  @Test
  void aWeightIsANumberOfAtLeastZero() {
    Options weighted = Y.withWeight("w");
    assertThat(error(cells("w", "1", "-0.5"), weighted))
        .startsWith("t.csv line 3, column \"w\": \"-0.5\" is negative, and a weight is a number of at least 0.");
    assertThat(error(cells("w", "1", "NaN"), weighted)).startsWith("t.csv line 3, column \"w\": \"NaN\" is not a number");
    assertThat(error(cells("w", "1", ""), weighted)).startsWith("t.csv line 3, column \"w\": the cell is empty, and a number is expected");
    assertThat(error(cells("w", "1e300"), weighted)).startsWith("t.csv line 2, column \"w\": \"1e300\" is too large");
    assertThat(error(cells("w", "0", "0"), weighted)).startsWith("t.csv, column \"w\": all weights are 0; at least one must be above 0");
  }

  @Test
  void aGroupIsAnyTextButNone() {
    assertThat(error(cells("g", "a", ""), Y.withGroup("g"))).startsWith("t.csv line 3, column \"g\": the cell is empty, and the name of a group is expected");
  }

  @Test
  void timesAreNumbersDatesOrDatesWithATime() throws IOException {
    assertThat(times("3", "-1.5", "2e3")).containsExactly(3, -1.5, 2000);
    assertThat(times("1970-01-03", "1969-12-31", "2024-03-01")).containsExactly(2, -1, 19783);
    assertThat(times("1970-01-01T00:01", "1970-01-02 00:00:00.25", "1969-12-31T23:59:59.5")).containsExactly(60, 86400.25, -0.5);
    assertThat(times("1970-01-01T01:00:00+01:00", "1970-01-01 00:00:01Z")).containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "2024-02-30", "2024-1-1", "01.03.2024", "12:30", "NaN", "1e999", "2024-03-01T25:00"})
  void otherTextIsNoTime(String cell) {
    assertThat(error(cells("t", cell), Y.withOrder("t")))
        .startsWith("t.csv line 2, column \"t\": \"" + cell + "\" is no time; expected is a number, a date such as 2024-03-01, or");
    assertThat(error(cells("t", "2024-01-01", cell), Y.withOrder("t")))
        .startsWith("t.csv line 3, column \"t\": \"" + cell + "\" is no time; expected is a date such as 2024-03-01, as in the rows before.");
  }

  @Test
  void aColumnOfTimesIsOfOneKind() {
    assertThat(error(cells("t", "2024-01-01", "5"), Y.withOrder("t")))
        .startsWith("t.csv line 3, column \"t\": \"5\" is a number, and the rows before have a date");
    assertThat(error(cells("t", "5", "2024-01-01"), Y.withOrder("t"))).contains("line 3", "is a date such as", "rows before have a number");
    assertThat(error(cells("t", "2024-01-01T10:00", "2024-01-01T10:00Z"), Y.withOrder("t"))).contains("line 3", "of one kind");
    assertThat(error(cells("t", "1", ""), Y.withOrder("t")))
        .startsWith("t.csv line 3, column \"t\": the cell is empty; expected is a number, as in the rows before");
  }

  // Several targets

  @Test
  void severalColumnsOfZerosAndOnesAreLabels() throws IOException {
    String text = "a,x,b,c\n0,5,1,1.0\n1,6,0,0\n";
    for (Options options : List.of(Options.of("c", "a", "b"), Options.of("c, a,b"), Options.of("c,a,b").withTask(Task.CLASSIFICATION))) {
      Dataset data = csv(text).read(options);
      assertThat(data.schema()).isEqualTo(new Schema(Inputs.Columns.numbers(List.of("x")), new Target.Labels("c,a,b", List.of("c", "a", "b"))));
      double[] y = new double[3];
      data.target(0, y, 3);
      assertThat(y).containsExactly(1, 0, 1);
      data.target(1, y, 3);
      assertThat(y).containsExactly(0, 1, 0);
      assertThat(data.hasLabel(0, 0)).isTrue();
      assertThat(data.hasLabel(1, 2)).isFalse();
    }
    Schema model = new Schema(Inputs.Columns.numbers(List.of("x")), Target.Labels.of(List.of("b", "a")));
    assertThat(csv(text).read(model).hasLabel(0, 0)).isTrue();
    assertThat(csv(text).read(model).hasLabel(1, 0)).isFalse();
  }

  @Test
  void aColumnOfTheVeryNameWins() throws IOException {
    assertThat(csv("\"a,b\",a,b\n0.5,0,1\n").read(Options.of("a,b").withTask(Task.REGRESSION)).schema().target()).isEqualTo(new Target.Value("a,b"));
  }

  @Test
  void whatIsNoMarkIsRefused() {
    assertThat(error("a,b,x\n0,1,5\n1,0.5,6\n", Options.of("a", "b")))
        .isEqualTo("t.csv line 3, column \"b\": \"0.5\" is neither 0 nor 1, and several target columns are labels, each 0 or 1. Several values or "
            + "classes to predict are not supported yet: name one column as --target, and leave the others out with --ignore.");
    assertThat(error("a,b,x\n0,,5\n", Options.of("a", "b"))).startsWith("t.csv line 2, column \"b\": the cell is empty, and several target columns are labels");
    assertThat(error("a,b,x\n0,yes,5\n", Options.of("a,b"))).contains("\"yes\" is neither 0 nor 1");
    assertThat(error("a,b,x\n0,1,5\n", Options.of("a,bb"))).contains("no column \"bb\"", "--target names it");
  }
}
