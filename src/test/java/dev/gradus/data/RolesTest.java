package dev.gradus.data;

import static dev.gradus.data.Tables.csv;
import static dev.gradus.data.Tables.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns of a table that are no features: weight, group, time, and several targets. */
class RolesTest {
  private static final LearningTask Y = LearningTask.of("y").withKind(LearningTask.Kind.REGRESSION);

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

    assertThat(csv("x,y,w\n1,2,3\n").read(model, Roles.none().withWeight("w"), TextRules.standard()).weight(0)).isEqualTo(3);
    assertThat(csv("x,y,w\n1,2,3\n").read(model, Roles.none(), TextRules.standard()).weighted()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> csv("x,y\n1,2\n").read(model, Roles.none().withGroup("x"), TextRules.standard()))
        .withMessage("the column \"x\" is the group and an input of the model; a column has one role");
    assertThatIllegalArgumentException().isThrownBy(() -> csv("x,y\n1,2\n").read(model, Roles.none().withOrder("y"), TextRules.standard()))
        .withMessage("the column \"y\" is the time and what the model predicts; a column has one role");
  }

  @Test
  void aColumnHasOneRole() {
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withWeight("y")).withMessageContaining("\"y\" is the target and the weight;");
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withFeatures(List.of("x")).withGroup("x")).withMessageContaining("a feature and the group;");
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withGroup("x").withWeight("x")).withMessageContaining("the weight and the group;");
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withGroup("x").withOrder("x")).withMessageContaining("the group and the time;");
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withIgnored(List.of("x")).withOrder("x")).withMessageContaining("the time and ignored;");
    assertThatIllegalArgumentException().isThrownBy(() -> LearningTask.of("a", "b", "a")).withMessageContaining("twice among the targets");
    assertThatIllegalArgumentException().isThrownBy(() -> LearningTask.of("a", "b").withFeatures(List.of("b"))).withMessageContaining("a target and a feature");
    assertThatIllegalArgumentException().isThrownBy(() -> Y.withTargets(List.of())).withMessageContaining("0 target columns");
    assertThatIllegalArgumentException().isThrownBy(() -> LearningTask.of("a", "b").withKind(LearningTask.Kind.REGRESSION))
        .withMessageContaining("not supported yet");
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
    LearningTask weighted = Y.withWeight("w");
    assertThat(error(cells("w", "1", "-0.5"), weighted))
        .isEqualTo("t.csv line 3, column \"w\": \"-0.5\" is negative, and a weight is a number of at least 0. Correct it, or remove the row; a row with the "
            + "weight 0 does not count.");
    for (String nothing : List.of("NaN", "", "NA")) {
      assertThat(error(cells("w", "1", nothing), weighted)).startsWith("t.csv line 3, column \"w\": the value is missing, and a weight is expected.");
    }
    assertThat(error(cells("w", "1", "much"), weighted)).isEqualTo("t.csv line 3, column \"w\": \"much\" is not a number. If it marks a missing value, say "
        + "--missing much; else correct it, or remove the row.");
    assertThat(error(cells("w", "1e300"), weighted)).startsWith("t.csv line 2, column \"w\": \"1e300\" is too large")
        .endsWith("Correct it, or remove the row.");
    assertThat(error(() -> csv(cells("w", "1", "2")).read(weighted, TableOptions.standard().withType("w", ColumnType.CATEGORY), notice -> {})))
        .isEqualTo("t.csv, column \"w\": the cells are of the type category, and a weight is a number of at least 0.");
    assertThat(error(cells("w", "0", "0"), weighted)).startsWith("t.csv, column \"w\": all weights are 0; at least one must be above 0");
  }

  @Test
  void aGroupIsAnyTextButNone() {
    assertThat(error(cells("g", "a", ""), Y.withGroup("g"))).startsWith("t.csv line 3, column \"g\": the value is missing, and the name of a group is ");
  }

  @Test
  void groupsMayBeNearlyUniqueAndVeryMany() throws IOException {
    int rows = 210_000;
    String text = "x,y,g\n" + IntStream.range(0, rows).mapToObj(i -> i % 7 + ",0.5,customer " + i / 2 + "\n").collect(Collectors.joining());
    Dataset data = csv(text).read(Y.withGroup("g"));

    assertThat(IntStream.range(0, rows).map(i -> data.group(i).orElseThrow()).distinct().count()).isEqualTo(rows / 2);
    assertThat(data.group(0)).isEqualTo(data.group(1)).isNotEqualTo(data.group(2));
    assertThat(data.schema().inputs()).isEqualTo(Inputs.Columns.numbers(List.of("x")));
  }

  @Test
  void moreThanAMillionNamesAreTooMany() {
    TableOptions options = TableOptions.standard().withUses(Roles.none().withGroup("g").uses());

    assertThat(options.mostTexts("g", 100_000)).isEqualTo(1_000_000);
    assertThat(options.mostTexts("x", 100_000)).isEqualTo(100_000);
    assertThat(options.tooMany("g", "k", 1_000_000))
        .isEqualTo("\"k\" is one category more than the 1,000,000 that a column may have, and --group names it. Check that it is the right column.");
  }

  @Test
  void groupsMayBeNumbersBooleansOrTimes() throws IOException {
    for (String[] three : new String[][] {{"7", "007", "7"}, {"yes", "no", "yes"}, {"2024-01-01", "2024-01-02", "2024-01-01"}, {"1.5", "x", "1.5"}}) {
      Dataset data = csv(cells("g", three)).read(Y.withGroup("g"));
      assertThat(data.group(0)).isEqualTo(data.group(2)).isNotEqualTo(data.group(1));
    }
  }

  @Test
  void whatRowsWithoutATargetAreDoesNotMatter() throws IOException {
    LearningTask task = Y.withWeight("w").withGroup("g").withOrder("t");
    Dataset data = csv("x,y,w,g,t\n1,5,2,a,3\n2,,,,\n3,6,1,b,4\n4,NA,-1,c,5\n").read(task);

    assertThat(data.size()).isEqualTo(2);
    assertThat(data.weightSum()).isEqualTo(3);
    assertThat(error("x,y,w,g,t\n1,5,0,a,3\n2,,7,b,1\n", task)).startsWith("t.csv, column \"w\": all weights are 0");
  }

  @Test
  void timesAreNumbersDatesOrDatesWithATime() throws IOException {
    assertThat(times("3", "-1.5", "2e3")).containsExactly(3, -1.5, 2000);
    assertThat(times("1970-01-03", "1969-12-31", "2024-03-01")).containsExactly(2 * 86_400, -86_400, 19_783 * 86_400L);
    assertThat(times("1970-01-01T00:01", "1970-01-02 00:00:00.25", "1969-12-31T23:59:59.5")).containsExactly(60, 86400.25, -0.5);
    assertThat(times("1970-01-01T01:00:00+01:00", "1970-01-01 00:00:01Z")).containsExactly(0, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "2024-02-30", "12:30", "2024-03-01T25:00"})
  void otherTextIsNoTime(String cell) {
    String message = "column \"t\": \"" + cell + "\" is not a time; expected is a date such as 2024-03-01, or a date with a time such as 2024-03-01T12:30:00.";
    assertThat(error(cells("t", cell), Y.withOrder("t"))).isEqualTo("t.csv line 2, " + message);
    assertThat(error(cells("t", "2024-01-01", cell), Y.withOrder("t"))).isEqualTo("t.csv line 3, " + message);
    assertThat(error(cells("t", "5", cell), Y.withOrder("t")))
        .isEqualTo("t.csv line 3, column \"t\": \"" + cell + "\" is not a number, as the cells before it are; a column of times is of one kind.");
  }

  @Test
  void aTimeMustBeThereAndCanBeMeantInOneWay() {
    assertThat(error(cells("t", "1e999"), Y.withOrder("t"))).startsWith("t.csv line 2, column \"t\": \"1e999\" is too large")
        .endsWith("Correct it, or remove the row.");
    assertThat(error(cells("t", "1", "NaN"), Y.withOrder("t")))
        .isEqualTo("t.csv line 3, column \"t\": the value is missing, and a time is expected. Fill it, or remove "
            + "the row.");
    assertThat(error(cells("t", "3/4/2024", "5/4/2024"), Y.withOrder("t")))
        .isEqualTo("t.csv line 2, column \"t\": \"3/4/2024\" can be meant with the day or the month "
            + "first; add --dates day-first or --dates month-first.");
    assertThat(error(cells("t", "yes", "no"), Y.withOrder("t"))).startsWith("t.csv, column \"t\": the cells are true or false. A time is a number, a date");
    String[] texts = IntStream.range(0, 60).mapToObj(i -> "week " + i).toArray(String[]::new);
    assertThat(error(cells("t", texts), Y.withOrder("t"))).isEqualTo("t.csv, column \"t\": its texts are nearly all different, so that the column is not "
        + "read, and --time names it. A time is a number, a date such as 2024-03-01, or a date with a time such as 2024-03-01T12:30:00. Dates such as "
        + "3/4/2024 need --dates day-first or --dates month-first.");
  }

  @Test
  void aColumnOfTimesIsOfOneKind() throws IOException {
    assertThat(error(cells("t", "2024-01-01", "5"), Y.withOrder("t")))
        .startsWith("t.csv line 3, column \"t\": \"5\" is a number, not a time; expected is a date");
    assertThat(error(cells("t", "5", "2024-01-01"), Y.withOrder("t")))
        .startsWith("t.csv line 3, column \"t\": \"2024-01-01\" is not a number, as the cells before it");
    assertThat(times("2024-01-01T10:00", "2024-01-01T10:00Z", "2024-01-01"))
        .as("a local time counts as UTC").containsExactly(1.7041032e9, 1.7041032e9, 1.7040672e9);
    assertThat(times("1.2.2024", "13.2.2024")).containsExactly(19_754 * 86_400L, 19_766 * 86_400L);
  }

  // Several targets

  @Test
  void severalColumnsOfZerosAndOnesAreLabels() throws IOException {
    String text = "a,x,b,c\n0,5,1,1.0\n1,6,0,0\n";
    for (LearningTask options : List.of(LearningTask.of("c", "a", "b"), LearningTask.of("c, a,b"),
        LearningTask.of("c,a,b").withKind(LearningTask.Kind.CLASSIFICATION))) {
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
    assertThat(csv(text).read(model, Roles.none(), TextRules.standard()).hasLabel(0, 0)).isTrue();
    assertThat(csv(text).read(model, Roles.none(), TextRules.standard()).hasLabel(1, 0)).isFalse();
  }

  @Test
  void wordsForTrueAndFalseAreMarksToo() throws IOException {
    Schema model = csv("a,b,x\nyes,false,5\nno,true,6\n").read(LearningTask.of("a,b")).schema();

    for (String row : List.of("yes,true,7", "1,1.0,7", "Y,T,7")) {
      Dataset data = csv("a,b,x\n" + row + "\n").read(model, Roles.none(), TextRules.standard());
      assertThat(data.hasLabel(0, 0)).isTrue();
      assertThat(data.hasLabel(0, 1)).isTrue();
    }
  }

  @Test
  void aColumnOfTheVeryNameWins() throws IOException {
    assertThat(csv("\"a,b\",a,b\n0.5,0,1\n").read(LearningTask.of("a,b").withKind(LearningTask.Kind.REGRESSION)).schema().target())
        .isEqualTo(new Target.Value("a,b"));
  }

  @Test
  void whatIsNoMarkIsRefused() {
    assertThat(error("a,b,x\n0,1,5\n1,0.5,6\n", LearningTask.of("a", "b")))
        .isEqualTo("t.csv line 3, column \"b\": \"0.5\" is neither 0 nor 1, and several target columns are labels, each 0 or 1. Several values or "
            + "classes to predict are not supported yet: name one column as --target, and leave the others out with --ignore.");
    assertThat(error("a,b,x\n0,,5\n", LearningTask.of("a", "b")))
        .startsWith("t.csv line 2, column \"b\": the value is missing, and several target columns are labels");
    assertThat(error("a,b,x\n0,maybe,5\n", LearningTask.of("a,b"))).contains("\"maybe\" is neither 0 nor 1");
    assertThat(error("a,b,x\n0,2024-01-01,5\n", LearningTask.of("a,b"))).contains("\"2024-01-01T00:00:00Z\" is neither 0 nor 1");
    assertThat(error("a,b,x\n0,1,5\n", LearningTask.of("a,bb"))).contains("no column \"bb\"", "--target names it");
  }
}
