package dev.gradus.data;

import static dev.gradus.data.Tables.column;
import static dev.gradus.data.Tables.csv;
import static dev.gradus.data.Tables.error;
import static dev.gradus.data.Tables.labels;
import static dev.gradus.data.Tables.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.data.LearningTask.Kind;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Target;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is predicted: classes or a value, from the cells of the target column and from what is said of it. */
class TargetOfTableTest {
  private static final LearningTask Y = LearningTask.of("y");
  private static final LearningTask CLASSES = Y.withKind(Kind.CLASSIFICATION);
  private static final LearningTask VALUES = Y.withKind(Kind.REGRESSION);

  private static Target target(String text) throws IOException {
    return read(text, Y).schema().target();
  }

  @Nested
  class Inferred {
    @Test
    void textMakesClassesInSortedOrder() throws IOException {
      Dataset data = read("a,y\n1,u\n2,t\n3,u\n4,7\n", Y);

      assertThat(data.schema().target()).isEqualTo(new Target.Classes("y", List.of("7", "t", "u")));
      assertThat(IntStream.range(0, 4).map(data::label)).containsExactly(2, 1, 2, 0);
    }

    @Test
    void fewWholeNumbersMakeClassesSortedByNumber() throws IOException {
      assertThat(target(column(64, i -> Integer.toString(i % 12))))
          .isEqualTo(new Target.Classes("y", IntStream.range(0, 12).mapToObj(Integer::toString).toList()));
      assertThat(target("a,y\n1,1.0\n2,0.0\n3,1.0\n4,0.0\n5,0.0\n")).as("as they are written").isEqualTo(new Target.Classes("y", List.of("0.0", "1.0")));
    }

    @Test
    void otherNumbersMakeValues() throws IOException {
      assertThat(target(column(64, i -> i % 12 + ".5"))).as("not whole").isEqualTo(new Target.Value("y"));
      assertThat(target(column(64, i -> Integer.toString(i % 21)))).as("21 values").isEqualTo(new Target.Value("y"));
      assertThat(target(column(40, i -> Integer.toString(i % 20)))).as("half of the rows").isEqualTo(new Target.Value("y"));
      assertThat(target(column(41, i -> Integer.toString(i % 20))).outputs()).as("fewer than half").isEqualTo(20);
      assertThat(read(column(40_000, i -> "" + i), Y).value(39_999)).isEqualTo(39_999);
    }

    @Test
    void wordsForTrueAndFalseStayAsTheyAreWritten() throws IOException {
      assertThat(target(column(6, i -> i % 2 == 0 ? "yes" : "no"))).isEqualTo(new Target.Classes("y", List.of("no", "yes")));
      assertThat(target(column(6, i -> i % 2 == 0 ? "True" : "False"))).isEqualTo(new Target.Classes("y", List.of("False", "True")));
      assertThat(target(column(6, i -> i % 2 == 0 ? "T" : "F"))).isEqualTo(new Target.Classes("y", List.of("F", "T")));
    }

    @Test
    void textThatIsNearlyUniqueIsStillATarget() throws IOException {
      Dataset data = read(column(200, i -> "name " + i), Y);

      assertThat(data.schema().target().outputs()).isEqualTo(200);
      assertThat(labels(data).get(199)).isEqualTo("name 199");
    }

    @Test
    void ofRecordsWithTypesTheSameHolds() throws IOException {
      record Row(double a, int few, boolean flag, double much, LocalDate day) {}
      List<Row> rows = IntStream.range(0, 40).mapToObj(i -> new Row(i, i % 2, i % 3 == 0, i + 0.5, LocalDate.ofEpochDay(i))).toList();
      RecordTable table = RecordTable.of(RecordsSource.of(Row.class, rows));

      assertThat(table.read(LearningTask.of("few")).schema().target()).isEqualTo(new Target.Classes("few", List.of("0", "1")));
      assertThat(table.read(LearningTask.of("flag")).schema().target()).isEqualTo(new Target.Classes("flag", List.of("false", "true")));
      assertThat(table.read(LearningTask.of("much")).schema().target()).isEqualTo(new Target.Value("much"));
      assertThat(error(() -> table.read(LearningTask.of("day"))))
          .isEqualTo("Row, column \"day\": the cells are times, and a time cannot be predicted. Say --task classification if each one is a class.");
      assertThat(table.read(LearningTask.of("day").withKind(Kind.CLASSIFICATION)).schema().target().outputs()).isEqualTo(40);
    }

    @Test
    void oneNumberInTwoSpellingsIsNotTwoClasses() throws IOException {
      String text = "a,y\n1,1\n2,1.0\n3,0\n4,0\n5,0\n6,1\n7,1\n";

      assertThat(error(text, Y)).isEqualTo("t.csv, column \"y\": \"1\" and \"1.0\" are the same number in two spellings. Write "
          + "them alike, or say --task classification if they are two classes, --task regression if they are values.");
      assertThat(error("a,y\n1,0\n2,-0\n3,0\n4,0\n5,0\n", Y)).contains("\"0\" and \"-0\" are the same number");
      assertThat(read(text, CLASSES).schema().target().outputs()).isEqualTo(3);
      assertThat(read(text, VALUES).schema().target()).isEqualTo(new Target.Value("y"));
    }

    @Test
    void aStrayTextAmongNumbersIsASlipAndNotAClass() {
      assertThat(error(column(100, i -> i == 60 ? "abc" : i + ".5"), Y))
          .isEqualTo("t.csv line 62, column \"y\": \"abc\" is not a number. If it marks a missing value, say --missing abc; if the column has classes, --task "
              + "classification; else correct it, or remove the row.");
    }

    @Test
    void timesCannotBePredicted() throws IOException {
      String days = column(28, i -> String.format("2024-01-%02d", i + 1));

      assertThat(error(days, Y)).startsWith("t.csv, column \"y\": the cells are times, and a time cannot be predicted.");
      assertThat(error(days, VALUES)).startsWith("t.csv line 2, column \"y\": \"2024-01-01\" is not a number");
      assertThat(labels(read(days, CLASSES)).get(27)).isEqualTo("2024-01-28");
    }
  }

  @Nested
  class Said {
    @Test
    void theTaskDecides() throws IOException {
      assertThat(read(column(64, i -> Integer.toString(i % 2)), VALUES).schema().target()).isEqualTo(new Target.Value("y"));
      assertThat(read(column(64, i -> i + ".5"), CLASSES).schema().target().outputs()).isEqualTo(64);
      assertThat(labels(read(column(2000, i -> i == 1999 ? "nothing" : i + ".5"), CLASSES)).subList(1998, 2000)).containsExactly("1998.5", "nothing");
      assertThat(error("a,y\n1,5\n1,x\n", VALUES)).isEqualTo("t.csv line 3, column \"y\": \"x\" is not a number. If it marks a missing value, say --missing x; "
          + "if the column has classes, --task classification; else correct it, or remove the row.");
      assertThat(error("a,y\n1,yes\n2,no\n", VALUES)).contains("\"yes\" is not a number", "--task classification");
    }

    @Test
    void soDoesTheType() throws IOException {
      assertThat(typed(column(64, i -> "" + i % 2), ColumnType.NUMBER, Y)).isEqualTo(new Target.Value("y"));
      assertThat(typed(column(64, i -> i + ".5"), ColumnType.CATEGORY, Y).outputs()).isEqualTo(64);
      assertThat(typed(column(64, i -> i % 2 == 0 ? "yes" : "no"), ColumnType.BOOLEAN, Y)).isEqualTo(new Target.Classes("y", List.of("no", "yes")));
    }

    @Test
    void andBothMustAgree() {
      String text = column(4, i -> "" + i);
      assertThatIllegalArgumentException().isThrownBy(() -> typed(text, ColumnType.NUMBER, CLASSES))
          .withMessage("the column \"y\" was said to be of the type number, and the task was said to be classification; leave one of the two out");
      assertThatIllegalArgumentException().isThrownBy(() -> typed(text, ColumnType.CATEGORY, VALUES))
          .withMessageContaining("the task was said to be regression");
      assertThatIllegalArgumentException().isThrownBy(() -> typed(text, ColumnType.TIME, Y)).withMessageContaining("a time cannot be");
      assertThatIllegalArgumentException().isThrownBy(() -> typed(text, ColumnType.TEXT, Y)).withMessageContaining("such a column is not read");
    }

    private Target typed(String text, ColumnType type, LearningTask task) throws IOException {
      return csv(text).read(task, TableOptions.standard().withType("y", type), notice -> {}).schema().target();
    }
  }

  @Nested
  class Missing {
    @Test
    void rowsWithoutATargetAreLeftOutWithANotice() throws IOException {
      List<String> told = new ArrayList<>();
      Dataset values = csv("a,y\n1,0.5\n2,\n\n3,NA\n4,2.5\n").read(Y, TableOptions.standard(), told::add);
      Dataset classes = csv("a,y\n1,u\n2,?\n3,v\n").read(Y, TableOptions.standard(), told::add);

      assertThat(IntStream.range(0, values.size()).mapToDouble(values::value)).containsExactly(0.5, 2.5);
      assertThat(Tables.inputs(values, 1)).containsExactly(4);
      assertThat(labels(classes)).containsExactly("u", "v");
      assertThat(told).containsExactly("notice: 2 of 4 rows have no y and are left out, the first in line 3; \"NA\" marks a missing value",
          "notice: 1 of 3 rows has no y and is left out, the first in line 3; \"?\" marks a missing value: say --missing only: with the marks that count, such as "
              + "--missing only:?,-, if it is a class");
    }

    @Test
    void oneMustHaveIt() {
      for (LearningTask task : List.of(Y, CLASSES, VALUES)) {
        assertThat(error("a,y\n1,\n2,\n", task)).isEqualTo("t.csv, column \"y\": no row has a target; at least one is expected.");
      }
    }
  }

  @Nested
  class NumberOfClasses {
    @Test
    void oneIsNotEnough() {
      assertThat(error("a,y\n1,u\n2,u\n3,u\n4,\n", Y))
          .isEqualTo("t.csv, column \"y\": there is only one class, \"u\", in all 3 rows that have one; a classifier needs at least two. Check "
              + "that --target names the right column.");
      assertThat(error(column(9, i -> "1"), Y)).contains("only one class, \"1\"");
    }

    @Test
    void thereAreAtMost32767() throws IOException {
      Dataset data = read(column(32_767, i -> "k" + i), Y);

      assertThat(data.schema().target().outputs()).isEqualTo(32_767);
      assertThat(labels(data).get(32_766)).isEqualTo("k32766");
      String advice = " is one class more than the 32,767 that are possible. Say --task regression if these are numbers, or choose another column as --target "
          + "and leave this one out with --ignore y.";
      assertThat(error(column(40_000, i -> "k" + i), Y)).isEqualTo("t.csv line 32769, column \"y\": \"k32767\"" + advice);
      assertThat(error(column(120_000, i -> "k" + i), Y)).as("more than inputs may have").isEqualTo("t.csv line 32769, column \"y\": \"k32767\"" + advice);
      assertThat(error(column(40_000, i -> "" + i), CLASSES)).isEqualTo("t.csv line 32769, column \"y\": \"32767\"" + advice);
    }

    @Test
    void aNovelIsNone() throws IOException {
      assertThat(read("a,y\n1,u\n2," + "v".repeat(1000) + "\n", Y).schema().target().outputs()).isEqualTo(2);
      assertThat(error("a,y\n1,u\n2," + "v".repeat(1001) + "\n", Y))
          .startsWith("t.csv line 3, column \"y\": \"" + "v".repeat(40) + "…\" has 1,001 characters, too many for the name of a class.");
    }
  }

  @Test
  void ofMapsTheNumberOfTheRecordIsTold() {
    List<Map<String, ?>> maps = List.of(Map.of("a", 1, "y", 0.5), Map.of("a", 2, "y", "x"));

    assertThat(error(() -> RecordTable.of(RecordsSource.of(maps)).read(VALUES)))
        .isEqualTo("maps record 2, column \"y\": \"x\" is not a number. If it marks a missing value, say --missing x; if the column has classes, --task "
            + "classification; else correct it, or remove the row.");
  }
}
