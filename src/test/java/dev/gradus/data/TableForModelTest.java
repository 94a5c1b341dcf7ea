package dev.gradus.data;

import static dev.gradus.data.Tables.csv;
import static dev.gradus.data.Tables.error;
import static dev.gradus.data.Tables.inputs;
import static dev.gradus.data.Tables.labels;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.LearningTask.Kind;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.ColumnType;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model that has learned already is evaluated on: its columns by name, its classes as it numbers them. */
class TableForModelTest {
  private static final TextRules PLAIN = TextRules.standard();

  private final Schema classifier = new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Classes("y", List.of("v", "u")));
  private final Schema regressor = new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Value("y"));

  @Test
  void columnsAreFoundByNameAmongOthers() throws IOException {
    Dataset data = csv("y,b,text,a\nu,2,?,1\nv,4,?,3\n").read(classifier, Roles.none(), PLAIN);

    assertThat(data.schema()).isEqualTo(classifier);
    assertThat(inputs(data, 1)).containsExactly(3, 4);
    assertThat(IntStream.range(0, 2).map(data::label)).as("in the model's numbering").containsExactly(1, 0);
    assertThat(csv("y,b,a\n0.5,2,1\n").read(regressor, Roles.none(), PLAIN).value(0)).isEqualTo(0.5);
  }

  @Test
  void oneClassIsEnoughAndGapsAreFine() throws IOException {
    Dataset data = csv("a,b,y\n1,NA,u\n").read(classifier, Roles.none(), PLAIN);

    assertThat(data.label(0)).isEqualTo(1);
    assertThat(inputs(data, 0)).containsExactly(1, Double.NaN);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.0, 1.0", "yes, no", "True, False", "2024-01-01, 2024-01-02", "007, 1e3"})
  void classesAreTextsWhateverTheyLookLike(String one, String other) throws IOException {
    String text = "a,y\n1," + one + "\n2," + other + "\n3," + one + "\n4," + one + "\n5," + other + "\n";
    Dataset train = csv(text).read(LearningTask.of("y").withKind(Kind.CLASSIFICATION));
    Dataset again = csv("y,a\n" + other + ",7\n").read(train.schema(), Roles.none(), PLAIN);

    assertThat(labels(train)).containsExactly(one, other, one, one, other);
    assertThat(again.schema()).isEqualTo(train.schema());
    assertThat(labels(again)).containsExactly(other);
    assertThat(error(() -> csv("y,a\n-1,7\n").read(train.schema(), Roles.none(), PLAIN)))
        .contains("line 2, column \"y\": \"-1\" is none of the model's 2 classes: ");
  }

  @Test
  void categoriesAreThoseOfTheModelWhateverTheirOrder() throws IOException {
    Dataset train = csv("kind,y\nb,1.5\na,2.5\nb,3.5\nc,4.5\n").read(LearningTask.of("y"));
    Preparation fitted = train.fit(PreparationPlan.standard());
    Dataset other = csv("y,kind\n1,c\n1,new\n1,a\n1,\n").read(train.schema(), Roles.none(), PLAIN).preparedBy(fitted);

    assertThat(IntStream.range(0, fitted.width()).mapToObj(fitted::name)).containsExactly("kind=a", "kind=b", "kind=c");
    assertThat(inputs(other, 0)).containsExactly(0, 0, 1);
    assertThat(inputs(other, 1)).as("a category that training did not have").containsExactly(0, 0, 0);
    assertThat(inputs(other, 2)).containsExactly(1, 0, 0);
    assertThat(inputs(other, 3)).as("none").containsExactly(0, 0, 0);
  }

  @Test
  void typesAreThoseOfTheModelWhateverTheCellsLookLike() throws IOException {
    List<Column> columns = List.of(Column.category("zip"), new Column("ok", ColumnType.BOOLEAN), Column.number("n"));
    Schema model = new Schema(new Inputs.Columns(columns), new Target.Value("y"));
    Dataset data = csv("zip,ok,n,y\n0123,1,5,1\n456,0,,2\n").read(model, Roles.none(), PLAIN);

    assertThat(((TableFeatures) data.features()).dictionary(0)).containsExactly("0123", "456");
    assertThat(inputs(data, 0)).containsExactly(0, 1, 5);
    assertThat(error(() -> csv("zip,ok,n,y\n1,maybe,5,1\n").read(model, Roles.none(), PLAIN)))
        .isEqualTo("t.csv line 2, column \"ok\": \"maybe\" is not a boolean, which is true or false, "
            + "yes or no, t or f, y or n, 1 or 0. If it marks a missing value, say --missing maybe; else correct it, or remove the row.");
    assertThat(error(() -> csv("zip,ok,n,y\n1,1,x,1\n").read(model, Roles.none(), PLAIN)))
        .isEqualTo("t.csv line 2, column \"n\": \"x\" is not a number. If it marks a missing value, say --missing x; else correct it, or remove the row.");
  }

  @Test
  void textsAreReadByTheRulesOfThePreparation() throws IOException {
    TextRules rules = PLAIN.withMissing(List.of("-999")).withDecimal(',');
    Preparation preparation = new Preparation(Preparation.none(Inputs.Columns.numbers(List.of("a", "b")).columns()).encodings(), TargetScaling.none(), rules);

    assertThat(inputs(csv("a;b;y\n-999;1,5;u\n").read(classifier, preparation), 0)).containsExactly(Double.NaN, 1.5);
  }

  @Test
  void aMissingColumnIsNamed() {
    assertThat(error(() -> csv("a,c,y\n1,2,u\n").read(classifier, Roles.none(), PLAIN)))
        .isEqualTo("t.csv line 1: the header has no column \"b\", and the model needs it. The columns are a, c, y.");
    assertThat(error(() -> csv("a,b\n1,2\n").read(classifier, Roles.none(), PLAIN)))
        .isEqualTo("t.csv line 1: the header has no column \"y\", and it is what the model predicts. The columns are a, b.");
    assertThat(error(() -> csv("a,b,y\n1,2,u\n").read(classifier, Roles.none().withWeight("w"), TextRules.standard()))).contains("no column \"w\", and --weight names it.");
  }

  @Test
  void aTargetThatTheModelCannotHaveIsNamed() {
    assertThat(error(() -> csv("a,b,y\n1,2,u\n3,4,w\n").read(classifier, Roles.none(), PLAIN)))
        .isEqualTo("t.csv line 3, column \"y\": \"w\" is none of the model's 2 classes: v, u. Correct it, or remove the row.");
    assertThat(error(() -> csv("a,b,y\n1,2,u\n1,2,\n").read(classifier, Roles.none(), PLAIN)))
        .isEqualTo("t.csv line 3, column \"y\": the value is missing, and a class is expected. Fill it, or remove the row.");
    assertThat(error(() -> csv("a,b,y\n1,2,NA\n").read(regressor, Roles.none(), PLAIN)))
        .isEqualTo("t.csv line 2, column \"y\": the value is missing, and a number is expected. Fill it, or remove the row.");
    assertThat(error(() -> csv("a,b,y\n1,2,w\n").read(regressor, Roles.none(), PLAIN)))
        .isEqualTo("t.csv line 2, column \"y\": \"w\" is not a number. If it marks a missing value, say --missing w; else correct it, or remove the row.");
    List<Map<String, ?>> maps = List.of(Map.of("a", 1, "b", 2, "y", "u"), Map.of("a", 1, "b", 2, "y", "w"));
    assertThat(error(() -> RecordTable.of(RecordsSource.of(maps)).read(classifier, Roles.none(), PLAIN)))
        .isEqualTo("maps record 2, column \"y\": \"w\" is none of the model's 2 classes: v, u. Correct it, or remove the row.");
  }

  @Test
  void blankLinesDoNotCountAndCellsWithNothingDo() throws IOException {
    Schema one = new Schema(Inputs.Columns.numbers(List.of("a")), new Target.Value("y"));

    Dataset data = csv("a,y\n1,5\n\n2,6\n , 7\n").read(one, Roles.none(), PLAIN);
    assertThat(data.size()).isEqualTo(3);
    assertThat(inputs(data, 2)).containsExactly(Double.NaN);
    assertThat(error(() -> csv("a,y\n1,5\n\n2,x\n").read(one, Roles.none(), PLAIN))).startsWith("t.csv line 4, column \"y\": \"x\" is not a number.");
  }

  @Test
  void aModelOfImagesReadsNoTable() {
    Schema images = new Schema(new Inputs.Pixels(28, 28), new Target.Classes("digit", List.of("0", "1")));

    assertThat(error(() -> csv("a\n1\n").read(images, Roles.none(), PLAIN)))
        .isEqualTo("t.csv: a table has columns, and the model reads images of 28 × 28 pixels. Give it images.");
  }
}
