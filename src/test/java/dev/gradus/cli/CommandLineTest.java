package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.model.Model;
import dev.gradus.store.Json;
import dev.gradus.store.Safetensors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The contract that scripts rely on: words in; results, events, files and exit code 0 out. */
class CommandLineTest {
  @TempDir
  Path folder;

  private Path flowers;
  private Path prices;
  private Path answers;
  private int runs;

  @BeforeEach
  void writeSamples() throws IOException {
    flowers = Samples.write(folder.resolve("flowers.csv"), Samples.flowers());
    prices = Samples.write(folder.resolve("prices.csv"), Samples.prices());
    answers = Samples.write(folder.resolve("answers.csv"), Samples.answers());
  }

  /** Trains in a run folder of its own. */
  private Gradus train(Object source, Object... options) {
    return trainIn(folder.resolve("run" + ++runs), source, options);
  }

  private static Gradus trainIn(Path run, Object source, Object... options) {
    List<Object> words = new ArrayList<>(List.of("train", source, "--run-dir", run));
    words.addAll(Arrays.asList(options));
    return Gradus.run(words.toArray()).done();
  }

  private Path model(Object source, Object... options) {
    train(source, options);
    return folder.resolve("run" + runs).resolve("model.safetensors");
  }

  private Path flowerModel(Object... more) {
    List<Object> options = new ArrayList<>(List.of("--target", "kind", "--lr", "0.05", "--epochs", "10"));
    options.addAll(Arrays.asList(more));
    return model(flowers, options.toArray());
  }

  private static double[] tensor(Path model, String name) throws IOException {
    try (Safetensors file = Safetensors.open(model)) {
      int length = 1;
      for (long size : file.shape(name)) length *= (int) size;
      double[] values = new double[length];
      file.read(name, 0, values, length);
      return values;
    }
  }

  // train

  @Test
  void trainsOnATableAndLeavesConfigurationHistoryAndModelInTheRunFolder() throws IOException {
    Path run = folder.resolve("run");
    Gradus gradus = trainIn(run, flowers, "--target", "kind", "--lr", "0.05", "--epochs", "10");

    assertThat(gradus.lines()).hasSize(11).last().isEqualTo("model: " + run.resolve("model.safetensors"));
    assertThat(gradus.lines().get(9)).contains("epoch 10/10", "train loss", "validation loss", "accuracy", "examples/s");
    assertThat(gradus.err()).contains("2 → 128 relu → 3 softmax, cross entropy", "54 examples from " + flowers, "6 for validation");
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith("checkpoint-")))
          .containsExactlyInAnyOrder("config.json", "history.csv", "history.jsonl", "log.txt", "model.safetensors", "run.lock");
    }
    assertThat(Files.readAllLines(run.resolve("history.jsonl"))).hasSize(10);
    Map<?, ?> configuration = (Map<?, ?>) Json.parse(Files.readString(run.resolve("config.json")).strip());
    assertThat(configuration.get("source")).isEqualTo(flowers.toString());
    assertThat(configuration.get("target")).isEqualTo("kind");
    assertThat(configuration.get("epochs")).isEqualTo(10.0);
    assertThat(configuration.get("shuffle")).isEqualTo(true);
  }

  @Test
  void writesOneEventForEachEpochAndALastOne() {
    Gradus gradus = train(flowers, "--target", "kind", "--epochs", "3", "--json");

    List<Map<?, ?>> events = gradus.objects();
    assertThat(events).hasSize(4);
    for (int epoch = 1; epoch <= 3; epoch++) {
      Map<?, ?> event = events.get(epoch - 1);
      assertThat(event.get("event")).isEqualTo("epoch");
      assertThat(event.get("epoch")).isEqualTo((double) epoch);
      assertThat(Stream.of("train_loss", "validation_loss", "validation_accuracy", "seconds", "examples_per_second").map(event::get))
          .allSatisfy(figure -> assertThat((Double) figure).isNotNegative());
    }
    assertThat(events.get(3).get("event")).isEqualTo("done");
    assertThat(events.get(3).get("epochs")).isEqualTo(3.0);
    assertThat(Path.of((String) events.get(3).get("model"))).isRegularFile();
  }

  @Test
  void aValidationThatIsNotWantedIsAbsentFromTheEvents() {
    Gradus gradus = train(flowers, "--target", "kind", "--epochs", "1", "--validation", "none", "--json");

    assertThat(gradus.objects().get(0).keySet().stream().map(Object::toString)).noneMatch(key -> key.startsWith("validation"));
    assertThat(gradus.err()).contains("60 examples", "none for validation");
  }

  @Test
  void trainsOnTheDrawnDigitsAndTestsOnOthers() {
    Gradus gradus = train("digits", "--epochs", "1", "--hidden", "30", "--test", "--json");

    Map<?, ?> done = gradus.objects().get(1);
    assertThat((Double) done.get("test_accuracy")).isGreaterThan(0.7);
    assertThat((Double) done.get("test_loss")).isPositive();
    assertThat(gradus.err()).contains("784 → 30 relu → 10 softmax", "9,000 examples from digits", "1,000 for validation");
  }

  @Test
  void testFiguresOfATrainingAreThoseOfEvaluate() {
    Gradus trained = train("digits", "--epochs", "1", "--hidden", "none", "--test", "--json");
    Object model = trained.objects().get(1).get("model");

    Map<?, ?> evaluated = Gradus.run("evaluate", model, "digits", "--json").done().object();

    assertThat(evaluated.get("loss")).isEqualTo(trained.objects().get(1).get("test_loss"));
    assertThat(evaluated.get("accuracy")).isEqualTo(trained.objects().get(1).get("test_accuracy"));
    assertThat(Gradus.run("predict", model, "digits").done().lines()).hasSize(2_001);
  }

  @Test
  void readsATableFromStandardInput() {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(Samples.flowers().getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(train("-", "--target", "kind", "--epochs", "1").err()).contains("54 examples from -");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void readsPicturesFromAFolderOfIdxFiles() throws IOException {
    Path idx = folder.resolve("idx");
    writeIdx(idx, "train", 0, 40);
    writeIdx(idx, "t10k", 40, 20);

    Gradus trained = train("idx:" + idx, "--epochs", "2", "--test", "--json");

    assertThat(trained.objects().get(2).get("test_accuracy")).isNotNull();
    Object model = trained.objects().get(2).get("model");
    assertThat(Gradus.run("evaluate", model, "idx:" + idx).done().out()).startsWith("20 examples: loss");
    assertThat(Gradus.run("evaluate", model, "idx:" + idx, "--split", "train").done().out()).startsWith("40 examples: loss");
  }

  private static void writeIdx(Path idx, String part, int first, int count) throws IOException {
    byte[] images = new byte[16 + count * 4];
    byte[] labels = new byte[8 + count];
    ByteBuffer.wrap(images).putInt(0x803).putInt(count).putInt(2).putInt(2);
    ByteBuffer.wrap(labels).putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      labels[8 + i] = (byte) ((first + i) % 2);
      images[16 + 4 * i + (first + i) % 2] = (byte) 200;
    }
    Files.createDirectories(idx);
    Files.write(idx.resolve(part + "-images-idx3-ubyte"), images);
    Files.write(idx.resolve(part + "-labels-idx1-ubyte"), labels);
  }

  @Test
  void columnsOfAnotherValidationFileAreFoundByName() throws IOException {
    StringBuilder turned = new StringBuilder("kind,y,extra,x\n");
    Samples.flowers().lines().skip(1).map(line -> line.split(",")).forEach(c -> turned.append(c[2] + "," + c[1] + ",7," + c[0] + "\n"));
    Path other = Samples.write(folder.resolve("other.csv"), turned.toString());

    Gradus same = train(flowers, "--target", "kind", "--epochs", "3", "--validation", flowers, "--json");
    Gradus byName = train(flowers, "--target", "kind", "--epochs", "3", "--validation", other, "--json");

    assertThat(byName.objects().get(2).get("validation_loss")).isNotNull().isEqualTo(same.objects().get(2).get("validation_loss"));
  }

  @Test
  void aValidationFileMayHoldFewerClassesThanTheTrainingFile() throws IOException {
    Path some = Samples.write(folder.resolve("some.csv"), "x,y,kind\n4.1,5.2,briar\n8.2,0.3,clover\n4.4,4.9,briar\n");

    assertThat(train(flowers, "--target", "kind", "--epochs", "10", "--lr", "0.05", "--validation", some, "--json").objects().get(9)
        .get("validation_accuracy")).isEqualTo(1.0);
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
    byte[] first = Files.readAllBytes(flowerModel("--dropout", "0.2", "--seed", "7"));
    byte[] again = Files.readAllBytes(flowerModel("--dropout", "0.2", "--seed", "7"));
    byte[] other = Files.readAllBytes(flowerModel("--dropout", "0.2", "--seed", "8"));

    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void shufflesUnlessToldNotTo() throws IOException {
    Path usual = flowerModel();
    Path shuffled = flowerModel("--shuffle");
    Path inOrder = flowerModel("--no-shuffle");

    assertThat(provenance(usual).get("shuffle")).isEqualTo(true);
    assertThat(provenance(shuffled).get("shuffle")).isEqualTo(true);
    assertThat(provenance(inOrder).get("shuffle")).isEqualTo(false);
    assertThat(tensor(shuffled, "W1")).isEqualTo(tensor(usual, "W1"));
    assertThat(tensor(inOrder, "W1")).isNotEqualTo(tensor(usual, "W1"));
  }

  private static Map<?, ?> provenance(Path model) {
    return (Map<?, ?>) Gradus.run("inspect", model, "--json").done().object().get("provenance");
  }

  @Test
  void oneEpochAndAnotherFromItsModelAreTwoEpochs() throws IOException {
    Object[] pinned = {"--target", "price", "--prepare", "none", "--validation", "none", "--no-shuffle", "--optimizer", "sgd"};
    Path two = model(prices, with(pinned, "--epochs", "2"));
    Path one = model(prices, with(pinned, "--epochs", "1"));

    Path oneMore = model(prices, with(pinned, "--epochs", "1", "--init-from", one));

    assertThat(tensor(one, "W1")).isNotEqualTo(tensor(two, "W1"));
    for (String name : List.of("W1", "b1", "W2", "b2")) assertThat(tensor(oneMore, name)).as(name).isEqualTo(tensor(two, name));
  }

  private static Object[] with(Object[] words, Object... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray();
  }

  @ParameterizedTest
  @CsvSource({"float, F32, FLOAT", "double, F64, DOUBLE", "DOUBLE, F64, DOUBLE"})
  void theTypeOfTheParametersIsThatOfTheFile(String asked, String stored, DataType type) throws IOException {
    Path model = flowerModel("--dtype", asked);

    assertThat(Files.readString(model, StandardCharsets.ISO_8859_1)).contains("\"W1\":{\"dtype\":\"" + stored + "\"");
    try (Model loaded = Model.load(model)) {
      assertThat(loaded.parameters().type()).isEqualTo(type);
      assertThat(loaded.predict(4, 5)).hasSize(3).satisfies(p -> assertThat(p[0] + p[1] + p[2]).isCloseTo(1, within(1e-6)));
    }
  }

  @Test
  void putsTheModelWhereOutSaysAndMakesItsFolder() {
    Path out = folder.resolve("new/place/m.safetensors");

    assertThat(train(flowers, "--target", "kind", "--epochs", "1", "--out", out).out()).endsWith("model: " + out + System.lineSeparator());

    assertThat(out).isRegularFile();
    assertThat(folder.resolve("run" + runs).resolve("model.safetensors")).doesNotExist();
  }

  @Test
  void aRunFolderThatHoldsARunIsLeftAsItIs() throws IOException {
    Path run = folder.resolve("run");
    trainIn(run, flowers, "--target", "kind", "--epochs", "1");
    byte[] before = Files.readAllBytes(run.resolve("model.safetensors"));

    Gradus second = Gradus.run("train", flowers, "--target", "kind", "--epochs", "2", "--run-dir", run);

    assertThat(second.code()).isEqualTo(ExitCode.USAGE);
    assertThat(second.err()).startsWith("gradus: --run-dir " + run + " already holds a run; gradus resume " + run + " goes on with it; otherwise choose another folder");
    assertThat(Files.readAllBytes(run.resolve("model.safetensors"))).isEqualTo(before);
    assertThat(Files.readAllLines(run.resolve("history.jsonl"))).hasSize(1);
  }

  @Test
  void aRunFolderThatHoldsOtherThingsIsUsedAndTheyStay() throws IOException {
    Path note = Samples.write(folder.resolve("run/note.txt"), "mine");

    trainIn(folder.resolve("run"), flowers, "--target", "kind", "--epochs", "1");

    assertThat(note).hasContent("mine");
    assertThat(folder.resolve("run/model.safetensors")).isRegularFile();
  }

  @Test
  void afterBadDataTheSameWordsCanBeSaidAgain() throws IOException {
    Path run = folder.resolve("deep/run");
    Path data = Samples.write(folder.resolve("data.csv"), "x,y\n1,2\n3,many\n");
    assertThat(Gradus.run("train", data, "--target", "y", "--run-dir", run, "--task", "regression").code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(folder.resolve("deep")).doesNotExist();

    Samples.write(data, "x,y\n1,2\n2,3\n");

    trainIn(run, data, "--target", "y", "--task", "regression", "--epochs", "1");
  }

  // evaluate

  @Test
  void evaluatesClassesInWordsAndAsJson() {
    Path model = flowerModel();

    Gradus words = Gradus.run("evaluate", model, flowers).done();
    Map<?, ?> json = Gradus.run("evaluate", model, flowers, "--json").done().object();

    assertThat(words.out()).startsWith("60 examples: loss ").contains("accuracy ", "precision", "recall", "F1", "aster", "briar", "clover");
    assertThat(words.err()).isEmpty();
    assertThat(json.keySet().stream().map(Object::toString)).contains("loss", "accuracy");
    assertThat((Double) json.get("accuracy")).isGreaterThan(0.9);
  }

  @Test
  void evaluatesEachClassAndShowsWhatThresholdsWouldDo() throws IOException {
    Path answers = Samples.write(folder.resolve("yes.csv"), Samples.answers());
    Path model = model(answers, "--target", "answer", "--epochs", "30");

    Gradus words = Gradus.run("evaluate", model, answers, "--thresholds").done();
    Map<?, ?> json = Gradus.run("evaluate", model, answers, "--thresholds", "--json").done().object();

    assertThat(words.out()).contains("roc_auc ", "specificity ", "\"yes\" when its output is at least", "\n0.9500 ", "F1, Youden");
    Map<?, ?> yes = (Map<?, ?>) ((Map<?, ?>) json.get("classes")).get("yes");
    assertThat(yes.get("recall")).isEqualTo(json.get("recall"));
    assertThat(yes.get("examples")).isEqualTo(20.0);
    assertThat((List<?>) json.get("thresholds")).hasSizeBetween(19, 21).allSatisfy(row -> assertThat(((Map<?, ?>) row).get("predicted")).isNotNull());
    assertThat(Gradus.run("evaluate", flowerModel(), flowers, "--thresholds").code()).isEqualTo(2);
    assertThat(Gradus.run("evaluate", flowerModel(), flowers, "--thresholds").err()).contains("3 classes of kind", "thresholds are for two classes");
  }

  @Test
  void evaluatesValues() {
    Path model = model(prices, "--target", "price", "--lr", "0.05", "--epochs", "60");

    Map<?, ?> json = Gradus.run("evaluate", model, prices, "--json").done().object();

    assertThat(json.keySet().stream().map(Object::toString)).contains("loss", "r2", "rmse", "mae");
    assertThat((Double) json.get("r2")).isGreaterThan(0.9);
    assertThat((Double) json.get("mae")).isLessThanOrEqualTo((Double) json.get("rmse"));
    double factor = ((Number) ((List<?>) Gradus.run("inspect", model, "--json").done().object().get("target_scaling")).get(1)).doubleValue();
    assertThat((Double) json.get("loss")).as("of the scaled values").isCloseTo(Math.pow(factor * (Double) json.get("rmse"), 2) / 2, within(1e-6));
  }

  @Test
  void whatIsUndefinedIsAbsent() throws IOException {
    Path model = model(prices, "--target", "price", "--epochs", "1");
    Path one = Samples.write(folder.resolve("one.csv"), "b,a,price\n1,2,6.25\n");

    Map<?, ?> json = Gradus.run("evaluate", model, one, "--json").done().object();

    assertThat(json.containsKey("rmse")).isTrue();
    assertThat(json.containsKey("r2")).as("R² of one example").isFalse();
  }

  // predict

  @Test
  void predictsOneRowForEachExampleInOrder() {
    Gradus gradus = Gradus.run("predict", flowerModel(), flowers).done();

    assertThat(gradus.lines()).hasSize(61).startsWith("kind", "aster", "briar", "clover", "aster");
    assertThat(gradus.err()).isEmpty();
  }

  @Test
  void addsAProbabilityForEachClassWhenAsked() {
    Path model = flowerModel();

    List<String> plain = Gradus.run("predict", model, flowers).done().lines();
    List<String> rows = Gradus.run("predict", model, flowers, "--probabilities").done().lines();

    assertThat(rows.get(0)).isEqualTo("kind,p(aster),p(briar),p(clover)");
    for (int i = 1; i < rows.size(); i++) {
      String[] cells = rows.get(i).split(",");
      double[] p = {Double.parseDouble(cells[1]), Double.parseDouble(cells[2]), Double.parseDouble(cells[3])};
      assertThat(p[0] + p[1] + p[2]).isCloseTo(1, within(1e-5));
      assertThat(cells[0]).isEqualTo(plain.get(i)).isEqualTo(List.of("aster", "briar", "clover").get(Model.classOf(p)));
    }
  }

  @Test
  void ofOneOutputForTwoClassesBothProbabilitiesAreWritten() {
    Path model = model(answers, "--target", "answer", "--loss", "binary-cross-entropy", "--lr", "0.05", "--epochs", "20");

    List<String> rows = Gradus.run("predict", model, answers, "--probabilities").done().lines();

    assertThat(rows.get(0)).isEqualTo("answer,p(no),p(yes)");
    String[] last = rows.get(40).split(",");
    assertThat(last[0]).isEqualTo("yes");
    assertThat(Double.parseDouble(last[1]) + Double.parseDouble(last[2])).isCloseTo(1, within(1e-6));
    assertThat(Double.parseDouble(last[2])).isGreaterThan(0.5);
  }

  @Test
  void doesNotNeedTheTargetColumnNorTheOrderOfTheColumns() throws IOException {
    Path model = flowerModel();
    StringBuilder turned = new StringBuilder("y,x\n");
    Samples.flowers().lines().skip(1).map(line -> line.split(",")).forEach(c -> turned.append(c[1] + "," + c[0] + "\n"));
    Path bare = Samples.write(folder.resolve("bare.csv"), turned.toString());

    assertThat(Gradus.run("predict", model, bare).done().out()).isEqualTo(Gradus.run("predict", model, flowers).done().out());
  }

  @Test
  void writesPredictionsToAFileWholeAndNothingElse() throws IOException {
    Path model = model(prices, "--target", "price", "--epochs", "5");
    Path out = folder.resolve("predictions/prices.csv");

    Gradus gradus = Gradus.run("predict", model, prices, "--out", out).done();

    assertThat(gradus.out()).isEmpty();
    assertThat(out).hasContent(Gradus.run("predict", model, prices).done().out());
    try (Stream<Path> files = Files.list(out.getParent())) {
      assertThat(files).containsExactly(out);
    }
  }

  @Test
  void severalColumnsOfMarksArePredictedAsLabels() throws IOException {
    Path marks = Samples.write(folder.resolve("marks.csv"), Samples.marks());
    Path model = model(marks, "--target", "high,even", "--lr", "0.05", "--epochs", "40", "--validation", "none");

    List<String> rows = Gradus.run("predict", model, marks, "--probabilities").done().lines();

    assertThat(rows.get(0)).isEqualTo("high,even,p(high),p(even)");
    List<String> expected = Samples.marks().lines().map(line -> line.substring(line.indexOf(',', line.indexOf(',') + 1) + 1)).toList();
    for (int i = 1; i < rows.size(); i++) {
      String[] cells = rows.get(i).split(",");
      assertThat(cells[0] + "," + cells[1]).as("row %s", i).isEqualTo(expected.get(i));
      for (int j = 0; j < 2; j++) assertThat(Double.parseDouble(cells[2 + j]) > 0.5).isEqualTo(cells[j].equals("1"));
    }
    assertThat(Gradus.run("predict", model, marks).done().lines()).isEqualTo(expected);
    assertThat((Double) Gradus.run("evaluate", model, marks, "--json").done().object().get("loss")).isBetween(0.0, 0.5);
    assertThat(Gradus.run("inspect", model).done().out()).contains("2 labels, high,even");
  }

  // weights and divisions

  @Test
  void aWeightColumnIsNoFeatureAndCounts() throws IOException {
    String[] lines = Samples.prices().split("\\R");
    StringBuilder weighted = new StringBuilder("w," + lines[0] + "\n");
    StringBuilder repeated = new StringBuilder(lines[0] + "\n");
    for (int i = 1; i < lines.length; i++) {
      weighted.append(i % 3).append(',').append(lines[i]).append('\n');
      repeated.append((lines[i] + "\n").repeat(i % 3));
    }
    Path weights = Samples.write(folder.resolve("weighted.csv"), weighted.toString());
    Path rows = Samples.write(folder.resolve("repeated.csv"), repeated.toString());
    Path model = model(weights, "--target", "price", "--weight", "w", "--validation", "none", "--epochs", "5");

    Map<?, ?> byWeight = Gradus.run("evaluate", model, weights, "--weight", "w", "--json").done().object();
    Map<?, ?> byRow = Gradus.run("evaluate", model, rows, "--json").done().object();

    assertThat(byWeight.keySet()).isEqualTo(byRow.keySet());
    byRow.forEach((name, figure) -> assertThat((Double) byWeight.get(name)).as("%s", name).isCloseTo((Double) figure, within(1e-6)));
    assertThat(Gradus.run("evaluate", model, weights, "--json").done().object()).isNotEqualTo(byWeight);
  }

  @Test
  void groupsAndTimesDecideWhatIsSetAside() throws IOException {
    StringBuilder csv = new StringBuilder("x,y,g,day\n");
    for (int i = 0; i < 40; i++) csv.append(i + "," + 0.5 * i + ",g" + i / 8 + ",2024-01-" + (i < 30 ? "0" + i % 9 : 10 + i % 2) + "\n");
    Path rows = Samples.write(folder.resolve("rows.csv"), csv.toString().replace("-00", "-09"));

    assertThat(train(rows, "--target", "y", "--group", "g", "--ignore", "day", "--epochs", "1").err()).contains("32 examples", "8 for validation", "1 columns");
    assertThat(train(rows, "--target", "y", "--time", "day", "--ignore", "g", "--epochs", "1", "--validation", "0.2").err())
        .contains("30 examples", "10 for validation");
  }

  // inspect and gradcheck

  @Test
  void inspectShowsWhatAModelIsAndHowItCameAbout() throws IOException {
    Path model = flowerModel("--hidden", "8,5", "--activation", "tanh");

    assertThat(Gradus.run("inspect", model).done().out()).contains("2 → 8 tanh → 5 tanh → 3 softmax", "8 × 2", "5 × 8", "3 × 5",
        "2 columns", "aster, briar, clover", "standard", "provenance", "seed");
    Map<?, ?> facts = Gradus.run("inspect", model, "--json").done().object();
    assertThat(facts.get("parameters")).isEqualTo(8.0 * 3 + 5 * 9 + 3 * 6);
    assertThat(facts.get("classes")).isEqualTo(List.of("aster", "briar", "clover"));
    assertThat(facts.get("bytes")).isEqualTo((double) Files.size(model));
    assertThat(facts.get("type")).isEqualTo("float");
    assertThat(((Map<?, ?>) facts.get("provenance")).get("epochs")).isEqualTo(10.0);
  }

  @Test
  void inspectDrawsTheNetwork() {
    Path model = flowerModel("--hidden", "8,5", "--activation", "tanh", "--normalization", "batch", "--dropout", "0.1");

    assertThat(Gradus.run("inspect", model).done().lines()).containsSequence("  2 columns",
        "  │  W1 8 × 2, b1, gamma1, beta1, mean1, variance1                          56",
        "  ▼",
        "  8 tanh (batch normalisation, dropout 0.1)",
        "  │  W2 5 × 8, b2, gamma2, beta2, mean2, variance2                          65",
        "  ▼",
        "  5 tanh (batch normalisation, dropout 0.1)",
        "  │  W3 3 × 5, b3                                                           18",
        "  ▼",
        "  3 softmax, learned with cross-entropy",
        "  parameters                                                               113");
  }

  @Test
  void inspectWritesAModelCard() throws IOException {
    Path csv = Samples.write(folder.resolve("odd.csv"), Samples.flowers().replace("x,y,kind", "www.a|b,<b>x</b>,ki*nd"));
    Path model = folder.resolve("odd.safetensors");
    Gradus.run("train", csv, "--target", "ki*nd", "--epochs", "3", "--out", model, "--run-dir", folder.resolve("odd")).done();

    Gradus card = Gradus.run("inspect", model, "--card").done();
    assertThat(card.lines()).startsWith("# Model card: ki\\*nd", "", "## Model details").contains("## Intended use", "## Training data", "## Training", "## Evaluation",
        "| classes | aster, briar, clover |", "| examples | 54 |", "| epochs | 3 |", "| rows of the source | 60 |")
        .anyMatch(line -> line.startsWith("| www\\.a\\|b | number | ")).anyMatch(line -> line.startsWith("| &lt;b\\>x&lt;/b\\> | number | "))
        .anyMatch(line -> line.matches("\\| validation accuracy \\| [01].* \\|"));
    assertThat(Gradus.run("inspect", model, "--card", "--json").code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-entropy", "binary-cross-entropy", "squared-error"})
  void gradcheckConfirmsTheGradientOfEveryLoss(String loss) {
    Gradus gradus = Gradus.run("gradcheck", flowers, "--target", "kind", "--loss", loss, "--hidden", "6,4", "--activation", "tanh",
        "--l2", "0.1", "--json");

    assertThat(gradus.done().objects()).hasSize(6).allSatisfy(tensor -> {
      assertThat(tensor.get("passed")).isEqualTo(true);
      assertThat((Double) tensor.get("checked")).isPositive();
      assertThat((Double) tensor.get("relative_error")).isLessThanOrEqualTo(1e-7);
    });
    assertThat(gradus.objects().stream().map(tensor -> tensor.get("tensor"))).isEqualTo(List.of("W1", "b1", "W2", "b2", "W3", "b3"));
  }

  @Test
  void gradcheckSaysInWordsThatTheGradientIsRight() {
    Gradus gradus = Gradus.run("gradcheck", "--hidden", "5", "--sample", "20").done();

    assertThat(gradus.lines()).last().asString().startsWith("the gradient is right");
  }

  // help, environment, and what goes wrong on the way out

  static Stream<String> commands() {
    return commandLine().getSubcommands().keySet().stream().filter(name -> !name.equals("help"));
  }

  private static CommandLine commandLine() {
    return Main.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
  }

  private static final Set<String> WITHOUT_DEFAULT = Set.of("--target", "--ignore", "--init-from");

  @ParameterizedTest
  @MethodSource("commands")
  void theHelpOfACommandShowsEveryOptionWithItsDefault(String command) {
    Gradus help = Gradus.run(command, "--help").done();
    CommandLine known = commandLine().getSubcommands().get(command);

    String flat = help.out().replaceAll("\\s+", " ");
    for (OptionSpec option : known.getCommandSpec().options()) {
      assertThat(flat).contains(option.negatable() ? option.longestName().replaceFirst("--", "--[no-]") : option.longestName());
      if (option.arity().max() == 0 || WITHOUT_DEFAULT.contains(option.longestName())) continue;
      String description = String.join(" ", option.description());
      assertThat(description).as(option.longestName()).contains("default");
      if (option.defaultValue() != null) assertThat(flat).as(option.longestName()).contains("(default: " + option.defaultValue() + ")");
    }
    assertThat(help.out()).contains("Exit codes: 0 done", "GRADUS_LR");
    assertThat(help.err()).isEmpty();
    assertThat(Gradus.run("help", command).done().out()).isEqualTo(help.out());
  }

  @Test
  void theHelpOfTheWholeNamesEveryCommand() {
    assertThat(Gradus.run("--help").done().out()).contains(commands().toList());
    assertThat(Gradus.run("--version").done().out()).startsWith("gradus ");
  }

  @Test
  void anOptionThatIsNotGivenComesFromTheEnvironment() {
    String run = folder.resolve("env").toString();
    Map<String, String> environment = Map.of("GRADUS_EPOCHS", "3", "GRADUS_TARGET", "kind", "GRADUS_RUN_DIR", run);

    assertThat(Gradus.runWith(environment, "train", flowers).done().out()).contains("epoch 3/3");
    assertThat(folder.resolve("env/model.safetensors")).isRegularFile();
    assertThat(Gradus.runWith(environment, "train", flowers, "--epochs", "2", "--run-dir", folder.resolve("other")).done().out())
        .as("an option goes before the environment").contains("epoch 2/2");
    assertThat(Gradus.runWith(Map.of("GRADUS_BATCH", "3"), "train", "--help").done().out().replaceAll("\\s+", " ")).contains("mini-batch (default: 3)");
  }

  @Test
  void aBadValueFromTheEnvironmentIsSaidToBeFromThere() {
    Gradus bad = Gradus.runWith(Map.of("GRADUS_LR", "fast"), "train", flowers, "--target", "kind", "--run-dir", folder.resolve("run"));

    assertThat(bad.code()).isEqualTo(ExitCode.USAGE);
    assertThat(bad.err()).startsWith("gradus: ").contains("'--lr'", "'fast'", "environment variable GRADUS_LR").hasLineCount(1);
  }

  @Test
  void everyOptionWithAValueHasAVariableAndNoFlagHas() {
    EnvironmentDefaults asked = new EnvironmentDefaults(name -> name);
    CommandLine train = commandLine().getSubcommands().get("train");

    for (OptionSpec option : train.getCommandSpec().options()) {
      String variable = "GRADUS_" + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
      assertThat(asked.defaultValue(option)).as(option.longestName()).isEqualTo(option.arity().max() == 0 ? null : variable);
    }
    assertThat(asked.defaultValue(train.getCommandSpec().findOption("--run-dir"))).isEqualTo("GRADUS_RUN_DIR");
    assertThat(asked.defaultValue(train.getCommandSpec().positionalParameters().get(0))).isNull();
  }

  @Test
  void resultsThatDoNotReachStandardOutputAreAnError() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said));
    System.setOut(new PrintStream(new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("No space left on device");
      }
    }));
    try {
      assertThat(Main.run("--version")).isEqualTo(ExitCode.CANNOT_WRITE);
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("gradus: standard output cannot be written").hasLineCount(1);
  }

  @Test
  void aPartOfASourceIsEvaluatedWhenAsked() {
    Path model = model("digits", "--epochs", "1", "--hidden", "none");

    Gradus evaluated = Gradus.run("evaluate", model, "digits", "--split", "train").done();

    assertThat(evaluated.out()).startsWith("10,000 examples: loss ");
  }
}
