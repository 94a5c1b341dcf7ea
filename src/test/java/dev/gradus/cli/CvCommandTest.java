package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
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

class CvCommandTest {
  @TempDir private Path folder;

  private Path flowers;

  @BeforeEach
  void writeSample() throws IOException {
    flowers = Samples.write(folder.resolve("flowers.csv"), Samples.flowers());
  }

  private Gradus cv(Object... words) {
    List<Object> all = new ArrayList<>(List.of("cv", flowers, "--target", "kind", "--epochs", "8", "--lr", "0.02"));
    all.addAll(Arrays.asList(words));
    return Gradus.run(all.toArray());
  }

  private static Map<Object, Object> withoutSeconds(Map<?, ?> object) {
    Map<Object, Object> rest = new LinkedHashMap<>(object);
    rest.remove("seconds");
    return rest;
  }

  @Test
  void printsALineForEveryFoldAndATableOfAllFigures() {
    Gradus gradus = cv("--folds", "4", "--repeats", "2").done();

    assertThat(gradus.lines().subList(0, 8))
        .allMatch(line -> line.matches("repeat [12], fold [1-4]/4  loss .*, accuracy .* %  15 examples  epoch 8 of 8  .* s"));
    assertThat(gradus.out()).containsPattern("figure +mean +sd +min +max").containsPattern("\naccuracy( +[0-9.]+){4}\n");
    assertThat(gradus.err()).contains("2 → 128 relu → 3 softmax", "60 examples", "4 folds, each class divided evenly, 2 times");
  }

  @Test
  void jsonHasAnObjectForEveryFoldAndTheSpreadAtTheEnd() {
    List<Map<?, ?>> objects = cv("--folds", "3", "--json").done().objects();

    assertThat(objects).extracting(o -> (Object) o.get("event")).containsExactly("fold", "fold", "fold", "done");
    List<Double> losses = objects.subList(0, 3).stream().map(o -> (Double) o.get("loss")).toList();
    double mean = losses.stream().mapToDouble(x -> x).average().orElseThrow();
    double sd = Math.sqrt(losses.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / 2);
    Map<?, ?> done = objects.get(3);
    assertThat((Double) ((Map<?, ?>) done.get("mean")).get("loss")).isCloseTo(mean, within(1e-12));
    assertThat((Double) ((Map<?, ?>) done.get("sd")).get("loss")).isCloseTo(sd, within(1e-12));
    assertThat(objects.get(1)).extracting("repeat", "fold", "examples", "train_examples").containsExactly(1.0, 2.0, 20.0, 40.0);
  }

  @Test
  void theNumberOfJobsChangesNothing() {
    List<Map<Object, Object>> one = cv("--json", "--jobs", "1").done().objects().stream().map(CvCommandTest::withoutSeconds).toList();
    List<Map<Object, Object>> two = cv("--json", "--jobs", "2").done().objects().stream().map(CvCommandTest::withoutSeconds).toList();

    assertThat(two).isEqualTo(one).hasSize(6);
  }

  @Test
  void patienceSetsAsideAPartOfEachTrainingPart() {
    assertThat(cv("--json", "--folds", "3", "--patience", "2").done().objects().get(0)).extracting("train_examples").isEqualTo(36.0);
    assertThat(cv("--json", "--folds", "3", "--patience", "2", "--validation", "0.25").done().objects().get(0)).extracting("train_examples").isEqualTo(30.0);
    assertThat(cv("--json", "--folds", "3", "--patience", "2", "--validation", "none").done().objects().get(0)).extracting("train_examples").isEqualTo(40.0);
  }

  @Test
  void groupsStayWholeAndTimeRunsForward() throws IOException {
    StringBuilder csv = new StringBuilder("x,g,t,y\n");
    for (int i = 0; i < 40; i++) csv.append(i * 0.1).append(',').append("g").append(i % 8).append(',').append(i).append(',').append(i * 0.2).append('\n');
    Path file = Samples.write(folder.resolve("times.csv"), csv.toString());

    List<Map<?, ?>> grouped = Gradus.run("cv", file, "--target", "y", "--group", "g", "--ignore", "t", "--folds", "4", "--json", "--epochs", "1").done()
        .objects();
    List<Map<?, ?>> ordered = Gradus.run("cv", file, "--target", "y", "--time", "t", "--ignore", "g", "--folds", "4", "--json", "--epochs", "1").done()
        .objects();

    assertThat(grouped.subList(0, 4)).extracting(o -> (Object) o.get("examples")).containsOnly(10.0);
    assertThat(ordered.subList(0, 4)).extracting(o -> (Object) o.get("train_examples")).containsExactly(8.0, 16.0, 24.0, 32.0);
  }

  @Test
  void aClassWithFewExamplesIsNoticed() throws IOException {
    Path file = Samples.write(folder.resolve("few.csv"), Samples.flowers() + "9,9,dahlia\n9,8,dahlia\n");

    Gradus gradus = Gradus.run("cv", file, "--target", "kind", "--epochs", "1").done();

    assertThat(gradus.err()).contains("notice: the class \"dahlia\" has 2 examples, fewer than the 5 folds");
  }

  @Test
  void aFoldThatDivergesIsNamed() throws IOException {
    Path prices = Samples.write(folder.resolve("prices.csv"), Samples.prices());

    Gradus gradus = Gradus.run("cv", prices, "--target", "price", "--optimizer", "sgd", "--lr", "1e10");

    assertThat(gradus.code()).isEqualTo(ExitCode.FAILED);
    assertThat(gradus.err()).contains("gradus: fold 1, epoch 1, step ");
    assertThat(gradus.out()).isEmpty();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(List.of("--folds", "1"), List.of("--folds 1", "at least 2")),
        arguments(List.of("--folds", "61"), List.of("61 folds", "at most the 60 examples")),
        arguments(List.of("--repeats", "0"), List.of("--repeats 0", "at least 1")),
        arguments(List.of("--repeats", "2", "--time", "x"), List.of("--repeats 2", "--time x", "leave one")),
        arguments(List.of("--jobs", "0"), List.of("--jobs \"0\"", "auto", "1 to 256")),
        arguments(List.of("--validation", "1.5"), List.of("--validation 1.5", "below 1")),
        arguments(List.of("--validation", "other.csv"), List.of("--validation other.csv", "none")),
        arguments(List.of("--l2", "-1"), List.of("--l2", "at least 0")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeIsRefusedInOneLine(List<Object> words, List<String> says) {
    Gradus gradus = cv(words.toArray());

    assertThat(gradus.code()).isEqualTo(ExitCode.USAGE);
    assertThat(gradus.err()).startsWith("gradus: ").contains(says).hasLineCount(1);
    assertThat(gradus.out()).isEmpty();
  }
}
