package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk, a folder that may not be written to, one that disappears, two runs that want one folder: the exit code, one line that says what to do, and nothing lost. */
class CommandFaultsTest {
  private static final List<String> DIGITS = List.of("digits", "--hidden", "64", "--epochs", "2", "--batch", "64", "--checkpoint-every", "30", "--threads", "1");

  @TempDir Path folder;

  private final List<Path> mounted = new ArrayList<>();

  private static boolean done(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A disk of its own, or the test is skipped. */
  private Path disk(String size) throws IOException {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(System.getProperty("os.name").equals("Linux"), "a small disk is mounted on Linux only");
    assumeTrue(done("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()), "only root may mount a small disk, and not in every container");
    mounted.add(disk);
    return disk;
  }

  @AfterEach
  void unmount() throws IOException {
    for (Path disk : mounted) done("umount", "-l", disk.toString());
  }

  private static Here train(Path run, String... more) {
    List<Object> words = new ArrayList<>(List.of("train"));
    words.addAll(DIGITS);
    words.addAll(List.of("--run-dir", run));
    words.addAll(List.of(more));
    return Here.run(words.toArray());
  }

  private byte[] undisturbed() throws IOException {
    train(folder.resolve("undisturbed")).done();
    return Files.readAllBytes(folder.resolve("undisturbed/model.safetensors"));
  }

  /** Finds the one line of a failure, with the code for what cannot be written. */
  private static String cannotWrite(Here here) {
    assertThat(here.code()).as(here.err()).isEqualTo(74);
    assertThat(here.err()).doesNotContain("\tat ");
    List<String> lines = here.err().lines().filter(line -> line.startsWith("gradus: ")).toList();
    assertThat(lines).hasSize(1);
    return lines.get(0);
  }

  @Test
  void aFullDiskEndsTheRunAndRoomLetsItGoOn() throws IOException {
    Path run = disk("1000k").resolve("run");
    String line = cannotWrite(train(run));
    Path second = run.resolve("checkpoint-000000060.safetensors");
    assertThat(line).contains(second.toString(), "No space left on device");
    Path first = run.resolve("checkpoint-000000030.safetensors");
    assertThat(first).exists();
    assertThat(second).doesNotExist();
    Matcher needed = Pattern.compile("of (\\d+) bytes").matcher(line);
    assertThat(needed.find()).as(line).isTrue();
    assertThat(Long.parseLong(needed.group(1))).isEqualTo(Files.size(first));
    assertThat(Training.leftOvers(run)).isEmpty();
    assertThat(done("mount", "-o", "remount,size=8m", folder.resolve("disk").toString())).isTrue();
    assertThat(Here.run("resume", run).done().err()).contains("going on from " + first);
    assertThat(run.resolve("model.safetensors")).hasBinaryContent(undisturbed());
    assertThat(Training.history(run)).isEqualTo(Training.history(folder.resolve("undisturbed")));
  }

  @Test
  void whereNotEvenTheConfigurationFitsThereIsNoRun() throws IOException {
    Path disk = disk("64k");
    Files.write(disk.resolve("other"), new byte[60 << 10]);
    done("dd", "if=/dev/zero", "of=" + disk.resolve("rest"), "bs=1k");
    assertThat(cannotWrite(train(disk.resolve("run")))).contains(disk.toString(), "No space left on device");
    Files.delete(disk.resolve("rest"));
    Files.delete(disk.resolve("other"));
    assertThat(Files.exists(disk.resolve("run/config.json"))).isFalse();
  }

  @Test
  void aModelThatDoesNotFitIsMadeAgainFromTheLastCheckpoint() throws IOException {
    Path small = disk("64k").resolve("m.safetensors");
    Path run = folder.resolve("run");
    assertThat(cannotWrite(train(run, "--out", small.toString()))).contains(small.toString(), "No space left on device", "--out").containsPattern("of [0-9]{2,3},[0-9]{3} bytes");
    assertThat(Training.names(small.getParent())).isEmpty();
    Path model = folder.resolve("m.safetensors");
    Here.run("resume", run, "--out", model).done();
    assertThat(model).hasBinaryContent(undisturbed());
  }

  @Test
  void whatMayNotBeWrittenToIsToldBeforeTheTraining() throws IOException {
    Path locked = locked();
    assertThat(cannotWrite(train(locked.resolve("new")))).contains(locked.toString(), "--run-dir");
    assertThat(cannotWrite(train(folder.resolve("elsewhere"), "--out", locked.resolve("m.safetensors").toString()))).contains(locked.toString(), "--out");
    assertThat(folder.resolve("elsewhere")).doesNotExist();
    assertThat(cannotWrite(Here.run("resume", locked.resolve("run")))).contains(locked.toString()).doesNotContain("--run-dir");
  }

  /** A folder with a run that cannot be written to. Root may write in spite of permissions, and so needs a disk that is read only. */
  private Path locked() throws IOException {
    boolean root = System.getProperty("user.name").equals("root");
    Path locked = root ? disk("8m") : Files.createDirectories(folder.resolve("locked"));
    train(locked.resolve("run")).done();
    if (root) {
      assertThat(done("mount", "-o", "remount,ro", locked.toString())).isTrue();
    } else {
      assumeTrue(locked.getFileSystem().supportedFileAttributeViews().contains("posix"), "folders have no permissions here");
      for (Path path : List.of(locked.resolve("run"), locked)) Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r-xr-xr-x"));
      Files.setPosixFilePermissions(locked.resolve("run/run.lock"), PosixFilePermissions.fromString("r--r--r--"));
    }
    return locked;
  }

  private Child begun(Path run, String... more) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("train", "digits", "--hidden", "32", "--threads", "1", "--run-dir", run.toString()));
    words.addAll(List.of(more));
    Child child = Child.start(folder, words);
    while (child.alive() && !Files.exists(run.resolve("history.jsonl"))) Thread.sleep(10);
    assertThat(child.alive()).as(child.err()).isTrue();
    return child;
  }

  @Test
  void aFolderThatDisappearsEndsTheRunAtTheNextCheckpointOrEpoch() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    try (Child child = begun(run, "--epochs", "2000", "--checkpoint-every", "50")) {
      while (Training.names(run).noneMatch(name -> name.endsWith(".safetensors"))) Thread.sleep(10);
      Files.move(run, folder.resolve("away"));
      assertThat(child.code()).as(child.err()).isEqualTo(74);
      assertThat(child.err()).containsPattern("gradus: the checkpoint " + Pattern.quote(run.toString()) + ".* the folder is not there any more|gradus: " + Pattern.quote(run.toString())
          + ": the folder of the run was deleted or renamed").doesNotContain("\tat ");
    }
    assertThat(Training.names(folder.resolve("away"))).anyMatch(name -> name.endsWith(".safetensors"));
  }

  @Test
  void aFolderThatDisappearsTakesNoModelAlongThatGoesElsewhere() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    Path model = folder.resolve("m.safetensors");
    try (Child child = begun(run, "--checkpoint-every", "none", "--epochs", "20000", "--out", model.toString())) {
      Files.move(run, folder.resolve("away"));
      assertThat(child.code()).as(child.err()).isEqualTo(74);
      assertThat(child.err()).contains("gradus: " + run + ": the folder of the run was deleted or renamed while it went on").doesNotContain("\tat ");
    }
    assertThat(run).doesNotExist();
    assertThat(Here.run("evaluate", model, "digits").code()).isZero();
  }

  @Test
  void aFolderThatDisappearsEndsARunWithoutCheckpointsToo() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    try (Child child = begun(run, "--checkpoint-every", "none", "--epochs", "20000")) {
      Files.move(run, folder.resolve("away"));
      assertThat(child.code()).as(child.err()).isEqualTo(74);
      assertThat(child.err().lines().filter(line -> line.startsWith("gradus: "))).containsExactly("gradus: " + run
          + ": the folder of the run was deleted or renamed while it went on; it ended early, and its model, as it was then, is " + run.resolve("model.safetensors"));
    }
    assertThat(Training.names(run)).containsExactly("model.safetensors");
  }

  @Test
  void aFolderIsForOneRunAtATime() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    try (Child child = begun(run, "--epochs", "2000")) {
      long begin = System.nanoTime();
      Here resumed = Here.run("resume", run);
      Here trained = train(run);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(resumed.code()).isEqualTo(2);
      assertThat(resumed.err()).contains("gradus: --run-dir " + run + " is in use by another run");
      assertThat(trained.code()).isEqualTo(2);
      assertThat(trained.err()).contains("gradus: --run-dir " + run + " already holds a run");
      assertThat(took).isLessThan(Duration.ofSeconds(2));
      assertThat(child.alive()).as(child.err()).isTrue();
      child.kill();
    }
  }

  @Test
  void ofTwoThatBeginAtOnceOneHasTheFolder() throws IOException, InterruptedException {
    Path run = folder.resolve("run");
    List<String> words = new ArrayList<>(List.of("train"));
    words.addAll(DIGITS);
    words.addAll(List.of("--run-dir", run.toString()));
    try (Child one = Child.start(folder, words); Child other = Child.start(folder, words)) {
      assertThat(List.of(one.code(), other.code())).as(one.err() + other.err()).containsExactlyInAnyOrder(0, 2);
    }
    assertThat(run.resolve("model.safetensors")).hasBinaryContent(undisturbed());
  }
}
