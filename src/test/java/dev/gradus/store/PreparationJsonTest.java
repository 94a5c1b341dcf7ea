package dev.gradus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.prepare.Calendar;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.DateOrder;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Hashed;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.OneHot;
import dev.gradus.prepare.Ordinal;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import dev.gradus.prepare.Transform;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Preparations are read as they were written, and those of format 1 as what they meant. */
class PreparationJsonTest {
  @TempDir Path folder;

  private static final Encoding[] ALL = {
      new Numeric(Column.number("plain"), Transform.NONE, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0.1, 1.0 / 3, 0.2, false),
      new Numeric(Column.number("full \"x\""), Transform.LOG1P, -1e-300, 1e300, -4, -1e-9, Double.MIN_VALUE, true),
      new Numeric(Column.bool("yes?"), Transform.NONE, 0, Double.POSITIVE_INFINITY, 0, 1, 1, false),
      new OneHot(Column.category("island"), List.of("Torgersen", "Ö\n", "𝄞"), true, false),
      new OneHot(Column.category("none kept"), List.of(), false, true),
      new Ordinal(Column.category("size"), List.of("S", "M", "L"), 0.7, 1.3),
      new Hashed(Column.category("city"), 7),
      new Calendar(Column.time("when"), List.of(Calendar.Part.ELAPSED, Calendar.Part.MONTH, Calendar.Part.WEEKDAY, Calendar.Part.HOUR), 1.6e9, 3e-8, true)};

  private Preparation writtenAndRead(Preparation preparation) throws Exception {
    Path file = folder.resolve("m.safetensors");
    long width = preparation.width();
    Network network = Network.inputs((int) width).outputs(1, Head.squaredError(Activation.identity()));
    Schema schema = new Schema(new Inputs.Columns(preparation.columns()), new Target.Value("y"));
    Tensor.Values zeros = (from, to, n) -> Arrays.fill(to, 0, n, 0);
    ModelFileWriter.write(file, new ModelFile(network, schema, preparation, Map.of()),
        List.of(new Tensor("W1", false, List.of(1L, width), zeros), new Tensor("b1", false, List.of(1L), zeros)));
    ModelFile read = ModelFileTest.read(file);
    assertThat(read.schema()).isEqualTo(schema);
    return read.preparation();
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    TextRules rules = new TextRules(Set.of("", "?", "k. A.", "\u0000"), ',', Optional.of('\''), Set.of("kg", "€"), Optional.of(DateOrder.MONTH_FIRST));
    Preparation all = new Preparation(List.of(ALL), new TargetScaling(-7.5, 1e-3), rules);

    assertThat(writtenAndRead(all)).isEqualTo(all);
    for (Encoding one : ALL) {
      Preparation single = new Preparation(List.of(one), TargetScaling.none(), TextRules.standard());
      assertThat(writtenAndRead(single)).as(one.toString()).isEqualTo(single);
    }
  }

  @Test
  void aPreparationThatDoesNothingHasNoList() throws Exception {
    Preparation none = Preparation.none(List.of(Column.number("a"), Column.bool("b")));

    assertThat(ModelJsonWriter.of(none)).containsOnlyKeys("text");
    assertThat(writtenAndRead(none)).isEqualTo(none);
  }

  @ParameterizedTest
  @CsvSource({"format-1-standard, 3, 3", "format-1-minmax, 2, 1", "format-1-pixels, 784, 10"})
  void aFileOfFormat1IsRead(String name, int inputs, int outputs) throws Exception {
    ModelFile model = ModelFileTest.read(Path.of("src/test/resources/store", name + ".safetensors"));

    assertThat(model.network().inputs()).isEqualTo(inputs);
    assertThat(model.network().outputs()).isEqualTo(outputs);
    assertThat(model.preparation().columns()).hasSize(inputs).allMatch(column -> column.equals(Column.number(column.name())));
    assertThat(model.preparation().targetScaling()).isEqualTo(TargetScaling.none());
    assertThat(model.preparation().rules()).isEqualTo(TextRules.standard());
    assertThat(model.preparation().isNone()).isEqualTo(name.endsWith("pixels"));
  }

  /** The numbers in the file. */
  @Test
  void theScalingOfFormat1IsThatOfNumbers() throws Exception {
    Preparation standard = ModelFileTest.read(Path.of("src/test/resources/store/format-1-standard.safetensors")).preparation();
    assertThat(standard.encodings()).containsExactly(
        Numeric.scaled(Column.number("length"), 5.489629629629631, 0.5513045145562678, 5.489629629629631),
        Numeric.scaled(Column.number("width"), 2.0574074074074074, 1.041607676918625, 2.0574074074074074),
        Numeric.scaled(Column.number("höhe, m"), 457.9074074074075, 0.004462814657250513, 457.9074074074075));
    double[] inputs = new double[2];
    ModelFileTest.read(Path.of("src/test/resources/store/format-1-minmax.safetensors")).preparation().encode(new double[] {Double.NaN, Double.NaN}, inputs);
    assertThat(inputs).as("the middle of [0, 1]").containsExactly(new double[] {0.5, 0.5}, within(1e-15));
  }
}
