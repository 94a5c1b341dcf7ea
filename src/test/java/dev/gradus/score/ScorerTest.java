package dev.gradus.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.backprop.Parameters;
import dev.gradus.kernel.Draws;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Cells;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Encoding;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.OneHot;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import dev.gradus.store.Json;
import dev.gradus.store.ModelFileException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** The scorer against the engine, and what a program that embeds it relies on. */
class ScorerTest {
  private static final Path FILES = Path.of("src/test/resources/store");
  private static final int MODELS = 1000;
  private static final int ROWS = 100;

  @TempDir Path folder;

  /** The largest |a − b| / max(1, |b|). */
  private static double difference(double[] a, double[] b) {
    assertThat(a).hasSameSizeAs(b);
    double most = 0;
    for (int j = 0; j < a.length; j++) {
      double one = Math.abs(a[j] - b[j]) / Math.max(1, Math.abs(b[j]));
      most = one <= most ? most : one;
    }
    return most;
  }

  /** The largest difference over rows drawn for a model. */
  private double difference(int number, RandomModel model, int rows, UnaryOperator<double[]> engine) throws Exception {
    Path file = folder.resolve("m.safetensors");
    model.save(file);
    Scorer scorer = Scorer.load(file);
    RandomGenerator random = Draws.of(18, number).inOrder();
    double most = 0;
    for (int i = 0; i < rows; i++) {
      double[] row = model.row(random);
      most = Math.max(most, difference(scorer.outputs(row), engine.apply(row)));
    }
    return most;
  }

  @Test
  void answersAsTheEngineDoes() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (int number = 0; number < MODELS; number++) {
      try (RandomModel model = new RandomModel(number)) {
        double most = difference(number, model, ROWS, model::engine);
        if (!(most <= 1e-6)) wrong.add(number + " " + model.network + ": " + most);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /**
   * With a model of floats the engine in training rounds inputs, sums and activations to float, which a normalisation enlarges where the values that come to it
   * are nearly equal: this is how far its answers are from those of the scorer then.
   */
  @Test
  void theEngineInFloatsIsAsFarAsItRounds() throws Exception {
    List<Double> all = new ArrayList<>();
    for (int number = 0; number < MODELS; number++) {
      try (RandomModel model = new RandomModel(number)) {
        if (model.isOfFloats()) all.add(difference(number, model, ROWS / 5, model::roundingEngine));
      }
    }
    Collections.sort(all);
    String quantiles = String.format("the distance of %d models: median %.1e, 95 %% %.1e, 99 %% %.1e, largest %.1e", all.size(), all.get(all.size() / 2),
        all.get(all.size() * 95 / 100), all.get(all.size() * 99 / 100), all.get(all.size() - 1));
    assertThat(all.get(all.size() * 95 / 100)).as(quantiles).isLessThanOrEqualTo(1e-6);
  }

  // Files of older builds

  /** The answers that stand beside the files were given by the engine of the build that wrote them. */
  @ParameterizedTest
  @ValueSource(strings = {"format-1-standard", "format-1-minmax", "format-1-pixels"})
  void aFileOfFormat1IsAnsweredAsByTheBuildThatWroteIt(String name) throws Exception {
    Map<?, ?> answers = (Map<?, ?>) ((Map<?, ?>) Json.parse(Files.readString(FILES.resolve("format-1.json")))).get(name);
    Scorer scorer = Scorer.load(FILES.resolve(name + ".safetensors"));
    List<?> outputs = (List<?>) answers.get("outputs");
    for (int i = 0; i < outputs.size(); i++) {
      double[] row = answers.containsKey("rows") ? numbers(((List<?>) answers.get("rows")).get(i))
          : IntStream.range(0, 784).mapToDouble(k -> k * 37 % 256 / 255.0).toArray();
      assertThat(scorer.outputs(row)).containsExactly(numbers(outputs.get(i)), within(1e-6));
    }
  }

  private static double[] numbers(Object list) {
    return ((List<?>) list).stream().mapToDouble(number -> (Double) number).toArray();
  }

  // Rows

  private static Scorer plants() throws Exception {
    return Scorer.load(FILES.resolve("format-1-standard.safetensors"));
  }

  record Plant(double length, String width) {}

  record Car(double weight, int power, String colour) {}

  @Test
  void aRowIsAMapARecordCellsOrFloats() throws Exception {
    Scorer plants = plants();
    double[] expected = plants.outputs(7.5, 1.25, 642);
    Map<String, Object> row = new HashMap<>(Map.of("length", "7.5", "width", 1.25f, "höhe, m", 642L, "more", "is left aside"));

    assertThat(plants.predict(row)).isEqualTo(new Prediction(plants.schema().target(), expected));
    assertThat(plants.predict(7.04, 1.7, 642).label()).isEqualTo("rush");
    assertThat(plants.predict(Cells.of(row)).outputs()).isEqualTo(expected);
    assertThat(plants.predict(7.5, 1.25, 642).outputs()).isEqualTo(expected);
    assertThat(plants.outputs(new float[] {7.5f, 1.25f, 642})).isEqualTo(expected);
    Scorer cars = Scorer.load(FILES.resolve("format-1-minmax.safetensors"));
    assertThat(cars.predict(new Car(700, 40, "red")).value()).isEqualTo(7.185695334368381, within(1e-9));
  }

  @Test
  void aMissingValueIsTheMean() throws Exception {
    Map<String, Object> row = new HashMap<>(Map.of("length", "NA", "width", "1.25"));
    row.put("höhe, m", null);

    assertThat(plants().predict(row).outputs()).isEqualTo(plants().outputs(Double.NaN, 1.25, Double.NaN))
        .containsExactly(plants().outputs(5.489629629629631, 1.25, 457.9074074074075), within(1e-15));
  }

  @Test
  void aRowThatDoesNotFitSaysWhichColumn() throws Exception {
    Scorer plants = plants();

    assertThatThrownBy(() -> plants.outputs(1, 2)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of 2 values was given; the model has 3 columns");
    assertThatThrownBy(() -> plants.outputs(new float[4])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a row of 4 values");
    assertThatThrownBy(() -> plants.predict(new Plant(1, "2"))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no column \"höhe, m\"");
    assertThatThrownBy(() -> plants.predict(Map.of("length", 1, "width", "wide", "höhe, m", 3))).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column \"width\"").hasMessageContaining("\"wide\" is not a number");
  }

  @Test
  void aCodeThatNoCategoryOrBooleanHasIsRefused() throws Exception {
    Path file = folder.resolve("codes.safetensors");
    List<Encoding> encodings = List.of(new OneHot(Column.category("plan"), List.of("a", "b"), false, false), Numeric.plain(Column.bool("member")));
    Network network = Network.inputs(3).outputs(1, Head.squaredError(Activation.identity()));
    Schema schema = new Schema(new Inputs.Columns(encodings.stream().map(Encoding::column).toList()), new Target.Value("y"));
    try (Model model = new Model(Parameters.initial(network, DataType.FLOAT, Initializer.glorot(), 7), schema,
        new Preparation(encodings, TargetScaling.none(), TextRules.standard()), Map.of())) {
      model.save(file);
      Scorer scorer = Scorer.load(file);
      assertThat(scorer.predict(1, 0)).isEqualTo(scorer.predict(Map.of("plan", "b", "member", false)));
      assertThat(scorer.predict(-1, 1)).isEqualTo(scorer.predict(Map.of("plan", "new", "member", true)));
      for (double[] row : new double[][] {{2, 0}, {0.5, 0}, {1e9, 1}, {0, 0.3}, {0, 7}}) {
        String column = row[1] == Math.rint(row[1]) && row[1] < 7 ? "column \"plan\"" : "column \"member\"";
        assertThatThrownBy(() -> scorer.predict(row)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(column);
        assertThatThrownBy(() -> model.predict(row)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(column);
      }
    }
  }

  @Test
  void anAnswerToAProgramNamesNoOption() throws Exception {
    for (String text : List.of("1,5", "$5")) {
      assertThatThrownBy(() -> plants().predict(Map.of("length", text, "width", 1, "höhe, m", 3))).hasMessageEndingWith("\"" + text + "\" is not a number");
    }
  }

  @Test
  void saysWhatItIs() throws Exception {
    Scorer plants = plants();

    assertThat(plants.columns()).extracting("name").containsExactly("length", "width", "höhe, m");
    assertThat(plants.schema().target().name()).isEqualTo("kind");
    assertThat(plants.network().inputs()).isEqualTo(3);
    assertThat(plants).hasToString("3 columns, predicting 3 classes of kind, 3 → 4 tanh (batch normalisation, dropout 0.1) → 3 tanh (batch normalisation, "
        + "dropout 0.1) → 3 softmax, cross entropy; 57 parameters");
  }

  // Reading

  @Test
  void aModelIsReadFromAStream() throws Exception {
    byte[] bytes = Files.readAllBytes(FILES.resolve("format-1-standard.safetensors"));

    try (InputStream resource = ScorerTest.class.getResourceAsStream("/store/format-1-standard.safetensors")) {
      assertThat(Scorer.load("plants", resource).outputs(7.5, 1.25, 642)).isEqualTo(plants().outputs(7.5, 1.25, 642));
    }
    bytes[bytes.length - 1] ^= 1;
    assertThatThrownBy(() -> Scorer.load("plants", new ByteArrayInputStream(bytes))).isInstanceOf(ModelFileException.class)
        .hasMessage("plants: its checksum does not fit its content; the file was changed or damaged after it was written");
    assertThatThrownBy(() -> Scorer.load("plants", InputStream.nullInputStream())).isInstanceOf(ModelFileException.class).hasMessageContaining("has 0 bytes");
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    assertThatThrownBy(() -> Scorer.load("plants", new ByteArrayInputStream(half))).isInstanceOf(ModelFileException.class).hasMessageContaining("cut short");
  }

  @Test
  void aWeightThatIsNoNumberIsRefused() throws Exception {
    Path file = folder.resolve("nan.safetensors");
    try (RandomModel model = new RandomModel(7)) {
      model.theta.b(1).putScalar(0, 0, Double.NaN);
      model.save(file);
    }

    assertThatThrownBy(() -> Scorer.load(file)).isInstanceOf(ModelFileException.class).hasMessageContaining("tensor \"b1\" has NaN in row 0, column 0");
  }

  @Test
  void servesManyThreads() throws Exception {
    Path file = folder.resolve("m.safetensors");
    try (RandomModel model = new RandomModel(11)) {
      model.save(file);
      Scorer scorer = Scorer.load(file);
      RandomGenerator random = Draws.of(18, 11).inOrder();
      List<double[]> rows = new ArrayList<>();
      for (int i = 0; i < 1000; i++) rows.add(model.row(random));
      List<double[]> alone = rows.stream().map(scorer::outputs).toList();

      List<double[]> together = Collections.nCopies(10, rows).parallelStream().flatMap(all -> all.parallelStream().map(scorer::outputs)).toList();

      for (int i = 0; i < together.size(); i++) assertThat(together.get(i)).isEqualTo(alone.get(i % 1000));
    }
  }
}
