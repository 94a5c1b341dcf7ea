package dev.gradus.data;

import static dev.gradus.data.Tables.csv;
import static dev.gradus.data.Tables.error;
import static dev.gradus.data.Tables.inputs;
import static dev.gradus.data.Tables.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is predicted from: which columns, of which types, in which order, and what is said of one that cannot be had. */
class FeaturesOfTableTest {
  private static final LearningTask Y = LearningTask.of("y");
  private static final LearningTask VALUES = Y.withKind(LearningTask.Kind.REGRESSION);

  /** A table with a column of nearly unique text. */
  private static String withText(String name) {
    return "x," + name + ",y\n" + IntStream.range(0, 60).mapToObj(i -> i + ",remark number " + i + ",0." + i + "\n").collect(Collectors.joining());
  }

  private static List<Column> columns(Dataset data) {
    return ((Inputs.Columns) data.schema().inputs()).columns();
  }

  @Nested
  class Chosen {
    @Test
    void areAllColumnsButTargetAndIgnored() throws IOException {
      Dataset data = read("id,a,y,b\n7,1,2.5,3\n8,4,5.5,6\n", Y.withIgnored(List.of("id")));

      assertThat(data.schema()).isEqualTo(new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Value("y")));
      assertThat(data.size()).isEqualTo(2);
      assertThat(inputs(data, 0)).containsExactly(1, 3);
      assertThat(inputs(data, 1)).containsExactly(4, 6);
      assertThat(data.value(1)).isEqualTo(5.5);
    }

    @Test
    void orThoseThatAreNamedInTheirOrder() throws IOException {
      Dataset data = read("a,y,b,text\n1,2.5,3,x\n", Y.withFeatures(List.of("b", "a")));

      assertThat(data.schema().inputs()).isEqualTo(Inputs.Columns.numbers(List.of("b", "a")));
      assertThat(inputs(data, 0)).containsExactly(3, 1);
    }

    @Test
    void oneMustBeLeft() {
      assertThat(error("y,b\n1,2\n", Y.withIgnored(List.of("b"))))
          .isEqualTo("t.csv: no column is left to predict \"y\" from. The only column that is read is y.");
      assertThat(error("y\n1\n", Y)).isEqualTo("t.csv: no column is left to predict \"y\" from. The only column that is read is y.");
      assertThat(error(withText("remark"), Y.withIgnored(List.of("x"))))
          .isEqualTo("t.csv: no column is left to predict \"y\" from. The only column that is read is "
              + "y; the texts of remark are nearly all different, and --categorical reads such a column.");
    }

    @Test
    void aColumnIsNamedOnce() {
      assertThatIllegalArgumentException().isThrownBy(() -> Y.withIgnored(List.of("y"))).withMessageContaining("target and ignored");
      assertThatIllegalArgumentException().isThrownBy(() -> Y.withFeatures(List.of("y"))).withMessageContaining("target and a feature");
      assertThatIllegalArgumentException().isThrownBy(() -> Y.withFeatures(List.of("a")).withIgnored(List.of("a")))
          .withMessageContaining("feature and ignored");
      assertThatIllegalArgumentException().isThrownBy(() -> Y.withFeatures(List.of("a", "a"))).withMessageContaining("twice among the features");
    }
  }

  @Nested
  class Named {
    @Test
    void whatIsNotThereIsToldWithWhatThereIs() {
      assertThat(error("species,island,y\n1,2,3\n", LearningTask.of("price")))
          .isEqualTo("t.csv line 1: the header has no column \"price\", and --target names it. The columns are species, island, y.");
      assertThat(error("age,b,y\n1,2,3\n", Y.withIgnored(List.of("agee"))))
          .isEqualTo("t.csv line 1: the header has no column \"agee\", and --ignore names it. Did you mean \"age\"? The columns are age, b, y.");
      assertThat(error("age,b,y\n1,2,3\n", Y.withFeatures(List.of("b", "c"))))
          .isEqualTo("t.csv line 1: the header has no column \"c\", and --features names it. The columns are age, b, y.");
    }

    @Test
    void aNearMissIsSuggested() {
      for (String name : List.of("speceis", "Species", "spcies")) {
        assertThat(error("species,island,y\n1,2,3\n", LearningTask.of(name))).contains(" Did you mean \"species\"? ");
      }
      assertThat(error("species,island,y\n1,2,3\n", LearningTask.of("x"))).doesNotContain("Did you mean");
      assertThat(NearMiss.of("colour", List.of("valour", "color", "kolours"))).contains("color");
      assertThat(NearMiss.of("colour", List.of("ruoloc", "col", "colourless", "vapors"))).isEmpty();
      assertThat(NearMiss.of("n".repeat(64), List.of("n".repeat(63)))).contains("n".repeat(63));
      assertThat(NearMiss.of("n".repeat(65), List.of("n".repeat(64)))).isEmpty();
    }

    @Test
    void twentyColumnsAreListed() {
      String header = IntStream.rangeClosed(1, 20).mapToObj(i -> "c" + i).collect(Collectors.joining(","));

      assertThat(error(header + "\n", Y)).endsWith(", c19, c20.");
      assertThat(error(header + ",c21\n", Y)).endsWith(", c19, c20 and 1 more.");
      assertThat(error("n".repeat(1_000_000) + ",y\n1,2\n", LearningTask.of("z"))).hasSizeLessThan(250);
    }

    @Test
    void whatACellMustBeIsSaidWithTheOptionThatNamesTheColumn() {
      String late = "age,y\n" + IntStream.range(0, 11_000).mapToObj(i -> i + ".5,1\n").collect(Collectors.joining()) + "x,2\n";
      assertThat(error(late, VALUES)).isEqualTo("t.csv line 11002, column \"age\": \"x\" is not a number. If it marks a missing value, say --missing x; if "
          + "the column has texts, --categorical age; else correct it, or leave the column out with --ignore age.");
      assertThat(error(late, VALUES.withFeatures(List.of("age")))).endsWith("--categorical age; else correct it, or leave the column out of --features.");
      assertThat(error(late.replace("x,2", "1e39,2"), VALUES.withFeatures(List.of("age"))))
          .endsWith("Correct it, remove the row, or leave the column out of --features.");
      assertThat(error("age,y\n1,1e39\n", VALUES)).endsWith("Correct it, or remove the row.");
    }
  }

  @Nested
  class Types {
    private static final String MIXED = "n,ok,when,kind,y\n0.5,yes,2024-01-02,b,1.5\n,no,,a,2.5\n2,,2024-01-03,,3.5\n";

    @Test
    void areKeptAndGapsAreNaN() throws IOException {
      Dataset data = read(MIXED, Y);

      assertThat(columns(data)).containsExactly(Column.number("n"), new Column("ok", ColumnType.BOOLEAN), new Column("when", ColumnType.TIME),
          Column.category("kind"));
      assertThat(inputs(data, 0)).containsExactly(0.5, 1, 1_704_153_600, 0);
      assertThat(inputs(data, 1)).containsExactly(Double.NaN, 0, Double.NaN, 1);
      assertThat(inputs(data, 2)).containsExactly(2, Double.NaN, 1_704_240_000, Double.NaN);
    }

    @Test
    void arePreparedForANetwork() throws IOException {
      Dataset data = read(MIXED, Y);
      Preparation fitted = data.fit(PreparationPlan.standard());
      Dataset prepared = data.preparedBy(fitted);

      assertThat(IntStream.range(0, fitted.width()).mapToObj(fitted::name)).contains("n", "n missing", "kind=a", "kind=b");
      assertThat(prepared.width()).isEqualTo(fitted.width());
      for (int i = 0; i < 3; i++) assertThat(Arrays.stream(inputs(prepared, i)).allMatch(Double::isFinite)).isTrue();
      assertThat(prepared.value(0)).as("in its own unit").isEqualTo(1.5);
      double[] y = new double[1];
      prepared.target(0, y, 1);
      assertThat(y[0]).as("scaled by its deviation").isEqualTo(-1 / Math.sqrt(2 / 3.0));
    }

    @Test
    void ofNearlyUniqueTextAreLeftOutUnlessNamed() throws IOException {
      List<String> told = new ArrayList<>();
      assertThat(columns(csv(withText("remark")).withNotices(told::add).read(Y))).containsExactly(Column.number("x"));
      assertThat(told).containsExactly("the column remark has texts that are nearly all different and is left out; --categorical reads such a column.");

      assertThat(error(withText("remark"), Y.withFeatures(List.of("x", "remark"))))
          .isEqualTo("t.csv, column \"remark\": its texts are nearly all different, so that the column is not read, and --features names it. Leave it out of "
              + "--features, or say --categorical remark if the texts are categories.");
      TableOptions said = TableOptions.standard().withType("remark", ColumnType.CATEGORY);
      assertThat(columns(csv(withText("remark")).read(Y.withFeatures(List.of("remark")), said, notice -> {}))).containsExactly(Column.category("remark"));
    }

    @Test
    void ofTheMarksOfAFileGoIntoThePreparation() throws IOException {
      Dataset data = read("a;y\n1,5;2,25\n1.234,5;7\n", VALUES);

      assertThat(inputs(data, 1)).containsExactly(1234.5);
      TextRules rules = data.fit(PreparationPlan.standard()).rules();
      assertThat(rules).isEqualTo(TextRules.standard().withDecimal(',').withThousands('.'));
      assertThat(csv("a;y\n1,25;3\n").read(data.schema(), Roles.none(), rules).value(0)).isEqualTo(3);
      assertThat(error(() -> csv("a;y\n1,25;3\n").read(data.schema(), Roles.none(), TextRules.standard()))).as("under others")
          .contains("\"1,25\" is not a number; it would be with --decimal ,.");
      TableOptions said = TableOptions.standard().withType("a", ColumnType.NUMBER);
      assertThat(inputs(csv("a;y\n1,25;3\n").read(VALUES, said, notice -> {}), 0)).as("of a type that is said").containsExactly(1.25);
    }

    @Test
    void ofNumbersAreThoseOfTheTextToTheLastBit() throws IOException {
      Random random = new Random(2);
      double[][] table = new double[500][4];
      StringBuilder text = new StringBuilder("a,b,c,y\n");
      for (double[] row : table) {
        Arrays.setAll(row, i -> random.nextGaussian() * Math.pow(10, random.nextInt(-30, 5)));
        row[0] = random.nextInt(-1000, 1000) / 100.0;
        text.append(Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(","))).append('\n');
      }
      Dataset data = read(text.toString(), VALUES);

      for (int i = 0; i < 500; i++) {
        assertThat(inputs(data, i)).containsExactly(Arrays.copyOf(table[i], 3));
        assertThat(data.value(i)).isEqualTo(table[i][3]);
      }
    }
  }

  @Test
  void thatAreTheSameInAllRowsAreToldOf() throws IOException {
    List<String> told = new ArrayList<>();
    csv("a,b,y\n1,x,1.5\n1,x,2.5\n1,x,3.5\n").read(Y, TableOptions.standard(), told::add);
    csv("a,b,y\n1,x,1.5\n1,x,2.5\n1,z,3.5\n").read(Y, TableOptions.standard(), told::add);

    assertThat(told).containsExactly("notice: all rows have the same a, b; nothing can be learned from them");
  }
}
