package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.RealData;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration files of the repository, on real digits, with all of their epochs. */
@Tag("long")
class MnistRecipesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"784-100-10.yaml, 0.980", "784-512-512-512-10.yaml, 0.986"})
  void reachesItsAccuracyOnTheTestSet(String file, double accuracy) {
    Path data = RealData.folder();

    Gradus run = Gradus.run("train", "--config", Path.of("benchmarks/mnist", file), "--data-dir", data, "--run-dir", folder.resolve("run"), "--json").done();

    Map<?, ?> done = run.objects().get(run.objects().size() - 1);
    assertThat(((Number) done.get("test_accuracy")).doubleValue()).isGreaterThanOrEqualTo(accuracy);
  }
}
