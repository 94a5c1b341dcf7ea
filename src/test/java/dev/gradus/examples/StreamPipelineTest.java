package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.examples.StreamPipeline.Report;
import dev.gradus.model.Model;
import dev.gradus.score.Scorer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamPipelineTest {
  private static final int COUNT = 3000;

  @TempDir static Path folder;
  private static Model model;
  private static Scorer scorer;

  @BeforeAll
  static void train() throws Exception {
    model = StreamPipeline.train(StreamPipeline.reports(1, 4000));
    model.save(folder.resolve("m.safetensors"));
    scorer = Scorer.load(folder.resolve("m.safetensors"));
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private static List<Report> reports() {
    return StreamPipeline.reports(2, COUNT).toList();
  }

  @Test
  void everyReportIsInTheGroupOfItsPredictionAndInItsOrder() {
    Map<String, List<Report>> groups = StreamPipeline.byState(model::predict, reports().stream());

    assertThat(groups).containsOnlyKeys("failed", "good", "worn");
    for (String state : groups.keySet()) {
      assertThat(groups.get(state)).isEqualTo(reports().stream().filter(report -> model.predict(report).label().equals(state)).toList());
    }
    long right = groups.entrySet().stream().flatMap(group -> group.getValue().stream().filter(report -> report.state().orElseThrow().equals(group.getKey()))).count();
    assertThat(right).isGreaterThan(COUNT * 93 / 100);
  }

  @Test
  void theScorerSortsAsTheModelDoes() {
    assertThat(StreamPipeline.byState(scorer::predict, reports().stream())).isEqualTo(StreamPipeline.byState(model::predict, reports().stream()));
    Report report = reports().get(0);
    assertThat(scorer.predict(report).outputs()).containsExactly(model.predict(report).outputs(), within(1e-6));
  }

  @Test
  void alarmsAreThoseOfHighProbability() {
    List<Report> alarms = StreamPipeline.alarms(scorer::predict, 0.9, reports().stream());

    assertThat(alarms).hasSizeBetween(COUNT / 5, COUNT / 2).allMatch(report -> scorer.predict(report).probability("failed") >= 0.9)
        .isSubsetOf(StreamPipeline.byState(scorer::predict, reports().stream()).get("failed"));
  }

  /** What is in an Optional counts, and the state is not looked at. */
  @Test
  void anOptionalIsWhatItHolds() {
    Report report = reports().get(0);
    Report unlabelled = new Report(report.kind(), report.temperature(), report.vibration(), report.serviced(), Optional.empty());
    Report without = new Report(report.kind(), report.temperature(), OptionalDouble.empty(), report.serviced(), report.state());

    assertThat(scorer.predict(unlabelled)).isEqualTo(scorer.predict(report));
    assertThat(scorer.predict(without)).isNotEqualTo(scorer.predict(report));
    assertThat(IntStream.range(0, 3).mapToDouble(j -> scorer.predict(without).outputs()[j]).sum()).isEqualTo(1, within(1e-9));
  }

  /** Since they were painted, hot pumps are good ones. */
  @Test
  void aModelLearnsMore() throws Exception {
    List<Report> pumps = StreamPipeline.reports(3, 30_000).filter(report -> report.kind() == StreamPipeline.Kind.PUMP && report.temperature() > 85)
        .map(report -> new Report(report.kind(), report.temperature(), report.vibration(), report.serviced(), Optional.of("good"))).toList();

    try (Model more = StreamPipeline.learnMore(model, pumps.stream())) {
      assertThat(StreamPipeline.byState(model::predict, pumps.stream())).containsOnlyKeys("failed");
      assertThat(StreamPipeline.byState(more::predict, pumps.stream()).get("good")).hasSizeGreaterThan(pumps.size() * 9 / 10);
    }
  }

  @Test
  void mainRuns() throws Exception {
    StreamPipeline.main(new String[0]);
  }
}
