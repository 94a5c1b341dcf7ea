package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.HealthJson;
import dev.gradus.model.Model;
import dev.gradus.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorded run is judged by its own model and on its own examples, as they were in training; and where that cannot be, it is said. */
class RecordedHealthTest {
  @TempDir Path folder;

  private Path csv;
  private Path run;

  @BeforeEach
  void names() throws IOException {
    csv = Samples.write(folder.resolve("flowers.csv"), Samples.flowers());
    run = folder.resolve("run");
  }

  private Gradus train(String... more) {
    Object[] words = {"train", csv, "--run-dir", run};
    return Gradus.run(Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray());
  }

  private static List<Health> looks(Gradus diagnosed) {
    return ((List<?>) diagnosed.object().get("health")).stream().map(HealthJson::health).toList();
  }

  /** What a probe sees afterwards is what the watch saw: of so few examples both take all. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      class weights       | flowers | true  | --target kind --class-weight balanced
      no model any more   | flowers | false | --target kind --class-weight balanced
      values not scaled   | prices  | true  | --target price --loss squared-error --output relu
      the same, no model  | prices  | false | --target price --loss squared-error --output relu
      """)
  void examplesAreThoseOfTheTraining(String name, String sample, boolean ended, String options) throws IOException {
    if (sample.equals("prices")) Files.writeString(csv, Samples.prices());
    else rareFlowers();
    train((options + " --hidden 6 --epochs 4 --lr 0.01 --watch").split(" ")).done();
    List<Health> watched = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("health.jsonl"))) watched.add(HealthJson.health(Json.parse(line)));
    Files.delete(run.resolve("health.jsonl"));
    if (!ended) Files.delete(run.resolve("model.safetensors"));

    List<Health> looks = looks(Gradus.run("diagnose", run, "--json"));

    assertThat(looks.get(0).loss()).isEqualTo(watched.get(0).loss(), within(1e-9));
    if (ended) assertThat(looks.get(looks.size() - 1).loss()).isEqualTo(watched.get(watched.size() - 1).loss(), within(1e-9));
  }

  private void rareFlowers() throws IOException {
    List<String> lines = new ArrayList<>(Samples.flowers().lines().toList());
    for (int i = 0; i < 14; i++) lines.remove(lines.stream().filter(line -> line.endsWith("briar")).findFirst().orElseThrow());
    Files.write(csv, lines);
  }

  /** As when two runs write their model to the same place. */
  @ParameterizedTest
  @ValueSource(strings = {"diagnose", "report"})
  void aModelOfAnotherRunIsRefused(String command) throws IOException {
    Path other = folder.resolve("other.safetensors");
    train("--target", "kind", "--hidden", "64,64", "--epochs", "1", "--out", other.toString()).done();
    run = folder.resolve("second");
    train("--target", "kind", "--hidden", "4", "--epochs", "2").done();
    Files.copy(other, run.resolve("model.safetensors"), StandardCopyOption.REPLACE_EXISTING);

    Gradus told = Gradus.run(command, run);

    assertThat(told.code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(told.err()).contains("model.safetensors: this model is not this run's: its network is ");
  }

  @Test
  void aCheckpointOfAnotherRunIsRefused() throws IOException {
    train("--target", "kind", "--hidden", "64,64", "--epochs", "1").done();
    Path other = run.resolve("model.safetensors");
    run = folder.resolve("second");
    train("--target", "kind", "--hidden", "4", "--epochs", "2").done();
    Files.copy(other, run.resolve("checkpoint-1.safetensors"));

    Gradus told = Gradus.run("diagnose", run);

    assertThat(told.code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(told.err()).contains("checkpoint-1.safetensors: this model is not this run's");
  }

  /** A file that lay at --out before the run began is not what it made. */
  @Test
  void anOlderModelIsNotThatOfTheRun() throws IOException {
    Path out = folder.resolve("m.safetensors");
    train("--target", "kind", "--hidden", "4", "--epochs", "2", "--out", out.toString()).done();
    Files.setLastModifiedTime(out, FileTime.fromMillis(Files.getLastModifiedTime(run.resolve("config.json")).toMillis() - 60_000));

    assertThat(looks(Gradus.run("diagnose", run, "--json"))).extracting(Health::epoch).doesNotContain(2);
  }

  @ParameterizedTest
  @CsvSource({"aster, zinnia, is none of the model's classes", "aster, briar, the network for the data that are there now is"})
  void examplesOfOtherClassesAreLeftOut(String before, String now, String reason) throws IOException {
    train("--target", "kind", "--hidden", "6", "--epochs", "6", "--optimizer", "sgd", "--lr", "1e-9", "--watch", "--validation", "none").done();
    Files.writeString(csv, Samples.flowers().replace(before, now));

    Gradus told = Gradus.run("diagnose", run);

    assertThat(told.err()).contains("notice: the data are not those of the run any more").contains("notice: The examples are left out, as they do not fit").contains(reason);
    assertThat(told.out()).contains("after epoch 6, step ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -3, 99})
  void anEpochThatIsNoneIsTheNearest(int kept) throws IOException {
    train("--target", "kind", "--hidden", "6", "--epochs", "2").done();
    Path file = run.resolve("model.safetensors");
    try (Model model = Model.load(file)) {
      Map<String, Object> provenance = model.provenance();
      provenance.put("kept_epoch", kept);
      try (Model changed = new Model(model.parameters().copy(), model.schema(), model.preparation(), provenance)) {
        changed.save(file);
      }
    }
    assertThat(looks(Gradus.run("diagnose", run, "--json"))).last().extracting(Health::epoch).isEqualTo(kept < 1 ? 1 : 2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      history.jsonl | diagnose | {"epoch":1}
      history.jsonl | report   | {"epoch":1,"steps":"many"}
      history.jsonl | diagnose | no json
      health.jsonl  | diagnose | {"epoch":1}
      health.jsonl  | report   | {"epoch":1}
      health.jsonl  | resume   | {"epoch":1}
      health.jsonl  | resume   | [1]
      """)
  void aDamagedLineIsNamed(String name, String command, String line) throws IOException {
    train("--target", "kind", "--hidden", "6", "--epochs", "2", "--watch", "--checkpoint-every", "epoch").done();
    Path file = run.resolve(name);
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    lines.set(1, "");
    lines.add(2, line);
    Files.write(file, lines);
    if (command.equals("resume")) Files.delete(run.resolve("model.safetensors"));

    Gradus told = Gradus.run(command, run);

    assertThat(told.code()).isEqualTo(ExitCode.BAD_DATA);
    assertThat(told.err()).contains(file + " line 3: ");
    assertThat(file).content().contains(line);
  }

  /** Without a checkpoint everything is looked at again. */
  @Test
  void aRunThatBeginsAgainIsWatchedFromTheStart() throws IOException {
    train("--target", "kind", "--hidden", "6", "--epochs", "2", "--watch", "--checkpoint-every", "1000").done();
    String whole = Files.readString(run.resolve("health.jsonl"));
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".safetensors")).toList()) Files.delete(file);
    }
    Gradus.run("resume", run).done();
    assertThat(run.resolve("health.jsonl")).hasContent(whole.strip());
  }

  /** What cannot be written ends the watch, not the run, and it says no more of what it did not see. */
  @Test
  void aWatchThatEndedJudgesNoMore() throws IOException {
    Path model = folder.resolve("m.safetensors");
    train("--target", "kind", "--hidden", "6", "--epochs", "8", "--optimizer", "sgd", "--lr", "1e-9", "--validation", "none", "--watch").done();
    Files.delete(run.resolve("model.safetensors"));
    Path health = run.resolve("health.jsonl");
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.filter(path -> path.getFileName().toString().startsWith("checkpoint-")).toList()) Files.delete(file);
    }
    Files.delete(health);
    Files.createSymbolicLink(health, folder.resolve("not there").resolve("health.jsonl"));

    Gradus resumed = Gradus.run("resume", run, "--out", model);

    assertThat(resumed.err()).contains("the watch ended in epoch 0: ").doesNotContain("rate too low").doesNotContain("nothing wrong");
    assertThat(resumed.code()).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(model).isRegularFile();
  }
}
