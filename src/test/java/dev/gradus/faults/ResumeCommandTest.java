package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code gradus resume} does with folders that are not as a run left them. */
class ResumeCommandTest {
  @TempDir Path folder;

  private Path csv;
  private Path run;
  private byte[] expected;
  private List<?> history;

  /** A run of 5 epochs of 17 steps, as it is when it was killed in the third. */
  @BeforeEach
  void makeRun() throws IOException {
    csv = Files.writeString(folder.resolve("rows.csv"), Training.rows());
    run = folder.resolve("run");
    trained(csv.toString(), "");
    expected = Files.readAllBytes(run.resolve("model.safetensors"));
    history = Training.history(run);
    kill();
  }

  private void trained(String source, String in) {
    Here.runWith(in, "train", source, "--target", "kind", "--hidden", "16", "--epochs", "5", "--batch", "16", "--checkpoint-every", "10", "--checkpoint-keep", "100", "--threads",
        "1", "--cache", "none", "--run-dir", run).done();
  }

  private void kill() throws IOException {
    Files.delete(run.resolve("model.safetensors"));
    for (String name : Training.names(run).filter(n -> n.startsWith("checkpoint-")).toList()) if (name.compareTo("checkpoint-000000041") > 0) Files.delete(run.resolve(name));
    assertThat(checkpoint(40)).exists();
    assertThat(checkpoint(30)).exists();
  }

  private Path checkpoint(int step) {
    return run.resolve(String.format("checkpoint-%09d.safetensors", step));
  }

  private void assertSame() throws IOException {
    assertThat(run.resolve("model.safetensors")).hasBinaryContent(expected);
    assertThat(Training.history(run)).isEqualTo(history);
    assertThat(Training.leftOvers(run)).isEmpty();
  }

  private static void replace(Path file, String old, String other) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(old);
    Files.writeString(file, text.replace(old, other));
  }

  @Test
  void goesOn() throws IOException {
    Here end = Here.run("resume", run).done();
    assertThat(end.err()).contains("going on from " + checkpoint(40));
    assertSame();
    assertThat(Files.readString(run.resolve("log.txt"))).contains("going on from " + checkpoint(40)).contains("16 relu");
  }

  @Test
  void aFinishedRunGivesItsModelAgain() throws IOException {
    Here.run("resume", run).done();
    Files.delete(run.resolve("model.safetensors"));
    Here.run("resume", run).done();
    assertSame();
    Here.run("resume", run, "--out", folder.resolve("other.safetensors")).done();
    assertThat(folder.resolve("other.safetensors")).hasBinaryContent(expected);
  }

  @Test
  void aFolderWithoutARunIsNoInput() throws IOException {
    assertThat(Here.run("resume", folder.resolve("nowhere")).code()).isEqualTo(66);
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Here here = Here.run("resume", empty);
    assertThat(here.code()).isEqualTo(66);
    assertThat(here.err()).contains("gradus: " + empty + ": it holds no run").hasLineCount(1);
    assertThat(Training.names(empty)).isEmpty();
  }

  @Test
  void aSearchIsNoRun() throws IOException {
    Path job = Files.writeString(folder.resolve("job.yaml"), "search:\n  lr: [0.01, 0.001]\n");
    Path tune = folder.resolve("tune");
    Here.run("tune", csv, "--target", "kind", "--hidden", "4", "--epochs", "1", "--config", job, "--run-dir", tune, "--cache", "none").done();
    Here here = Here.run("resume", tune);
    assertThat(here.code()).isEqualTo(2);
    assertThat(here.err()).contains("gradus: " + tune + " holds a search; gradus tune --resume " + tune + " goes on with it");
  }

  @ParameterizedTest
  @CsvSource({"'', 2", "'{', 2", "'{}', 2", "'[]', 2", "'{\"source\":\"digits\"', 2"})
  void aConfigurationThatIsNoneIsRefusedByName(String text, int code) throws IOException {
    Files.writeString(run.resolve("config.json"), text);
    Here here = Here.run("resume", run);
    assertThat(here.code()).as(here.err()).isEqualTo(code);
    assertThat(here.err()).contains("config.json").doesNotContain("bug", "\tat ");
  }

  @ParameterizedTest
  @CsvSource({"hidden, 16, 17, and this 4 → 17 relu", "batch, 16, 17, batch was 16 and is 17", "seed, 0, 1, seed was 0 and is 1", "l2, 0, 0.5, L2"})
  void aChangedConfigurationIsRefusedByName(String key, String old, String other, String message) throws IOException {
    String text = Files.readString(run.resolve("config.json"));
    Files.writeString(run.resolve("config.json"), text.replaceFirst("\"" + key + "\":(\"?)" + old, "\"" + key + "\":$1" + other));
    assertThat(Files.readString(run.resolve("config.json"))).isNotEqualTo(text);
    Here here = Here.run("resume", run);
    assertThat(here.code()).as(here.err()).isEqualTo(2);
    assertThat(here.err()).containsIgnoringCase(message);
    Files.writeString(run.resolve("config.json"), text);
    Here.run("resume", run).done();
    assertSame();
  }

  @Test
  void changedDataAreRefusedByNameUnlessTheyAreAllowed() throws IOException {
    String text = Files.readString(csv);
    replace(csv, ",briar,-0", ",briar,-1");
    Here here = Here.run("resume", run);
    assertThat(here.code()).as(here.err()).isEqualTo(2);
    assertThat(here.err()).contains("the training data changed");
    Files.writeString(csv, text);
    replace(csv, ",aster,", ",briar,");
    assertThat(Here.run("resume", run).code()).isEqualTo(2);
    Files.writeString(csv, text);
    replace(csv, text.lines().skip(1).findFirst().orElseThrow(), "0.5,0.5,aster,0.5");
    assertThat(Here.run("resume", run).code()).isEqualTo(2);
    Here.run("resume", run, "--allow-changed", "data").done();
    assertThat(Training.history(run)).hasSize(5).isNotEqualTo(history);
  }

  @Test
  void dataThatAreGoneLeaveTheRunAsItIs() throws IOException {
    Path moved = Files.move(csv, folder.resolve("moved.csv"));
    Here here = Here.run("resume", run);
    assertThat(here.code()).isEqualTo(66);
    assertThat(here.err()).contains(csv.toString()).doesNotContain("\tat ");
    Files.move(moved, csv);
    Here.run("resume", run).done();
    assertSame();
  }

  @Test
  void ofADamagedCheckpointTheOneBeforeIsUsed() throws IOException {
    byte[] bytes = Files.readAllBytes(checkpoint(40));
    bytes[bytes.length / 2] ^= 4;
    Files.write(checkpoint(40), bytes);
    Here end = Here.run("resume", run).done();
    assertThat(end.err()).contains("notice: " + checkpoint(40)).contains("going on from " + checkpoint(30));
    assertSame();
    kill();
    for (int step = 10; step <= 40; step += 10) Files.write(checkpoint(step), new byte[step]);
    Here none = Here.run("resume", run);
    assertThat(none.code()).as("not begun again behind the user's back").isEqualTo(65);
    assertThat(none.err()).contains("none of its checkpoints is whole; to begin again, delete them");
    for (int step = 10; step <= 40; step += 10) Files.delete(checkpoint(step));
    assertThat(Here.run("resume", run).done().err()).contains("beginning again");
    assertSame();
  }

  @Test
  void aRunThatHasEndedIsNotMadeAgainWithoutACheckpoint() throws IOException {
    Here.run("resume", run).done();
    for (String name : Training.names(run).filter(n -> n.startsWith("checkpoint-")).toList()) Files.delete(run.resolve(name));
    replace(csv, ",briar,-0", ",briar,-1");
    assertThat(Here.run("resume", run).done().err()).contains("the run has ended");
    assertSame();
  }

  @Test
  void theModelNeverGoesOverWhatIsReadOrWrittenBeside() throws IOException {
    String rows = Files.readString(csv);
    for (Path out : List.of(csv, run.resolve("config.json"), run.resolve("history.jsonl"), run.resolve("run.lock"), checkpoint(40))) {
      Here here = Here.run("resume", run, "--out", out);
      assertThat(here.code()).as("%s: %s", out, here.err()).isEqualTo(2);
      assertThat(here.err()).contains("--out " + out);
    }
    assertThat(Files.readString(csv)).isEqualTo(rows);
    Here.run("resume", run).done();
    assertSame();
  }

  @Test
  void aFolderWithTheRestsOfARunIsNotTaken() throws IOException {
    Files.delete(run.resolve("config.json"));
    Here here = Here.run("train", csv, "--target", "kind", "--epochs", "1", "--run-dir", run);
    assertThat(here.code()).isEqualTo(2);
    assertThat(here.err()).contains("holds what is left of a run");
    assertThat(checkpoint(40)).exists();
  }

  @Test
  void standardInputIsReadAgain() throws IOException {
    run = folder.resolve("piped");
    trained("-", Files.readString(csv));
    expected = Files.readAllBytes(run.resolve("model.safetensors"));
    kill();
    Here none = Here.run("resume", run);
    assertThat(none.code()).as(none.err()).isEqualTo(65);
    assertThat(none.err()).doesNotContain("\tat ");
    Here.runWith(Files.readString(csv), "resume", run).done();
    assertSame();
  }

  @Test
  void theConfigurationIsThereBeforeDataAreRead() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.csv");
    org.junit.jupiter.api.Assumptions.assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no pipe with a name can be made here");
    Path waiting = folder.resolve("waiting");
    try (Child child = Child.start(folder, List.of("train", pipe.toString(), "--target", "kind", "--cache", "none", "--run-dir", waiting.toString()))) {
      while (!Files.exists(waiting.resolve("config.json")) && child.alive()) Thread.sleep(20);
      assertThat(waiting.resolve("config.json")).as(child.err()).content().contains("\"source\":\"" + pipe).contains("\"version\"");
      assertThat(waiting.resolve("history.jsonl")).doesNotExist();
      child.kill();
    }
  }

  @Test
  void pathsCountFromWhereTheRunWasBegun() throws IOException {
    replace(run.resolve("config.json"), csv.toString(), "data/rows.csv");
    Here end = Here.run("resume", run);
    assertThat(end.code()).isEqualTo(66);
    assertThat(end.err()).contains("gradus: data/rows.csv: there is no such file or folder; the paths of a run count from the folder in which it was begun, and this is "
        + Path.of("").toAbsolutePath());
  }

  @Test
  void fewerEpochsThanWereMadeAreNoTraining() throws IOException {
    replace(run.resolve("config.json"), "\"epochs\":5", "\"epochs\":1");
    Here end = Here.run("resume", run, "--allow-changed", "settings").done();
    assertThat(end.err()).contains("nothing was trained: the run has 2 epochs already, and --epochs says 1");
  }
}
