package dev.gradus.data;

import static dev.gradus.data.Tables.inputs;
import static dev.gradus.data.Tables.labels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.RealData;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tables of the folder that GRADUS_DATA names, read with no other option than what is to be predicted. */
class RealTablesTest {
  private final List<String> told = new ArrayList<>();

  private Dataset read(String file, String target) throws IOException {
    return CsvSource.of(RealData.folder().resolve(file)).withNotices(told::add).read(LearningTask.of(target), TableOptions.standard(), told::add);
  }

  private static List<String> names(Preparation preparation) {
    return IntStream.range(0, preparation.width()).mapToObj(preparation::name).toList();
  }

  @Test
  void penguinsHaveGapsAndCategories() throws IOException {
    Dataset data = read("penguins.csv", "species");

    assertThat(data.schema()).isEqualTo(new Schema(new Inputs.Columns(List.of(Column.category("island"), Column.number("bill_length_mm"),
        Column.number("bill_depth_mm"), Column.number("flipper_length_mm"), Column.number("body_mass_g"), Column.category("sex"))),
        new Target.Classes("species", List.of("Adelie", "Chinstrap", "Gentoo"))));
    assertThat(data.size()).isEqualTo(344);
    assertThat(IntStream.range(0, 3).mapToLong(c -> IntStream.range(0, 344).filter(i -> data.label(i) == c).count())).containsExactly(152L, 68L, 124L);
    assertThat(inputs(data, 0)).containsExactly(0, 39.1, 18.7, 181, 3750, 0);
    assertThat(inputs(data, 3)).containsExactly(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    assertThat(IntStream.range(0, 344).filter(i -> Double.isNaN(inputs(data, i)[5])).count()).as("without a sex").isEqualTo(11);
    assertThat(told).isEmpty();

    Preparation fitted = data.fit(PreparationPlan.standard());
    assertThat(names(fitted)).containsExactly("island=Biscoe", "island=Dream", "island=Torgersen", "bill_length_mm", "bill_length_mm missing", "bill_depth_mm",
        "bill_depth_mm missing", "flipper_length_mm", "flipper_length_mm missing", "body_mass_g", "body_mass_g missing", "sex=FEMALE", "sex=MALE",
        "sex missing");
    Dataset prepared = data.preparedBy(fitted);
    assertThat(Arrays.copyOf(inputs(prepared, 3), 5)).as("a gap is the mean, and marked").containsExactly(0, 0, 1, 0, 1);
    assertThat(inputs(prepared, 0)).hasSize(14).containsSequence(0, 0, 1);
  }

  @Test
  void penguinsAreReadAgainForTheModel() throws IOException {
    Dataset data = read("penguins.csv", "species");
    Dataset again = CsvSource.of(RealData.folder().resolve("penguins.csv")).read(data.schema(), Roles.none(), TextRules.standard());

    assertThat(again.schema()).isEqualTo(data.schema());
    assertThat(labels(again)).isEqualTo(labels(data));
    for (int i = 0; i < data.size(); i++) assertThat(inputs(again, i)).containsExactly(inputs(data, i));
  }

  @Test
  void mpgHasANameForNearlyEveryCar() throws IOException {
    Dataset data = read("mpg.csv", "mpg");

    assertThat(data.schema().target()).isEqualTo(new Target.Value("mpg"));
    assertThat(((Inputs.Columns) data.schema().inputs()).columns()).containsExactly(Column.number("cylinders"), Column.number("displacement"),
        Column.number("horsepower"), Column.number("weight"), Column.number("acceleration"), Column.number("model_year"), Column.category("origin"));
    assertThat(told).containsExactly("the column name has texts that are nearly all different and is left out; --categorical reads such a column.");
    assertThat(data.size()).isEqualTo(398);
    assertThat(data.value(0)).isEqualTo(18);
    assertThat(inputs(data, 397)).containsExactly(4, 119, 82, 2720, 19.4, 82, 0);
    assertThat(IntStream.range(0, 398).filter(i -> Double.isNaN(inputs(data, i)[2])).toArray()).containsExactly(32, 126, 330, 336, 354, 374);

    Preparation fitted = data.fit(PreparationPlan.standard());
    assertThat(names(fitted)).containsExactly("cylinders", "displacement", "horsepower", "horsepower missing", "weight", "acceleration", "model_year",
        "origin=europe", "origin=japan", "origin=usa");
    double mean = IntStream.range(0, 398).mapToDouble(data::value).average().orElseThrow();
    assertThat(fitted.targetScaling().shift()).isCloseTo(mean, within(1e-12));
    assertThat(data.fit(PreparationPlan.standard().withScaling(Scaling.NONE)).targetScaling().isNone()).isTrue();
  }
}
