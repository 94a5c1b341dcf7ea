package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that needs more memory than there is ends with exit code 71 and a line that says how much, before the start or, under a limit, at an allocation. */
class MemoryLimitsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"train digits --run-dir @/run --hidden 99999999", "train digits --run-dir @/run --hidden 2000000000,1000000000 --optimizer lbfgs",
      "cv digits --hidden 99999999", "lr-find digits --hidden 99999999"})
  void aNetThatIsTooBigIsRefusedWithItsBill(String line) throws IOException {
    Gradus gradus = Gradus.run((Object[]) line.replace("@", folder.toString()).split(" "));

    assertThat(gradus.code()).isEqualTo(ExitCode.NO_MEMORY);
    assertThat(gradus.out()).isEmpty();
    assertThat(gradus.err()).doesNotContain("Exception", "\tat ");
    assertThat(gradus.err().lines().filter(text -> text.startsWith("gradus: "))).singleElement().asString()
        .matches("gradus: this run needs \\S+ [TPE]B of native memory and \\S+ .B are there: "
            + "parameters .*, gradient .*, optimiser .*, activations .*--hidden.*");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anAllocationAboveTheLimitEndsWithALine() throws IOException, InterruptedException {
    String err = run("-Dorg.bytedeco.javacpp.maxphysicalbytes=500000000", "gradcheck", "digits", "--hidden", "100000");

    assertThat(err.lines().filter(text -> text.startsWith("gradus: "))).singleElement().asString()
        .startsWith("gradus: out of memory: ").contains("use a smaller network");
    assertThat(err).doesNotContain("Exception", "\tat ", "fatal error");
  }

  @Test
  void aLimitOfTheProcessIsWhatIsThere() throws IOException, InterruptedException {
    String err = run("-Dorg.bytedeco.javacpp.maxphysicalbytes=500000000", "train", "digits", "--hidden", "100000", "--run-dir",
        folder.resolve("run").toString());

    assertThat(err.lines().filter(text -> text.startsWith("gradus: "))).singleElement().asString()
        .matches("gradus: this run needs \\S+ GB of native memory and [1-4]\\d\\d MB are there: .*");
  }

  /** Runs a command line in a process of its own, which is to end with 71. @return standard error */
  private static String run(String option, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
        "-Dorg.nd4j.log.initialization=false", option, "-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("the exit code; standard error was: %s", err).isEqualTo(ExitCode.NO_MEMORY);
    return err;
  }
}
