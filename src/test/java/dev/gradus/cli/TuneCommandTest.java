package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.model.Model;
import dev.gradus.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TuneCommandTest {
  private static final String SPACE = """
      search:
        lr: {min: 1e-4, max: 0.1, log: true}
        hidden: [8, [16, 8], "32"]
        batch: {min: 4, max: 16}
        activation: [relu, tanh]
        shuffle: [true, false]
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeSample() throws IOException {
    Samples.write(folder.resolve("flowers.csv"), Samples.flowers());
  }

  private Path job(String text) throws IOException {
    return Samples.write(folder.resolve("job.yaml"), "source: " + folder + "/flowers.csv\ntarget: kind\nepochs: 9\ntrials: 9\n" + text);
  }

  private Object[] words(Path job, String run, Object... more) {
    List<Object> all = new ArrayList<>(List.of("tune", "--config", job, "--run-dir", folder.resolve(run)));
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }

  private Gradus tune(Path job, String run, Object... more) {
    return Gradus.run(words(job, run, more));
  }

  /** The trials of a run, without the time that they took. */
  private List<Map<?, ?>> trials(String run) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve("trials.jsonl")).stream().<Map<?, ?>>map(line -> {
      Map<Object, Object> trial = new LinkedHashMap<>((Map<?, ?>) Json.parse(line));
      trial.remove("seconds");
      return trial;
    }).toList();
  }

  private Path model(String run) {
    return folder.resolve(run).resolve("model.safetensors");
  }

  @Test
  void findsWhatIsAtLeastAsGoodAsTheDefaultAndTellsIt() throws IOException {
    Gradus gradus = tune(job(SPACE), "run").done();

    assertThat(gradus.lines().get(0)).matches("rank +trial +loss +epochs +seconds +what was searched");
    assertThat(gradus.lines()).hasSize(1 + 9 + 3);
    assertThat(gradus.out()).containsPattern(" 0 .* as given\n").contains("best: trial ", "configuration: ", "best.yaml", "model: ");
    List<Map<?, ?>> trials = trials("run");
    assertThat(trials).as("9 trials, then 3 and 1 of them with the default").hasSizeBetween(13, 15);
    assertThat(trials.stream().map(t -> 100 * (Double) t.get("rung") + (Double) t.get("trial")).toList()).isSorted();
    List<Map<?, ?>> last = trials.stream().<Map<?, ?>>filter(t -> t.get("rung").equals(3.0)).toList();
    double best = last.stream().mapToDouble(t -> (Double) t.get("loss")).min().orElseThrow();
    double usual = last.stream().filter(t -> t.get("trial").equals(0.0)).mapToDouble(t -> (Double) t.get("loss")).findFirst().orElseThrow();
    assertThat(best).isLessThanOrEqualTo(usual);
    Double number = (Double) last.stream().filter(t -> t.get("loss").equals(best)).findFirst().orElseThrow().get("trial");
    assertThat(gradus.out()).contains("best: trial " + number.intValue() + ",");
  }

  @Test
  void theBestConfigurationTrainsTheSameModelOnAllExamples() throws IOException {
    tune(job(SPACE), "run").done();

    Gradus.run("train", "--config", folder.resolve("run/best.yaml"), "--run-dir", folder.resolve("again")).done();

    assertThat(model("again")).hasSameBinaryContentAs(model("run"));
    try (Model model = Model.load(model("run"))) {
      assertThat(model.provenance()).containsEntry("examples", 60.0).containsEntry("epochs", 9.0);
    }
  }

  @Test
  void withPatienceTheValidationPartEndsTheLastTrainingToo() throws IOException {
    tune(job("patience: 2\nvalidation: 0.2\n" + SPACE), "run").done();

    Gradus.run("train", "--config", folder.resolve("run/best.yaml"), "--run-dir", folder.resolve("again")).done();

    assertThat(model("again")).hasSameBinaryContentAs(model("run"));
    try (Model model = Model.load(model("run"))) {
      assertThat(model.provenance()).containsEntry("examples", 48.0);
    }
  }

  @Test
  void theSameSeedGivesTheSameAndSoDoesAnyNumberOfJobs() throws IOException {
    Path job = job(SPACE);
    tune(job, "one", "--jobs", 1).done();
    tune(job, "two", "--jobs", 2).done();
    tune(job, "other", "--seed", 1).done();

    assertThat(trials("two")).isEqualTo(trials("one")).isNotEqualTo(trials("other"));
    assertThat(model("two")).hasSameBinaryContentAs(model("one"));
    assertThat(folder.resolve("two/best.yaml")).hasSameBinaryContentAs(folder.resolve("one/best.yaml"));
  }

  @Test
  void aSearchThatWasKilledGoesOnAndGivesTheSame() throws Exception {
    Path job = job("jobs: 1\n" + SPACE);
    Object[] longer = {"--epochs", 2000};
    tune(job, "whole", longer).done();
    Path log = folder.resolve("killed/trials.jsonl");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
        System.getProperty("java.class.path"), Main.class.getName()));
    for (Object word : words(job, "killed", longer)) command.add(word.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(folder.resolve("killed.txt").toFile()).start();
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (process.isAlive() && System.nanoTime() < patience && (!Files.exists(log) || Files.readAllLines(log).size() < 2)) Thread.sleep(1);
    process.destroyForcibly().waitFor();
    int before = Files.readAllLines(log).size();
    assertThat(model("killed")).as("it was killed before its end").doesNotExist();
    Files.writeString(log, Files.readString(log) + "{\"event\":\"trial\",\"ru");

    Gradus resumed = Gradus.run("tune", "--resume", folder.resolve("killed")).done();

    assertThat(resumed.err()).contains(before + " trials were finished before");
    assertThat(trials("killed")).isEqualTo(trials("whole"));
    assertThat(model("killed")).hasSameBinaryContentAs(model("whole"));
  }

  @Test
  void theSameAgainInItsFolderRepeatsNoTrial() throws IOException {
    Path job = job(SPACE);
    tune(job, "run").done();
    byte[] model = Files.readAllBytes(model("run"));
    String log = Files.readString(folder.resolve("run/trials.jsonl"));

    Gradus again = tune(job, "run", "--jobs", 1, "--json").done();

    long finished = log.lines().count();
    assertThat(again.err()).contains(finished + " trials were finished before");
    assertThat(Files.readString(folder.resolve("run/trials.jsonl"))).as("seconds too").isEqualTo(log);
    assertThat(model("run")).hasBinaryContent(model);
    assertThat(again.objects()).hasSize((int) finished + 1).last().extracting("event", "complete").containsExactly("done", true);
  }

  @Test
  void anotherConfigurationInAFolderIsRefusedByItsKey() throws IOException {
    Path job = job(SPACE);
    tune(job, "run", "--trials", 2).done();
    Gradus.run("train", folder.resolve("flowers.csv"), "--target", "kind", "--epochs", 1, "--run-dir", folder.resolve("plain")).done();

    Gradus trials = tune(job, "run");
    Gradus rate = Gradus.run("tune", "--resume", folder.resolve("run"), "--l2", "0.5");
    Gradus space = tune(job(SPACE.replace("tanh", "sigmoid")), "run", "--trials", 2);
    Gradus plain = tune(job, "plain");

    assertThat(trials.err()).contains("key \"trials\" was 2", "is 9 now").hasLineCount(1);
    assertThat(rate.err()).contains("key \"l2\"", "0.5").hasLineCount(1);
    assertThat(space.err()).contains("key \"search\"", "tanh", "sigmoid").hasLineCount(1);
    assertThat(plain.err()).contains("--run-dir", "holds a run that is no search").hasLineCount(1);
    assertThat(List.of(trials.code(), rate.code(), space.code(), plain.code())).containsOnly(ExitCode.USAGE);
    assertThat(Gradus.run("tune", "--resume", folder.resolve("none")).code()).isEqualTo(ExitCode.NO_INPUT);
  }

  @Test
  void foldsGroupsAndWhatIsLeftOfTheTimeAreSaid() throws IOException {
    StringBuilder csv = new StringBuilder("x,g,y\n");
    for (int i = 0; i < 40; i++) csv.append(i * 0.1).append(",g").append(i % 8).append(',').append(i * 0.02).append('\n');
    Path file = Samples.write(folder.resolve("groups.csv"), csv.toString());
    Path job = Samples.write(folder.resolve("groups.yaml"), "source: " + file + "\ntarget: y\ngroup: g\nfolds: 4\ntrials: 3\nepochs: 3\n"
        + "monitor: mae\nsearch:\n  l2: [0, 0.1]\n");

    Gradus gradus = tune(job, "run", "--budget", "1h", "--json").done();
    Gradus.run("train", "--config", folder.resolve("run/best.yaml"), "--run-dir", folder.resolve("again")).done();

    assertThat(gradus.err()).contains("40 examples", "4 folds of whole groups");
    assertThat(model("again")).hasSameBinaryContentAs(model("run"));
    assertThat(Files.readString(folder.resolve("run/best.yaml"))).contains("ignore: [g]", "validation: none").doesNotContain("group:");
  }

  @Test
  void whenAllTrialsDivergeTheFirstSaysWhy() throws IOException {
    Path prices = Samples.write(folder.resolve("prices.csv"), Samples.prices());
    Path job = Samples.write(folder.resolve("wild.yaml"), "source: " + prices + "\ntarget: price\noptimizer: sgd\nlr: 1e20\nsearch:\n  lr: [1e19, 1e20]\n");

    Gradus gradus = tune(job, "run");

    assertThat(gradus.code()).isEqualTo(ExitCode.FAILED);
    assertThat(gradus.err()).contains("gradus: none of the 20 trials can be used; the first says: epoch 1, step ");
    assertThat(gradus.out()).isEmpty();
  }

  private static Arguments bad(String text, String... says) {
    return arguments(text, says);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        bad("", "nothing to search", "key search"),
        bad("search: {}\n", "job.yaml line 5", "nothing to search"),
        bad("search:\n  lrr: [1]\n", "job.yaml line 6", "\"lrr\"", "did you mean \"lr\"?"),
        bad("search:\n  weight_decay: [1]\n", "line 6", "did you mean \"weight-decay\"?"),
        bad("search:\n  folds: [3]\n", "line 6", "\"folds\" is no option that can be searched"),
        bad("search:\n  seed: [3]\n", "line 6", "\"seed\" decides which examples"),
        bad("search:\n  monitor: [loss]\n", "line 6", "same for all trials"),
        bad("search:\n  class-weight: [none]\n", "line 6", "same for all trials"),
        bad("search:\n  lr: 0.1\n", "line 6", "\"0.1\"", "a list of values, or a range"),
        bad("search:\n  lr: []\n", "line 6", "empty"),
        bad("search:\n  lr:\n  - 0.1\n  - fast\n", "line 8", "\"fast\"", "expected a number"),
        bad("search:\n  batch: [1.5]\n", "line 6", "\"1.5\"", "whole number"),
        bad("search:\n  dtype: [half]\n", "line 6", "\"half\"", "float, double"),
        bad("search:\n  activation: {min: 1, max: 2}\n", "line 6", "a list of values"),
        bad("search:\n  lr: {min: 1}\n", "line 6", "no max"),
        bad("search:\n  lr: {min: 0, max: 1, log: true}\n", "line 6", "above 0"),
        bad("search:\n  lr: {min: 2, max: 1}\n", "line 6", "from 2.0 to 1.0"),
        bad("search:\n  lr: {min: 1, max: 2, interger: true}\n", "line 6", "\"interger\"", "did you mean \"integer\"?"),
        bad("search:\n  lr: {min: 1, max: 2, log: maybe}\n", "line 6", "\"maybe\"", "true or false"),
        bad("search:\n  batch: {min: 1.5, max: 2}\n", "line 6", "\"1.5\"", "whole number"),
        bad("search:\n  batch: {min: 1, max: 2, integer: false}\n", "line 6", "whole numbers"),
        bad("search:\n  lr: [-1]\n", "search: trial 1 (lr -1)", "above 0"),
        bad("search:\n  activation: [rellu]\n", "search: trial 1 (activation rellu)", "known are"),
        bad("search:\n  epochs: [5]\n", "--halving 3", "epochs"),
        bad("search:\n  loss: [cross-entropy]\n", "--monitor loss", "\"loss\" is searched"),
        bad("monitor: train_loss\n" + SPACE, "--monitor train_loss", "validation"),
        bad("monitor: r2\n" + SPACE, "trial 0", "\"r2\"", "accuracy"),
        bad("validation: none\n" + SPACE, "--validation none", "judge"),
        bad("validation: 0.2\nfolds: 3\n" + SPACE, "--folds 3", "--validation 0.2", "leave one"),
        bad("budget: 5\n" + SPACE, "--budget \"5\"", "60s"),
        bad("halving: 0\n" + SPACE, "--halving 0", "at least 2"),
        bad("jobs: 0\n" + SPACE, "--jobs \"0\""),
        bad("folds: 1\n" + SPACE, "--folds 1", "at least 2"));
  }

  /** A line that is no trial of this search is named, and nothing is done. */
  @Test
  void aDamagedTrialIsRefusedByItsLine() throws IOException {
    tune(job(SPACE), "run").done();
    Path log = folder.resolve("run/trials.jsonl");
    String good = Files.readString(log);
    String first = good.lines().findFirst().orElseThrow();
    for (String bad : List.of("{\"a\":1}", "x", first.replaceFirst("\"loss\":[^,]*", "\"loss\":\"x\""), first.replaceFirst("\"trial\":0", "\"trial\":0.5"),
        first.replaceFirst("\"rung\":1", "\"rung\":-1"), first.replaceFirst("\"search\":\\{[^}]*}", "\"search\":\"x\""),
        first.replaceFirst("\"seconds\":[^,}]*", "\"seconds\":-1"), first.replaceFirst("\"event\":\"trial\"", "\"event\":\"x\""))) {
      Files.writeString(log, good.replace(first, bad));
      Gradus refused = Gradus.run("tune", "--resume", folder.resolve("run"));
      assertThat(refused.code()).as(bad + refused.err()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).contains("trials.jsonl line 1 is no trial").doesNotContain("\tat ");
    }
    Files.writeString(log, good + first.replaceFirst("\"loss\":[^,]*", "\"loss\":0.0001") + "\n");
    assertThat(Gradus.run("tune", "--resume", folder.resolve("run"))).satisfies(refused -> {
      assertThat(refused.code()).isEqualTo(ExitCode.USAGE);
      assertThat(refused.err()).contains("is no trial");
    });
    Files.writeString(log, good);
    Gradus.run("tune", "--resume", folder.resolve("run")).done();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeIsRefusedAndNothingIsLeftBehind(String text, String[] says) throws IOException {
    Gradus gradus = tune(job(text), "run");

    assertThat(gradus.code()).as(gradus.err()).isEqualTo(ExitCode.USAGE);
    assertThat(gradus.err().lines().filter(line -> line.startsWith("gradus: "))).singleElement().asString().contains(says).doesNotContain("null");
    assertThat(gradus.out()).isEmpty();
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aConfigurationThatIsPrintedIsOneAgain() throws IOException {
    Gradus printed = tune(job(SPACE), "run", "--print-config").done();
    Path again = Samples.write(folder.resolve("again.yaml"), printed.out());

    assertThat(Gradus.run("tune", "--config", again, "--print-config").done().out()).isEqualTo(printed.out());
    assertThat(printed.out()).contains("search: {lr: {min: 1e-4, max: 0.1, log: true}");
  }

  @Test
  void theExampleOfTheDocumentationIsAConfiguration() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/selection.md"));
    String example = page.substring(page.indexOf("    # job.yaml"), page.indexOf("    gradus tune --config job.yaml")).replaceAll("(?m)^    ", "");
    Path file = Samples.write(folder.resolve("example.yaml"), example.replace("data.csv", folder + "/flowers.csv"));

    Gradus gradus = tune(file, "run", "--trials", 4, "--epochs", 4, "--json").done();

    assertThat(gradus.objects()).hasSizeGreaterThan(5).last().extracting("event", "complete").containsExactly("done", true);
    assertThat(example).contains("trials: 30", "epochs: 27", "search:");
  }
}
