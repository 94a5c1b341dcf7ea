package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.model.Model;
import dev.gradus.store.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The configuration file: what it says is done, unless words or environment say otherwise; what is wrong in it is said with its line. */
class ConfigurationTest {
  private static final Path SCHEMA = Path.of("src/main/resources/dev/gradus/cli/gradus.schema.json");

  @TempDir private Path folder;

  private Path flowers;

  @BeforeEach
  void writeSample() throws IOException {
    flowers = Samples.write(folder.resolve("flowers.csv"), Samples.flowers());
  }

  private Path file(String text) throws IOException {
    return Samples.write(folder.resolve("job.yaml"), text.replace("@", folder.toString()));
  }

  /** The configuration in force, by name, as YAML has it: without what is unset. */
  private static Map<String, String> inForce(Gradus printed) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : printed.done().lines()) {
      if (line.isEmpty() || line.startsWith("#")) continue;
      String[] parts = line.split(": ", 2);
      assertThat(values.put(parts[0], parts[1])).as("%s is printed once", parts[0]).isNull();
    }
    return values;
  }

  private static Map<String, String> inForce(Path file, Object... words) {
    return inForce(Map.of(), file, words);
  }

  private static Map<String, String> inForce(Map<String, String> environment, Path file, Object... words) {
    List<Object> all = new ArrayList<>(List.of("train", "--config", file, "--print-config"));
    all.addAll(Arrays.asList(words));
    return inForce(Gradus.runWith(environment, all.toArray()));
  }

  // what a file says

  @Test
  void aFileAloneTrainsAModel() throws IOException {
    Path job = file("""
        # three kinds
        source: @/flowers.csv
        target: kind
        hidden: [8, 4]
        lr: 5e-2
        shuffle: false
        validation: none
        dtype: double
        epochs: 3
        json: true
        run-dir: "@/run"
        """);

    Gradus gradus = Gradus.run("train", "--config", job).done();

    assertThat(gradus.objects()).hasSize(4);
    try (Model model = Model.load(folder.resolve("run/model.safetensors"))) {
      assertThat(model.network().toString()).startsWith("2 → 8 relu → 4 relu → 3 softmax");
      assertThat(model.provenance()).containsEntry("shuffle", false).containsEntry("epochs", 3.0).containsEntry("type", "double");
    }
  }

  @Test
  void aFileGivesTheBytesThatItsWordsGive() throws IOException {
    Path job = file("source: @/flowers.csv\ntarget: kind\nhidden: [8, 4]\nlr: 0.05\nepochs: 3\nseed: 9223372036854775807\nshuffle: false\n");

    Gradus.run("train", "--config", job, "--run-dir", folder.resolve("a")).done();
    Gradus.run("train", flowers, "--target", "kind", "--hidden", "8,4", "--lr", "0.05", "--epochs", "3", "--seed", Long.MAX_VALUE, "--no-shuffle",
        "--run-dir", folder.resolve("b")).done();

    assertThat(folder.resolve("a/model.safetensors")).hasSameBinaryContentAs(folder.resolve("b/model.safetensors"));
  }

  @Test
  void anOptionGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
    Path job = file("source: digits\nlr: 0.1\nbatch: 7\nepochs: 5\nhidden: none\nshuffle: false\ntest: true\n");
    Map<String, String> environment = Map.of("GRADUS_LR", "0.2", "GRADUS_BATCH", "8");

    assertThat(inForce(environment, job, "--lr", "0.3")).containsEntry("lr", "0.3").containsEntry("batch", "8").containsEntry("epochs", "5")
        .containsEntry("hidden", "none").containsEntry("l2", "0").containsEntry("source", "digits").containsEntry("shuffle", "false");
    assertThat(inForce(job, "mnist")).as("the word SOURCE goes before the file").containsEntry("source", "mnist");
    assertThat(inForce(Gradus.runWith(Map.of("GRADUS_CONFIG", job.toString()), "train", "--print-config"))).containsEntry("epochs", "5");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFlagAmongTheWordsIsOnWhateverTheFileSays(boolean inFile) throws IOException {
    Path job = file("shuffle: " + inFile + "\ntest: " + inFile + "\njson: " + inFile + "\n");

    assertThat(inForce(job)).containsEntry("shuffle", "" + inFile).containsEntry("test", "" + inFile).containsEntry("json", "" + inFile);
    assertThat(inForce(job, "--test", "--json", "--shuffle")).containsEntry("shuffle", "true").containsEntry("test", "true")
        .containsEntry("json", "true");
    assertThat(inForce(job, "--no-shuffle")).containsEntry("shuffle", "false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# only a comment\n", "---\n", "{}", "null", "\uFEFF# with a mark\n"})
  void anEmptyFileSaysNothing(String text) throws IOException {
    assertThat(inForce(file(text))).isEqualTo(inForce(Gradus.run("train", "--print-config")));
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("target: a$b", "a$b"),
        arguments("target: ${sys:user.home}", "${sys:user.home}"),
        arguments("target: \"$$ and $${x}\"", "$$ and $${x}"),
        arguments("target: 'no'", "no"),
        arguments("target: no", "no"),
        arguments("target: true", "true"),
        arguments("target: 007", "007"),
        arguments("target: \"null\"", "null"),
        arguments("target: \"a: b # c\"", "a: b # c"),
        arguments("target: '\"a\"'", "\"a\""),
        arguments("target: größe 😀", "größe 😀"),
        arguments("target: |-\n  two\n  lines", "two\nlines"),
        arguments("features: [a b, \"5\", c]", "a b,5,c"),
        arguments("features: a b,5,c", "a b,5,c"),
        arguments("features:\n- a b\n- 5\n- c", "a b,5,c"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aTextArrivesAsItStandsThereAndIsPrintedSoThatItDoesAgain(String line, String value) throws IOException {
    String option = line.substring(0, line.indexOf(':'));
    Gradus printed = Gradus.run("train", "--config", file(line), "--print-config").done();
    Path again = Samples.write(folder.resolve("again.yaml"), printed.out());

    Object inForce = Gradus.run("train", "--" + option, value, "--print-config").done().out();

    assertThat(printed.out()).isEqualTo(inForce);
    assertThat(Gradus.run("train", "--config", again, "--print-config").done().out()).isEqualTo(inForce);
  }

  @Test
  void theHelpShowsTheDefaultsOfTheProgramAndReadsNoFile() throws IOException {
    String help = Gradus.run("train", "--help").done().out();

    assertThat(Gradus.run("train", "--config", file("lr: 0.5\nbatch: 3\n"), "--help").done().out()).isEqualTo(help);
    assertThat(Gradus.run("train", "--config", folder.resolve("none.yaml"), "--help").done().out()).isEqualTo(help);
  }

  // what is wrong in a file

  private static Arguments bad(String text, String... says) {
    return arguments(2, text, says);
  }

  static Stream<Arguments> badFiles() {
    return Stream.of(
        bad("lr: 0.1\nepoch: 5\n", "job.yaml line 2", "\"epoch\"", "no option of gradus train", "did you mean \"epochs\"?"),
        bad("run_dir: x\n", "line 1", "\"run_dir\"", "did you mean \"run-dir\"?"),
        bad("--lr: 5\n", "line 1", "\"--lr\"", "did you mean \"lr\"?"),
        bad("colour: red\n", "line 1", "\"colour\"", "without dashes"),
        bad("probabilities: true\n", "line 1", "\"probabilities\"", "but of gradus predict"),
        bad("config: other.yaml\n", "line 1", "\"config\""),
        bad("help: true\n", "line 1", "\"help\""),
        bad("\nlr: fast\n", "line 2", "key \"lr\"", "found \"fast\"", "expected a number"),
        bad("lr: [1, 2]\n", "line 1", "key \"lr\"", "found a list", "expected a number"),
        bad("lr: {a: 1}\n", "line 1", "key \"lr\"", "found a mapping", "expected a number"),
        bad("lr:\n", "line 1", "key \"lr\"", "found nothing", "leave the key out"),
        bad("batch: 1.5\n", "key \"batch\"", "found \"1.5\"", "expected a whole number"),
        bad("batch: 99999999999\n", "key \"batch\"", "found \"99999999999\"", "nearer to 0"),
        bad("seed: 99999999999999999999\n", "key \"seed\"", "nearer to 0"),
        bad("shuffle: no\n", "key \"shuffle\"", "found \"no\"", "expected true or false"),
        bad("shuffle: 1\n", "key \"shuffle\"", "found \"1\"", "expected true or false"),
        bad("prepare: max\n", "key \"prepare\"", "found \"max\"", "standard, minmax, robust, none"),
        bad("hidden: []\n", "key \"hidden\"", "the list is empty"),
        bad("hidden:\n- 64\n- [2]\n", "line 3", "key \"hidden\"", "found a list in the list"),
        bad("features: ['a,b']\n", "key \"features\"", "\"a,b\"", "no comma"),
        bad("search: {lr: [1]}\n", "line 1", "\"search\"", "gradus tune", "leave it out"),
        bad("lr: 0.1\nbatch: 5\nlr: 0.2\n", "line 3", "\"lr\"", "first in line 1"),
        bad("- lr\n", "line 1", "a list", "expected a mapping"),
        bad("just words\n", "line 1", "\"just words\"", "expected a mapping"),
        bad("[a]: 1\n", "line 1", "expected a word"),
        bad("lr: 0.1\n\tbatch: 5\n", "line 2, column 1", "not YAML", "TAB"),
        bad("lr: \"0.1\nbatch: 5\n", "job.yaml line", "not YAML"),
        bad("lr: 0.1\n}\n", "line 2", "not YAML"),
        bad("lr: 0.1\n  batch: 5\n", "line 2", "not YAML"),
        bad("lr: &x 0.1\n", "line 1", "anchor"),
        bad("hidden: [64, *x]\n", "line 1", "alias"),
        bad("lr: !!str 0.1\n", "line 1", "tag"),
        bad("target: !java.io.File x\n", "line 1", "tag"),
        bad("lr: 0.1\n---\nlr: 0.2\n", "line 2", "second document"),
        bad("lr: 0.1\nlo\u0001ss: x\n", "line 2", "U+0001"),
        bad("# " + "x".repeat(1_000_000), "job.yaml", "larger than 1 MB"),
        bad("lr: " + "[".repeat(900_000), "line 1", "more than 16 levels"),
        bad("a: ".repeat(300_000), "job.yaml line 1", "not YAML"));
  }

  static Stream<Arguments> badContents() {
    return Stream.of(
        bad("source: digits\nlr: -1\n", "--lr", "learning rate of -1.0", "above 0", "--lr is from", "job.yaml line 2"),
        bad("source: digits\n\nbatch: 0\n", "--batch", "batch of 0", "at least 1", "job.yaml line 3"),
        bad("source: digits\nepochs: 0\n", "--epochs", "0 epochs", "job.yaml line 2"),
        bad("source: digits\nl2: .nan\n", "key \"l2\"", "\".nan\"", "expected a number"),
        bad("source: digits\nl2: NaN\n", "--l2", "job.yaml line 2"),
        bad("source: digits\ndropout: 1\n", "--dropout", "below 1", "job.yaml line 2"),
        bad("source: digits\nhidden: [64, 0]\n", "--hidden", "0 units", "job.yaml line 2"),
        bad("source: digits\nactivation: rellu\n", "--activation", "\"rellu\"", "known are", "job.yaml line 2"),
        bad("source: digits\noptimizer: adm\n", "--optimizer", "\"adm\"", "known are", "job.yaml line 2"),
        bad("source: digits\nschedule: step-epochs:0:0.5\n", "--schedule", "0 epochs", "job.yaml line 2"),
        bad("source: digits\nthreads: many\n", "--threads", "\"many\"", "job.yaml line 2"),
        bad("source: digits\nmomentum: 1\noptimizer: nesterov\n", "--momentum: a momentum of 1.0", "below 1", "job.yaml line 2"),
        bad("source: digits\nmomentum: 0.5\noptimizer: sgd\n", "--momentum is from", "line 2", "--optimizer is from", "line 3"),
        bad("source: digits\nloss: cross-entropy\noutput: sigmoid\n", "--loss and --output", "line 2", "line 3"),
        bad("source: digits\ntarget: x\n", "--target", "digits is not one", "job.yaml line 2"),
        bad("source: digits\nvalidation: 7\n", "--validation 7", "job.yaml line 2"),
        arguments(66, "source: @/none.csv\ntarget: y\n", new String[] {"none.csv", "no such file"}));
  }

  @ParameterizedTest
  @MethodSource({"badFiles", "badContents"})
  void whatIsWrongIsOneLineWithItsPlaceAndNothingIsLeftBehind(int code, String text, String[] says) throws IOException {
    Gradus gradus = Gradus.run("train", "--config", file(text), "--run-dir", folder.resolve("run"));

    assertThat(gradus.code()).as("the exit code; standard error was: %s", gradus.err()).isEqualTo(code);
    assertThat(gradus.err()).startsWith("gradus: ").contains(says).hasLineCount(1).doesNotContain("Exception", "null");
    assertThat(gradus.out()).isEmpty();
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aFileThatIsNotThereOrNoTextIsSaidByItsName() throws IOException {
    Gradus missing = Gradus.run("train", "--config", folder.resolve("none.yaml"));
    Gradus directory = Gradus.run("train", "--config", folder);
    Gradus bytes = Gradus.run("train", "--config", Files.write(folder.resolve("bytes.yaml"), new byte[] {'a', (byte) 0xff, ':'}));

    assertThat(missing.code()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(missing.err()).contains("none.yaml", "no such file").hasLineCount(1);
    assertThat(directory.code()).isEqualTo(ExitCode.NO_INPUT);
    assertThat(directory.err()).contains(folder.toString(), "expected a YAML file").hasLineCount(1);
    assertThat(bytes.code()).isEqualTo(ExitCode.USAGE);
    assertThat(bytes.err()).contains("bytes.yaml", "UTF-8").hasLineCount(1);
  }

  @Test
  void aBadValueAmongTheWordsIsNotSaidToBeFromTheFile() throws IOException {
    Path job = file("source: digits\nlr: 0.1\n");

    assertThat(Gradus.run("train", "--config", job, "--lr", "-1").err()).contains("--lr: a learning rate of -1.0").doesNotContain("job.yaml");
    assertThat(Gradus.runWith(Map.of("GRADUS_LR", "-1"), "train", "--config", job).err()).endsWith("--lr is from the environment variable GRADUS_LR"
        + System.lineSeparator());
  }

  // the key search, for a command that takes it

  /** A command with a configuration and a search space. */
  @Command(name = "seek")
  private static final class Seek implements Runnable, Searching {
    @Option(names = "--lr", defaultValue = "0.5", description = "rate (default: ${DEFAULT-VALUE})")
    private double rate;

    @Mixin private ConfigurationOptions configuration;

    private Yaml.Mapping space;

    @Override
    public void search(String file, Yaml.Mapping given) {
      space = given;
    }

    @Override
    public void run() {
      configuration.printed();
    }
  }

  @Test
  void aCommandThatSearchesIsHandedTheSpaceWithItsLines() throws IOException {
    Seek seek = new Seek();
    StringWriter out = new StringWriter();
    Path job = file("search:\n  lr: [0.1, 0.2]\n  hidden:\n    from: 4\nlr: 0.3\n");
    var line = Main.commandLine(new PrintWriter(out), new PrintWriter(out)).addSubcommand(seek).setOut(new PrintWriter(out));

    assertThat(line.execute("seek", "--config", job.toString(), "--print-config")).as(out.toString()).isZero();

    assertThat(seek.space.entries()).containsOnlyKeys("lr", "hidden");
    assertThat(seek.space.entries().get("hidden").line()).isEqualTo(3);
    assertThat(seek.space.entries().get("lr").value()).isEqualTo(
        new Yaml.Sequence(2, List.of(new Yaml.Scalar(2, "0.1", true), new Yaml.Scalar(2, "0.2", true))));
    assertThat(seek.rate).isEqualTo(0.3);
    assertThat(out.toString()).contains("lr: 0.3").endsWith("search: {lr: [0.1, 0.2], hidden: {from: 4}}" + System.lineSeparator());
  }

  // what is printed and stored

  @Test
  void printsEveryOptionInTheOrderOfTheHelpAndReadsNoData() {
    Gradus printed = Gradus.run("train", folder.resolve("none.csv"), "--run-dir", folder.resolve("run"), "--print-config").done();

    List<String> keys = printed.lines().stream().filter(line -> line.matches("(# )?[a-z0-9-]+: .*"))
        .map(line -> line.replaceFirst("^# ", "").split(":")[0]).toList();
    List<String> options = new ArrayList<>(List.of("source"));
    Gradus.run("train", "--help").done().lines().stream().filter(line -> line.matches(" {2,6}(-[a-zA-Z], )?--.*"))
        .map(line -> line.replaceFirst("^.*?--(\\[no-])?", "").split("[=, ]")[0]).forEach(options::add);
    options.removeAll(List.of("config", "print-config", "help", "version"));
    assertThat(keys).hasSizeGreaterThan(25).isEqualTo(options);
    assertThat(printed.out()).contains("# learning rate (default: that of the optimizer, adam 0.001)", "# lr: RATE", "# momentum: MU", "# loss: NAME", "# of the hidden layers: ");
    assertThat(printed.err()).isEmpty();
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void whatIsPrintedGivesTheSameWhenItIsFedBack() throws IOException {
    Gradus printed = Gradus.run("train", "--print-config", flowers, "--target", "a: b", "--features", "x,y z", "--hidden", "8,4", "--lr", "1e-7", "--l2", "12.5",
        "--momentum", "0.25", "--optimizer", "nesterov", "--schedule", "step-epochs:10:0.5", "--no-shuffle", "--test", "--seed", Long.MIN_VALUE, "--validation", "-",
        "--threads", "2", "--dtype", "double").done();

    Path again = Samples.write(folder.resolve("again.yaml"), printed.out());

    assertThat(Gradus.run("train", "--config", again, "--print-config").done().out()).isEqualTo(printed.out());
    assertThat(inForce(printed)).containsEntry("lr", "1e-7").containsEntry("l2", "12.5").containsEntry("hidden", "[8, 4]")
        .containsEntry("features", "[x, \"y z\"]").containsEntry("seed", "-9223372036854775808").containsEntry("validation", "\"-\"");
  }

  @Test
  void theRunFolderAndTheModelHoldTheConfigurationAndTheFolderCanBeTrainedAgain() throws IOException {
    Gradus.run("train", flowers, "--target", "kind", "--epochs", "2", "--hidden", "8", "--seed", "5", "--lr", "0.001", "--json", "--run-dir", folder.resolve("run")).done();
    Path stored = folder.resolve("run/config.json");
    Map<?, ?> configuration = (Map<?, ?>) Json.parse(Files.readString(stored).strip());

    assertThat(configuration.get("version")).isNotNull();
    assertThat(configuration.get("json")).isEqualTo(true);
    assertThat(configuration.get("run-dir")).isEqualTo(folder.resolve("run").toString());
    assertThat(configuration.get("lr")).isEqualTo(0.001);
    assertThat(configuration.get("seed")).isEqualTo("5");
    assertThat(configuration.get("momentum")).isNull();
    Map<Object, Object> ofModel = new LinkedHashMap<>(configuration);
    ofModel.keySet().removeAll(List.of("version", "test", "json", "run-dir", "cache", "checkpoint-every", "checkpoint-keep", "checkpoint-keep-best", "watch"));
    try (Model model = Model.load(folder.resolve("run/model.safetensors"))) {
      assertThat(model.provenance().get("configuration")).isEqualTo(ofModel);
    }
    assertThat(Gradus.run("inspect", folder.resolve("run/model.safetensors")).done().out()).contains("  configuration", "    hidden       8");

    Gradus.run("train", "--config", stored, "--run-dir", folder.resolve("again")).done();

    assertThat(folder.resolve("again/model.safetensors")).hasSameBinaryContentAs(folder.resolve("run/model.safetensors"));
  }

  // the schema

  /** {@code mvn test -Dtest=ConfigurationTest -Dgradus.refresh=schema} writes the file anew. */
  @Test
  void theShippedSchemaIsThatOfTheOptions() throws IOException {
    String generated = Gradus.run("schema").done().out();

    if ("schema".equals(System.getProperty("gradus.refresh"))) Samples.write(SCHEMA.toAbsolutePath(), generated);

    assertThat(Files.readString(SCHEMA)).as("refresh it with -Dgradus.refresh=schema").isEqualTo(generated);
    assertThat(new String(Main.class.getResourceAsStream("gradus.schema.json").readAllBytes(), StandardCharsets.UTF_8)).startsWith("{");
  }

  private static Map<?, ?> properties() {
    Map<?, ?> schema = (Map<?, ?>) Json.parse(Gradus.run("schema").done().out());
    assertThat(schema.get("additionalProperties")).isEqualTo(false);
    return (Map<?, ?>) schema.get("properties");
  }

  @Test
  void theSchemaKnowsTypesChoicesDefaultsAndDescriptions() {
    assertThat(properties().get("l2")).isEqualTo(Map.of("type", "number", "default", 0.0, "description", "penalty λ/2·‖W‖² on the weights (default: 0)"));
    assertThat(((Map<?, ?>) properties().get("prepare")).get("enum")).isEqualTo(List.of("standard", "minmax", "robust", "none"));
    assertThat(((Map<?, ?>) properties().get("batch")).get("type")).isEqualTo("integer");
    assertThat(((Map<?, ?>) properties().get("shuffle")).get("default")).isEqualTo(true);
    assertThat(((Map<?, ?>) properties().get("test")).get("default")).isEqualTo(false);
    assertThat(properties().keySet().stream().map(Object::toString)).contains("source", "search", "version").doesNotContain("config", "print-config", "help");
  }

  @Test
  void whatIsPrintedAndWhatIsStoredIsAsTheSchemaSays() throws IOException {
    Gradus printed = Gradus.run("train", flowers, "--print-config", "--target", "5", "--features", "x,y", "--hidden", "8,4", "--momentum", "0.5",
        "--optimizer", "momentum", "--validation", "0.2", "--out", "a b").done();
    inForce(printed).forEach((name, yaml) -> check(name, value(yaml)));

    Gradus.run("train", flowers, "--target", "kind", "--features", "x,y", "--hidden", "8,4", "--epochs", "1", "--seed", "-3",
        "--run-dir", folder.resolve("run")).done();
    Map<?, ?> stored = (Map<?, ?>) Json.parse(Files.readString(folder.resolve("run/config.json")).strip());
    stored.forEach((name, value) -> check(name.toString(), value));
  }

  /** The value of what is printed after a key: JSON, but for words without quotes. */
  private static Object value(String yaml) {
    if (yaml.startsWith("[")) return Arrays.stream(yaml.substring(1, yaml.length() - 1).split(", ")).map(ConfigurationTest::value).toList();
    return yaml.matches("true|false|\".*\"|-?[0-9].*") ? Json.parse(yaml) : yaml;
  }

  private static void check(String name, Object value) {
    Map<?, ?> property = (Map<?, ?>) properties().get(name);
    assertThat(property).as("the schema has %s", name).isNotNull();
    if (property.get("enum") instanceof List<?> choices) {
      assertThat(choices.contains(value)).as("%s: %s", name, value).isTrue();
      return;
    }
    Object type = property.get("type");
    List<?> types = type instanceof List<?> list ? list : List.of(type);
    assertThat(types.stream().anyMatch(t -> is(value, t))).as("%s: %s is one of %s", name, value, types).isTrue();
    if (!(value instanceof List<?> elements)) return;
    List<?> ofElements = (List<?>) ((Map<?, ?>) property.get("items")).get("type");
    for (Object element : elements) assertThat(ofElements.stream().anyMatch(t -> is(element, t))).as("%s in %s", element, name).isTrue();
  }

  private static boolean is(Object value, Object type) {
    return switch (type.toString()) {
      case "string" -> value instanceof String;
      case "number" -> value instanceof Double;
      case "integer" -> value instanceof Double d && d == Math.rint(d);
      case "boolean" -> value instanceof Boolean;
      case "array" -> value instanceof List<?>;
      case "object" -> value instanceof Map<?, ?>;
      default -> false;
    };
  }
}
