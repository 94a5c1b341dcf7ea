package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.DataException;
import dev.gradus.model.Model;
import dev.gradus.train.TrainingResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run's folder gives the run back. */
class RecordedRunTest {
  @TempDir Path folder;

  private final PrintWriter nowhere = new PrintWriter(new StringWriter());
  private Path run;

  @BeforeEach
  void train() throws IOException {
    StringBuilder rows = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 60; i++) rows.append(i % 7).append(',').append(i % 5 - i % 7).append(',').append(i % 3 == 0 ? "x,y" : "z").append('\n');
    Path csv = Files.writeString(folder.resolve("$HOME rows.csv"), rows.toString().replace("x,y", "\"x,y\""));
    run = folder.resolve("run");
    Gradus.run("train", csv, "--target", "kind", "--features", "a,b", "--hidden", "8,4", "--epochs", "3", "--seed", "9007199254740993", "--lr", "0.01",
        "--shuffle", "--threads", "1", "--run-dir", run).done();
  }

  private RecordedRun open() throws IOException {
    return RecordedRun.open(run, nowhere, nowhere);
  }

  @Test
  void theJobTrainsTheSameModelAgain() throws IOException {
    try (TrainingJob job = open().job(notice -> {}); TrainingResult again = job.trainer().train(job.split().train())) {
      assertThat(job.split().train().size()).isEqualTo(54);
      again.model().save(folder.resolve("again.safetensors"));
      assertThat(folder.resolve("again.safetensors")).hasBinaryContent(Files.readAllBytes(open().model().orElseThrow()));
    }
  }

  @Test
  void theModelsOwnOptionsTrainItToo() throws IOException {
    try (Model model = Model.load(open().model().orElseThrow())) {
      TrainCommand command = RecordedOptions.in((Map<String, ?>) model.provenance().get("configuration"), RecordedOptions.untold(nowhere, nowhere));
      try (TrainingJob job = command.job(notice -> {}); TrainingResult again = job.trainer().train(job.split().train())) {
        again.model().save(folder.resolve("again.safetensors"));
      }
    }
    assertThat(folder.resolve("again.safetensors")).hasBinaryContent(Files.readAllBytes(open().model().orElseThrow()));
  }

  @Test
  void epochsOptionsAndCheckpoints() throws IOException {
    Files.writeString(run.resolve("history.jsonl"), "{\"event\":\"ep", StandardOpenOption.APPEND);
    assertThat(open().history()).extracting(epoch -> epoch.get("epoch")).containsExactly(1.0, 2.0, 3.0);
    assertThat(open().options()).containsEntry("target", "kind").containsEntry("seed", "9007199254740993").containsKey("version");
    assertThat(open().source()).endsWith("$HOME rows.csv");
    assertThat(open().checkpoints()).isNotEmpty().allSatisfy(file -> assertThat(file).isRegularFile());
  }

  @Test
  void whatIsNoRunIsRefused() throws IOException {
    assertThatThrownBy(() -> RecordedRun.open(folder, nowhere, nowhere)).isInstanceOf(FileSystemException.class).hasMessageContaining("holds no run");
    Files.writeString(run.resolve("history.jsonl"), "[1]\n");
    assertThatThrownBy(() -> open().history()).isInstanceOf(DataException.class).hasMessageContaining("history.jsonl line 1: there is no JSON object");
    Files.delete(run.resolve("model.safetensors"));
    assertThat(open().model()).isEmpty();
  }
}
