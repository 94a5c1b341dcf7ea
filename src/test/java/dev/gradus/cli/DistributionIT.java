package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a user has it: the launcher, started as a process of its own. */
class DistributionIT {
  private static final Path HOME = Path.of("target", "gradus").toAbsolutePath();

  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void onlyWhereThereIsAShell() {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "skipped: the launcher for a POSIX shell is tested here");
  }

  private Ended gradus(Path launcher, String... words) throws IOException, InterruptedException {
    return gradus(Map.of(), launcher, words);
  }

  private Ended gradus(Map<String, String> environment, Path launcher, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
    return new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void hasTheSchemaOfTheConfiguration() throws Exception {
    Ended printed = gradus(HOME.resolve("bin").resolve("gradus"), "schema");

    assertThat(HOME.resolve("share").resolve("gradus.schema.json")).hasContent(printed.out());
  }

  @Test
  void trainsAndEvaluatesFromAnyFolderAndThroughALink() throws Exception {
    Path link = folder.resolve("a link with spaces");
    Files.createSymbolicLink(link, HOME.resolve("bin").resolve("gradus"));
    Ended trained = gradus(link, "train", "digits", "--epochs", "2", "--test", "--out", "model.safetensors");
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("epoch 2/2").contains("test, 2,000 examples").endsWith("model: model.safetensors\n");
    assertThat(trained.err()).contains("784 → 128 relu → 10 softmax").doesNotContain("WARN").doesNotContain("SLF4J");

    Ended evaluated = gradus(HOME.resolve("bin").resolve("gradus"), "evaluate", "model.safetensors", "digits", "--json");
    assertThat(evaluated.code()).as(evaluated.err()).isZero();
    assertThat(evaluated.out()).matches("\\{\"loss\":[0-9.]+,\"accuracy\":[0-9.]+,.*\\}\n");
    assertThat(evaluated.err()).isEmpty();
    try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
      assertThat(files.toList()).hasSize(1);
    }
  }

  @Test
  void classesComeFromTheArchive() throws Exception {
    Path log = folder.resolve("classes.log");
    Ended ended = gradus(Map.of("GRADUS_JAVA_OPTS", "-Xlog:class+load:file=" + log), HOME.resolve("bin").resolve("gradus"), "train", "digits", "--epochs", "1");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(Files.readString(log)).contains("dev.gradus.train.Trainer source: shared objects file (top)");
  }

  @Test
  void theLauncherTurnsJavaSerialisationOff() throws Exception {
    Ended ended = gradus(Map.of("GRADUS_JAVA_OPTS", "-XshowSettings:properties"), HOME.resolve("bin").resolve("gradus"), "--version");
    assertThat(ended.err()).containsPattern("jdk\\.serialFilter = !\\*\\R");
    assertThat(HOME.resolve("bin").resolve("gradus.cmd")).content().contains(" \"-Djdk.serialFilter=!*\" ");
  }

  @Test
  void exitCodesReachTheShell() throws Exception {
    Path launcher = HOME.resolve("bin").resolve("gradus");
    assertThat(gradus(launcher, "train", "digits", "--hiden", "3").code()).isEqualTo(2);
    assertThat(gradus(launcher, "train", "nowhere.csv", "--target", "y").code()).isEqualTo(66);
    assertThat(gradus(launcher, "--version").out()).isEqualTo("gradus 0.1.0\n");
    Ended help = gradus(launcher, "train", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("--hidden").contains("--optimizer");
  }

  @Test
  void theLauncherSetsLimitsOfFourFifthsOfTheMemory() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/meminfo")), "skipped: the launcher sets limits on Linux");
    Ended doctor = gradus(HOME.resolve("bin").resolve("gradus"), "doctor", "--json");
    assertThat(doctor.code()).as(doctor.err()).isZero();
    Map<?, ?> facts = (Map<?, ?>) Json.parse(doctor.out().strip());
    long memory = 1024 * Long.parseLong(Files.readAllLines(Path.of("/proc/meminfo")).get(0).replaceAll("\\D", ""));
    assertThat((Double) facts.get("process_limit_bytes")).isCloseTo(0.8 * memory, within(1.0));
    assertThat(facts.get("native_limit_bytes")).isEqualTo(facts.get("process_limit_bytes"));
    assertThat(facts.get("limits_set")).isEqualTo(true);
  }
}
