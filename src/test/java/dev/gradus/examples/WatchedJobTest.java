package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.data.CsvSource;
import dev.gradus.data.Dataset;
import dev.gradus.data.LearningTask;
import dev.gradus.diagnose.Finding;
import dev.gradus.diagnose.Severity;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.train.TrainingPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedJobTest {
  @TempDir Path folder;

  private static Dataset rows() throws IOException {
    StringBuilder csv = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 300; i++) csv.append(i % 19).append(',').append(i % 7).append(',').append(i % 19 > i % 7 + 4 ? "yes" : "no").append('\n');
    return CsvSource.of("rows", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8))).read(LearningTask.of("kind"));
  }

  private static List<Finding> train(double rate, Path page) throws IOException {
    List<Dataset> parts = rows().split(0.2, 1);
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.sgd(rate)).epochs(30).build();
    return WatchedJob.train(Network.inputs(2).hidden(8, Activation.tanh()).outputs(2, Head.softmaxCrossEntropy()), plan, parts.get(0), parts.get(1), page);
  }

  @Test
  void aHealthyRunHasAPage() throws IOException {
    Path page = folder.resolve("page.html");
    assertThat(train(0.1, page)).noneMatch(finding -> finding.severity().compareTo(Severity.NOTICE) > 0);
    assertThat(Files.readString(page)).contains("Nightly run", "Importance", "tanh");
  }

  @Test
  void aRateThatIsTooHighIsFound() throws IOException {
    assertThat(train(50, folder.resolve("page.html"))).extracting(Finding::fault).containsAnyOf(Finding.RATE_TOO_HIGH, Finding.SATURATED);
  }
}
