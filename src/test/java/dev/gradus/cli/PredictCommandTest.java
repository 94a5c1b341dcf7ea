package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
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
import dev.gradus.prepare.Ordinal;
import dev.gradus.prepare.Prediction;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import dev.gradus.prepare.Transform;
import dev.gradus.score.Scorer;
import dev.gradus.store.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/** {@code gradus predict} against the models that it is of: models with weights by chance, which show every bit. */
@Timeout(300)
class PredictCommandTest {
  private static final Target KIND = new Target.Classes("kind", List.of("reed", "rush", "sedge"));
  private static final Target PRICE = new Target.Value("price");
  private static final List<Encoding> ENCODINGS = List.of(
      new Numeric(Column.number("length"), Transform.NONE, -100, 100, 5.5, 0.4, 4.25, false),
      new OneHot(Column.category("island"), List.of("North", "South"), false, false),
      Numeric.scaled(Column.bool("wet"), 0.5, 2, 0.5),
      new Ordinal(Column.category("size"), List.of("S", "M", "L"), 1, 1.25),
      new OneHot(Column.category("soil"), List.of("clay", "sand"), true, true));

  @TempDir private Path folder;

  private final List<Process> processes = new ArrayList<>();
  private Path kinds;
  private Path prices;
  private Path quantiles;

  @BeforeEach
  void models() throws IOException {
    kinds = model("kinds", KIND, Network.inputs(9).hidden(9, Activation.tanh()).outputs(3, Head.softmaxCrossEntropy()), TargetScaling.none(), DataType.FLOAT);
    prices = model("prices", PRICE, Network.inputs(9).hidden(9, Activation.relu()).outputs(1, Head.squaredError(Activation.identity())),
        new TargetScaling(101.5, 0.125), DataType.FLOAT);
    quantiles = model("quantiles", PRICE, Network.inputs(9).hidden(9, Activation.relu()).outputs(3, Head.quantiles(Activation.identity(), 0.05, 0.5, 0.95)),
        new TargetScaling(101.5, 0.125), DataType.FLOAT);
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  private Path model(String name, Target target, Network network, TargetScaling scaling, DataType type) throws IOException {
    Path file = folder.resolve(name + ".safetensors");
    Schema schema = new Schema(new Inputs.Columns(ENCODINGS.stream().map(Encoding::column).toList()), target);
    try (Model model = new Model(Parameters.initial(network, type, Initializer.glorot(), 7), schema,
        new Preparation(ENCODINGS, scaling, TextRules.standard()), Map.of())) {
      model.save(file);
    }
    return file;
  }

  /** Rows {@code id,length,island,wet,size,soil,note} with gaps and categories that are not known. */
  private static String rows(int count) {
    Draws draws = Draws.of(4, 1);
    StringBuilder csv = new StringBuilder("id,length,island,wet,size,soil,note\n");
    for (int i = 0; i < count; i++) {
      csv.append(String.format("%05d,", i)).append(i % 11 == 3 ? "" : String.valueOf((float) draws.uniform(i, 0, 12))).append(',')
          .append(List.of("North", "South", "Far").get(i % 3)).append(',').append(i % 2 == 0 ? "yes" : "no").append(',')
          .append(List.of("S", "M", "L").get(i / 2 % 3)).append(',').append(List.of("clay", "peat", "").get(i % 3)).append(",\"a, b\"\n");
    }
    return csv.toString();
  }

  private Path file(String name, String text) throws IOException {
    return Samples.write(folder.resolve(name), text);
  }

  private static Cells cells(String line) {
    String[] cells = line.split(",", -1);
    return Cells.of(Map.of("length", cells[1], "island", cells[2], "wet", cells[3], "size", cells[4], "soil", cells[5]));
  }

  // Answers

  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
  void areThoseOfTheModelForEachRowAlone(DataType type) throws IOException {
    String text = rows(3_500);
    Path typed = model("typed", KIND, Network.inputs(9).hidden(33, Activation.gelu()).outputs(3, Head.softmaxCrossEntropy()), TargetScaling.none(), type);
    Path value = model("value", PRICE, Network.inputs(9).hidden(33, Activation.tanh()).outputs(1, Head.squaredError(Activation.identity())),
        new TargetScaling(-3, 0.5), type);
    List<String> classes = Gradus.run("predict", typed, file("rows.csv", text), "--probabilities").done().lines();
    List<String> values = Gradus.run("predict", value, folder.resolve("rows.csv")).done().lines();
    List<String> lines = text.lines().skip(1).toList();

    assertThat(classes).hasSize(3_501).startsWith("kind,p(reed),p(rush),p(sedge)");
    assertThat(values).hasSize(3_501).startsWith("price");
    Scorer typedScorer = Scorer.load(typed);
    Scorer valueScorer = Scorer.load(value);
    try (Model ofClasses = Model.load(typed); Model ofValues = Model.load(value)) {
      for (int i = 0; i < lines.size(); i++) {
        Prediction expected = ofClasses.predict(cells(lines.get(i)));
        String[] found = classes.get(i + 1).split(",");
        assertThat(found[0]).isEqualTo(expected.label());
        for (int j = 0; j < 3; j++) {
          assertThat(read(found[j + 1], type)).as("row %d, class %d", i, j).isEqualTo(written(expected.outputs()[j], type))
              .isCloseTo(typedScorer.predict(cells(lines.get(i))).outputs()[j], within(1e-6));
        }
        double price = ofValues.predict(cells(lines.get(i))).value();
        assertThat(read(values.get(i + 1), type)).as("row %d", i).isEqualTo(written(price, type))
            .isCloseTo(valueScorer.predict(cells(lines.get(i))).value(), within(1e-6 * Math.max(1, Math.abs(price))));
      }
    }
  }

  /** What is left of a prediction when it is written: of a float model a float. */
  private static double written(double value, DataType type) {
    return type == DataType.FLOAT ? (float) value : value;
  }

  private static double read(String text, DataType type) {
    return type == DataType.FLOAT ? Float.parseFloat(text) : Double.parseDouble(text);
  }

  @Test
  void intervalsAreTheLeastAndTheLargestQuantile() throws IOException {
    Path rows = file("rows.csv", rows(40));
    List<String> found = Gradus.run("predict", quantiles, rows, "--interval", "--keep", "id").done().lines();
    List<Map<?, ?>> objects = Gradus.run("predict", quantiles, rows, "--interval", "--json").done().objects();

    assertThat(found.get(0)).isEqualTo("id,price,price low,price high");
    assertThat(objects).hasSize(40);
    try (Model model = Model.load(quantiles)) {
      List<String> lines = rows(40).lines().skip(1).toList();
      for (int i = 0; i < 40; i++) {
        Prediction p = model.predict(cells(lines.get(i)));
        assertThat(Stream.of(found.get(i + 1).split(",")).skip(1).map(Float::parseFloat)).containsExactly((float) p.value(), (float) p.low(), (float) p.high());
        assertThat(Stream.of("price", "low", "high").map(objects.get(i)::get).map(x -> ((Double) x).floatValue()))
            .containsExactly((float) p.value(), (float) p.low(), (float) p.high());
      }
    }
  }

  @Test
  void anIntervalIsRefusedWhereThereIsNone() throws IOException {
    Path rows = file("rows.csv", rows(3));
    for (Path model : List.of(prices, kinds)) {
      Gradus refused = Gradus.run("predict", model, rows, "--interval");
      assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).contains("--interval").contains("--loss quantile:0.05:0.5:0.95").hasLineCount(1);
      assertThat(refused.out()).isEmpty();
    }
  }

  // Columns that are passed through

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
      "note,id   | 'id,note,'                                 | '00000,\"a, b\",' | kind",
      "all       | 'id,length,island,wet,size,soil,note,'     | '00000,0.5,North,yes,S,,\"a, b\",' | kind",
      "soil      | 'soil,'                                    | ',' | kind"})
  void standFirstInTheOrderAndSpellingOfTheSource(String keep, String header, String row, String name) throws IOException {
    Path rows = file("rows.csv", "id,length,island,wet,size,soil,note\n00000, 0.5 ,North,yes,S,,\"a, b\"\n");
    List<String> lines = Gradus.run("predict", kinds, rows, "--keep", keep).done().lines();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo(header + name);
    assertThat(lines.get(1)).startsWith(row);
  }

  @Test
  void aNameThatIsTakenIsPutDifferently() throws IOException {
    Path rows = file("rows.csv", "kind,length,island,wet,size,soil,p(reed),predicted kind\nsedge,1,North,no,M,sand,\"5\"\" \",x\n");
    assertThat(Gradus.run("predict", kinds, rows, "--keep", "all", "--probabilities").done().lines().get(0))
        .isEqualTo("kind,length,island,wet,size,soil,p(reed),predicted kind,predicted predicted kind,predicted p(reed),p(rush),p(sedge)");
    Map<?, ?> object = Gradus.run("predict", kinds, rows, "--keep", "kind,p(reed)", "--probabilities", "--json").done().object();
    assertThat(object.keySet().stream().map(Object::toString)).containsExactly("kind", "p(reed)", "predicted kind", "probabilities");
    assertThat(object.get("p(reed)")).isEqualTo("5\"");
    assertThat(((Map<?, ?>) object.get("probabilities")).keySet().stream().map(Object::toString)).containsExactly("reed", "rush", "sedge");
  }

  @Test
  void areThereInObjectsAsTextAndMissingAsNull() throws IOException {
    Path rows = file("rows.csv", "id,length,island,wet,size,soil\n007,1.50,,no,M,\n");
    Map<?, ?> object = Gradus.run("predict", prices, rows, "--keep", "all", "--json").done().object();

    assertThat(object.get("id")).isEqualTo("007");
    assertThat(object.get("length")).isEqualTo("1.50");
    assertThat(object.get("soil")).isNull();
    assertThat(object.get("price")).isInstanceOf(Double.class);
  }

  // Data that do not fit

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
      "'id,lenght,island,wet,size,soil\n1,2,,no,S,clay\n' | '' | rows.csv line 1: the header has no column \"length\", and the model needs it. Did",
      "'id,length,island,wet,size,soil\n1,2,North,no,S,clay\n' | idd | rows.csv line 1: the header has no column \"idd\", and --keep names it. Did",
      "'id,length,island,wet,size,soil\n1,2,North,no,S,clay\n2,\"a\nb\",N,no,S,clay\n' | '' | rows.csv line 3, column \"length\": \"a\\u000Ab\" is not a",
      "'id,length,island,wet,size,soil\n1,2,N,no,S,clay\n\"\n\n2\",2,N,maybe,S,clay\n' | '' | rows.csv line 5, column \"wet\": \"maybe\" is not a boolean",
      "'id,length,island,wet,size,soil\n1,1e39,North,no,S,clay\n' | '' | 'rows.csv line 2, column \"length\": \"1e39\" is too large'",
      "'id,length,island,wet,size,soil\n1,2,North,no,S\n' | '' | rows.csv line 2: 5 cells were found and 6 expected"})
  void areNamedByTheirPlace(String text, String keep, String message) throws IOException {
    Path rows = file("rows.csv", text);
    Path out = folder.resolve("answers.csv");
    for (boolean inFile : new boolean[] {true, false}) {
      List<Object> words = new ArrayList<>(List.of("predict", kinds, rows));
      if (!keep.isEmpty()) words.addAll(List.of("--keep", keep));
      if (inFile) words.addAll(List.of("--out", out));
      Gradus refused = Gradus.run(words.toArray());
      assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.BAD_DATA);
      assertThat(refused.err()).contains(message).hasLineCount(1);
      assertThat(out).doesNotExist();
    }
  }

  @Test
  void rowsBeforeOneThatCannotBeReadAreAnswered() throws IOException {
    String text = rows(2_500);
    List<String> expected = Gradus.run("predict", prices, file("rows.csv", text), "--keep", "id").done().lines();
    Gradus stopped = Gradus.run("predict", prices, file("rows.csv", text + "x,y,North,no,S,clay,\n" + text), "--keep", "id");

    assertThat(stopped.code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(stopped.err()).contains("line 2502, column \"length\": \"y\" is not a number").hasLineCount(1);
    assertThat(stopped.lines()).isEqualTo(expected);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(path -> path.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void anAnswerThatIsNoNumberIsNone() throws IOException {
    Path huge = model("huge", PRICE, Network.inputs(9).outputs(1, Head.poisson()), TargetScaling.none(), DataType.FLOAT);
    try (Model model = Model.load(huge)) {
      model.parameters().W(1).assign(1000);
      model.save(huge);
    }
    Gradus stopped = Gradus.run("predict", huge, file("rows.csv", "length,island,wet,size,soil\n-50,North,no,S,clay\n99,North,no,S,clay\n"));

    assertThat(stopped.code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(stopped.err()).contains("rows.csv row 2: the model's answer is Infinity").hasLineCount(1);
  }

  // What training did not have

  @Test
  void isCountedForEachColumn() throws IOException {
    Path rows = file("rows.csv", "length,island,wet,size,soil\n1,Far,yes,XL,peat\n,North,,M,sand\n,Off,no,,\n3,,no,L,clay\n");
    Gradus told = Gradus.run("predict", kinds, rows).done();

    assertThat(told.lines()).hasSize(5);
    assertThat(told.err().lines().map(line -> line.replace(rows.toString(), "rows.csv"))).containsExactly(
        "notice: 2 rows have no value of \"length\", the first in rows.csv line 3; the model has no input for that and takes 4.25",
        "notice: 2 rows have a value of \"island\" that training did not have, the first \"Far\" in rows.csv line 2; the model takes none of its categories",
        "notice: 1 row has no value of \"island\", in rows.csv line 5; the model has no input for that and takes none of its categories",
        "notice: 1 row has no value of \"wet\", in rows.csv line 3; the model has no input for that and takes 0.5",
        "notice: 1 row has a value of \"size\" that the model does not know, \"XL\" in rows.csv line 2; the model takes the mean",
        "notice: 1 row has no value of \"size\", in rows.csv line 4; the model has no input for that and takes the mean",
        "notice: 1 row has a value of \"soil\" that is none of those that the model tells apart, \"peat\" in rows.csv line 2; the model takes it "
            + "for one of the rare others");
  }

  @Test
  void theRulesOfTheModelHoldUnlessOthersAreSaid() throws IOException {
    Path german = folder.resolve("german.safetensors");
    try (Model model = Model.load(prices)) {
      TextRules rules = TextRules.standard().withDecimal(',').withMissing(List.of("k.A."));
      Preparation preparation = new Preparation(ENCODINGS, model.preparation().targetScaling(), rules);
      Network network = model.network();
      try (Model other = new Model(Parameters.initial(network, DataType.FLOAT, Initializer.glorot(), 7), model.schema(), preparation, Map.of())) {
        other.save(german);
      }
    }
    String expected = Gradus.run("predict", prices, file("points.csv", "length,island,wet,size,soil\n1.5,North,no,S,clay\n,North,no,S,clay\n")).done().out();

    Path commas = file("commas.csv", "length;island;wet;size;soil\n1,5;North;no;S;clay\nk.A.;North;no;S;clay\n");
    assertThat(Gradus.run("predict", german, commas).done().out()).isEqualTo(expected);
    assertThat(Gradus.run("predict", german, folder.resolve("points.csv"), "--decimal", ".").done().out()).isEqualTo(expected);
    assertThat(Gradus.run("predict", prices, commas, "--decimal", ",", "--missing", "k.A.").done().out()).isEqualTo(expected);
    assertThat(Gradus.run("predict", prices, commas).err()).contains("\"1,5\" is not a number; it would be with --decimal ,");
  }

  @Test
  void bothMarksOfAModelAreReplacedAtOnce() throws IOException {
    Path english = withRules("english.safetensors", TextRules.standard().withThousands(','));
    String header = "length;island;wet;size;soil\n";
    String expected = Gradus.run("predict", english, file("en.csv", header + "\"1,234.5\";North;no;S;clay\n")).done().out();
    Path german = file("de.csv", header + "1.234,5;North;no;S;clay\n");

    assertThat(Gradus.run("predict", english, german, "--decimal", ",", "--thousands", ".").done().out()).isEqualTo(expected);
    assertThat(Gradus.run("predict", english, german, "--thousands", ".", "--decimal", ",").done().out()).isEqualTo(expected);
    assertThat(Gradus.run("predict", english, file("none.csv", header + "1234,5;North;no;S;clay\n"), "--decimal", ",").done().out()).isEqualTo(expected);
    assertThat(Gradus.run("predict", english, german, "--decimal", ",").err()).contains("\"1.234,5\" is not a number; it would be with --thousands .");
  }

  private Path withRules(String name, TextRules rules) throws IOException {
    Path file = folder.resolve(name);
    try (Model model = Model.load(prices)) {
      Preparation preparation = new Preparation(ENCODINGS, model.preparation().targetScaling(), rules);
      try (Model other = new Model(Parameters.initial(model.network(), DataType.FLOAT, Initializer.glorot(), 7), model.schema(), preparation, Map.of())) {
        other.save(file);
      }
    }
    return file;
  }

  @Test
  void aUnitIsNamed() throws IOException {
    String rows = "length,island,wet,size,soil\n$20000,North,no,S,clay\n";
    assertThat(Gradus.run("predict", prices, file("dollars.csv", rows)).err()).contains("\"$20000\" is not a number; it would be with --units \"$\".");
  }

  @Test
  void furtherColumnsMayHaveOneName() throws IOException {
    String row = "1.5,North,no,S,clay";
    String expected = Gradus.run("predict", prices, file("one.csv", "length,island,wet,size,soil\n" + row + "\n")).done().out();
    Path twice = file("twice.csv", "z,length,island,wet,size,soil,z\n1," + row + ",2\n");

    assertThat(Gradus.run("predict", prices, twice).done().out()).isEqualTo(expected);
    assertThat(Gradus.run("predict", prices, twice, "--keep", "length").done().lines().get(0)).isEqualTo("length,price");
    for (String keep : List.of("all", "z")) {
      Gradus refused = Gradus.run("predict", prices, twice, "--keep", keep);
      assertThat(refused.code()).isEqualTo(ExitCode.BAD_DATA);
      assertThat(refused.err()).contains("columns 1 and 7 have this same name in the header");
    }
    Path own = file("own.csv", "length,island,wet,size,soil,soil\n" + row + ",sand\n");
    assertThat(Gradus.run("predict", prices, own).err()).contains("columns 5 and 6 have this same name in the header");
  }

  @Test
  void columnsOfImagesCannotBeKept() {
    Gradus refused = Gradus.run("predict", kinds, "digits", "--keep", "all");

    assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains("--keep names columns of a table, and digits is not one").hasLineCount(1);
  }

  // A process of its own

  private Process start(String heap, Object... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
        "-Dorg.nd4j.log.initialization=false", "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    for (Object word : words) command.add(word.toString());
    Process process = new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
    processes.add(process);
    return process;
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void write(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.UTF_8));
    to.flush();
  }

  /** The next rows are written, perhaps with half of the one after them, when the answers to those before have come: one held back would never come. */
  @Test
  void aRowOfAPipeIsAnsweredWhenItIsThereAndComplete() throws Exception {
    String text = rows(300);
    int[] ends = IntStream.range(0, text.length()).filter(i -> text.charAt(i) == '\n').map(i -> i + 1).toArray();
    List<String> expected = Gradus.run("predict", prices, file("rows.csv", text), "--keep", "id").done().lines();
    Process process = start("256m", "predict", prices, "-", "--keep", "id");
    int sent = 0;
    int answered = 0;
    try (BufferedReader answers = reader(process)) {
      OutputStream rows = process.getOutputStream();
      for (int row = 1, last; row <= 300; row = last + 1) {
        last = Math.min(300, row + row % 5);
        int half = last < 300 && row % 2 == 0 ? (ends[last + 1] - ends[last]) / 2 : 0;
        write(rows, text.substring(sent, ends[last] + half) + (half == 0 && row % 3 == 0 ? "\n \n" : ""));
        sent = ends[last] + half;
        while (answered <= last) assertThat(answers.readLine()).isEqualTo(expected.get(answered++));
      }
      rows.close();
      assertThat(answers.readLine()).isNull();
    }
    assertThat(process.waitFor()).as(err()).isZero();
  }

  @Test
  void aReaderThatHasEnoughEndsItQuietly() throws Exception {
    Process process = start("256m", "predict", kinds, "-", "--keep", "id");
    String text = rows(2_000);
    Thread writer = new Thread(() -> {
      try (OutputStream to = process.getOutputStream()) {
        write(to, text);
        String body = text.substring(text.indexOf('\n') + 1);
        while (true) write(to, body);
      } catch (IOException e) {
        // Nobody reads any more, as is to be.
      }
    });
    writer.start();
    try (BufferedReader answers = reader(process)) {
      assertThat(answers.readLine()).isEqualTo("id,kind");
      assertThat(answers.readLine()).startsWith("00000,");
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(err()).isEmpty();
    writer.join();
  }

  @Test
  void memoryDoesNotGrowWithTheRows() throws Exception {
    assertThat(passThrough(150_000)).isEqualTo(150_000);
  }

  @Tag("long")
  @Test
  void aMillionRowsPassThroughASmallHeap() throws Exception {
    assertThat(passThrough(1_000_000)).isEqualTo(1_000_000);
  }

  /** Sends rows through a heap of 64 MB. @return how many answers there are, each of the right row */
  private long passThrough(int count) throws Exception {
    List<String> rows = rows(900).lines().skip(1).map(line -> line.substring(line.indexOf(','))).toList();
    List<String> expected = Gradus.run("predict", prices, file("rows.csv", rows(900))).done().lines();
    String filler = IntStream.range(0, 10).mapToObj(i -> "text").collect(Collectors.joining(" "));
    Process process = start("64m", "predict", prices, "-", "--keep", "id,note");
    Thread writer = new Thread(() -> {
      try (OutputStream to = process.getOutputStream()) {
        write(to, "id,length,island,wet,size,soil,note\n");
        StringBuilder some = new StringBuilder();
        for (int i = 0; i < count; i++) {
          some.append(i).append(rows.get(i % 900), 0, rows.get(i % 900).length() - "\"a, b\"".length()).append(filler).append('\n');
          if (i % 500 == 499 || i == count - 1) {
            write(to, some.toString());
            some.setLength(0);
          }
        }
      } catch (IOException e) {
        // What became of the rows is found on the other side.
      }
    });
    writer.start();
    long right = 0;
    try (BufferedReader answers = reader(process)) {
      assertThat(answers.readLine()).isEqualTo("id,note,price");
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.equals(right + "," + filler + "," + expected.get(1 + (int) (right % 900)))) right++;
      }
    }
    assertThat(process.waitFor()).as(err()).isZero();
    assertThat(err().lines()).hasSize(3).allMatch(line -> line.startsWith("notice: "));
    return right;
  }

  @Test
  void answersAreValidJson() throws IOException {
    for (String line : Gradus.run("predict", kinds, file("rows.csv", rows(20)), "--json", "--keep", "all", "--probabilities").done().lines()) {
      Map<?, ?> probabilities = (Map<?, ?>) ((Map<?, ?>) Json.parse(line)).get("probabilities");
      assertThat(probabilities.values().stream().mapToDouble(p -> (Double) p).sum()).isCloseTo(1, within(1e-6));
    }
  }
}
