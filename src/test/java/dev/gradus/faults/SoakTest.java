package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainers and predictors at once: for seconds always, for {@code -Dsoak.minutes} in a JVM of its own when asked. */
class SoakTest {
  @TempDir
  private Path folder;

  @Test
  void aFewSecondsFindNothingWrong() throws Exception {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Soak.Result result = new Soak(Files.createDirectory(folder.resolve("soak")), new PrintStream(told, true, StandardCharsets.UTF_8)).run(2_000_000_000L, 0);

    assertThat(result.wrong() + result.failures()).as("%s", told.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(result.runs()).isPositive();
    assertThat(result.predictions()).isGreaterThan(1000);
    assertThat(told.toString(StandardCharsets.UTF_8)).contains(" wrong, 0 failures");
  }

  /** Resident memory is the heap, which is made whole at the start, and what is outside it: that must not grow. */
  @Tag("long")
  @Test
  void minutesLeaveMemoryAsItIs() throws Exception {
    String minutes = System.getProperty("soak.minutes", "");
    assumeTrue(!minutes.isEmpty(), "skipped: -Dsoak.minutes=30 asks for it");
    Path log = Path.of("target", "soak.txt").toAbsolutePath();
    Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch",
        "-Dorg.nd4j.log.initialization=false", "-cp", System.getProperty("java.class.path"), Soak.class.getName(), minutes).redirectErrorStream(true)
            .redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor()).as("exit code; %s says: %s", log, Files.readString(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(log)).contains(" 0 wrong, 0 failures").contains(": passed");
  }

  private static Trend trend(int samples, int fromSample, long jump) {
    return new Trend(IntStream.range(0, samples).mapToObj(i -> {
      long bytes = i < samples / 5 ? 10L * i : 1000 + (i % 2) + (i < fromSample ? 0 : jump);
      return new ProcessFigures(bytes, 0, 0, 0, 0, 0, 0, 0);
    }).toList());
  }

  @Test
  void aTrendIsWhatRemainsAfterTheWarmUp() {
    assertThat(trend(30, 30, 0).growth(ProcessFigures::resident)).isBetween(-1L, 1L);
    assertThat(trend(30, 18, 500).growth(ProcessFigures::resident)).isBetween(499L, 501L);
    assertThat(trend(30, 29, 500).growth(ProcessFigures::resident)).as("one sample").isBetween(-1L, 1L);
    assertThatThrownBy(() -> new Trend(List.of())).hasMessage("0 samples were given; at least 8 make a trend");
  }
}
