package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.diagnose.Health;
import dev.gradus.diagnose.HealthJson;
import dev.gradus.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gradus train --watch} and {@code gradus diagnose}: what they find, write, and say. */
class DiagnoseCommandTest {
  @TempDir Path folder;

  private Path csv;
  private Path run;

  @BeforeEach
  void writeRows() throws IOException {
    csv = Samples.write(folder.resolve("flowers.csv"), Samples.flowers());
    run = folder.resolve("run");
  }

  private Gradus train(String... more) {
    Object[] words = {"train", csv, "--target", "kind", "--hidden", "6", "--run-dir", run};
    return Gradus.run(Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray());
  }

  private List<Health> health() throws IOException {
    return Files.readAllLines(run.resolve("health.jsonl")).stream().map(line -> HealthJson.health(Json.parse(line))).toList();
  }

  @Test
  void aHealthyRunIsSaidToBeHealthy() throws IOException {
    Gradus trained = train("--epochs", "60", "--lr", "0.01", "--watch").done();
    assertThat(trained.err()).contains("the watch found nothing wrong");
    assertThat(health()).extracting(Health::epoch).containsExactly(0, 1, 2, 3, 60);
    Gradus diagnosed = Gradus.run("diagnose", run).done();
    assertThat(diagnosed.lines().get(0)).startsWith("after epoch 60, step ");
    assertThat(diagnosed.lines()).filteredOn(line -> line.contains("relu")).hasSize(1);
    assertThat(diagnosed.out()).doesNotContain("fault:");
    assertThat(diagnosed.lines()).filteredOn(line -> line.startsWith("warning:")).as("one column tells the drawn flowers apart").singleElement().asString()
        .startsWith("warning: leaking column: \"x\" alone");
  }

  @Test
  void aWatchedRunHasTheSameModel() throws IOException {
    Path watched = folder.resolve("a.safetensors");
    Path alone = folder.resolve("b.safetensors");
    train("--epochs", "4", "--watch", "--out", watched.toString()).done();
    run = folder.resolve("other");
    train("--epochs", "4", "--out", alone.toString()).done();
    assertThat(Gradus.run("verify", watched).done().lines()).containsExactly("same bits: these data and options give this model");
    assertThat(Files.readAllBytes(watched)).isEqualTo(Files.readAllBytes(alone));
    assertThat(run.resolve("health.jsonl")).doesNotExist();
  }

  @Test
  void aSickRunIsFoundWhileItRunsAndAfterwards() {
    Gradus trained = train("--epochs", "5", "--watch", "--optimizer", "sgd", "--lr", "1e-9", "--validation", "none").done();
    assertThat(trained.err()).contains("fault: rate too low in layer ").contains("  try ten times the rate: --lr 1.0e-08");
    Gradus diagnosed = Gradus.run("diagnose", run);
    assertThat(diagnosed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(diagnosed.out()).contains("fault: rate too low in layer ");
    Map<?, ?> facts = Gradus.run("diagnose", run, "--json").object();
    assertThat((List<?>) facts.get("health")).hasSize(5);
    Map<?, ?> finding = (Map<?, ?>) ((List<?>) facts.get("findings")).get(0);
    assertThat(HealthJson.finding(finding).fault()).isEqualTo("rate too low");
  }

  /** From its beginning, its checkpoints and its model. */
  @Test
  void aRunThatWasNotWatchedIsLookedAtAfterwards() {
    train("--epochs", "4", "--checkpoint-every", "epoch", "--prepare", "none").done();
    Map<?, ?> facts = Gradus.run("diagnose", run, "--json").object();
    List<Health> looks = ((List<?>) facts.get("health")).stream().map(HealthJson::health).toList();
    assertThat(looks).extracting(Health::epoch).containsExactly(0, 3, 4);
    assertThat(looks.get(0).loss()).isGreaterThan(looks.get(2).loss());
  }

  @Test
  void aRunThatDivergedIsExplained() {
    Gradus trained = train("--epochs", "4", "--optimizer", "sgd", "--lr", "1e30", "--watch");
    assertThat(trained.code()).isEqualTo(ExitCode.FAILED);
    assertThat(trained.err()).contains("fault: rate too high in layer ");
    Gradus diagnosed = Gradus.run("diagnose", run);
    assertThat(diagnosed.code()).isEqualTo(ExitCode.FAILED);
    assertThat(diagnosed.out()).contains("fault: rate too high in layer ").contains("numbers that are not finite any more");
  }

  /** The looks after the checkpoint are taken again. */
  @Test
  void aResumedRunIsWatchedOn() throws IOException {
    train("--epochs", "8", "--watch", "--checkpoint-every", "epoch").done();
    List<String> whole = Files.readAllLines(run.resolve("health.jsonl"));
    Files.delete(run.resolve("model.safetensors"));
    Files.delete(newest());
    Gradus.run("resume", run).done();
    assertThat(Files.readAllLines(run.resolve("health.jsonl"))).isEqualTo(whole);
  }

  private Path newest() throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files.filter(file -> file.getFileName().toString().startsWith("checkpoint-")).max(Path::compareTo).orElseThrow();
    }
  }

  @Test
  void namesFromTheDataDoNotDriveTheTerminal() throws IOException {
    StringBuilder text = new StringBuilder("\"<b>\u001b[31mred\",x,kind\n");
    for (int i = 0; i < 60; i++) text.append(5000 + 37 * i % 911).append(',').append(i % 7).append(',').append(i % 2 == 0 ? "a" : "b").append('\n');
    Files.writeString(csv, text);
    Gradus trained = train("--epochs", "2", "--watch", "--prepare", "none").done();
    assertThat(trained.err()).contains("unscaled inputs").contains("red").doesNotContain("\u001b");
    assertThat(Gradus.run("diagnose", run).out()).contains("unscaled inputs").doesNotContain("\u001b");
  }

  @Test
  void whatIsNoRunIsRefused() throws IOException {
    Gradus none = Gradus.run("diagnose", folder);
    assertThat(none.code()).isEqualTo(66);
    assertThat(none.err()).contains("it holds no run");
    train("--epochs", "1", "--watch").done();
    Files.writeString(run.resolve("health.jsonl"), "{\"epoch\":1}\n");
    Gradus changed = Gradus.run("diagnose", run);
    assertThat(changed.code()).isNotIn(ExitCode.DONE, 1);
    assertThat(changed.err()).contains("health.jsonl line 1: \"steps\" is null");
  }
}
