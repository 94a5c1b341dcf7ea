package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.metrics.Evaluation;
import dev.gradus.train.EpochRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What lives at the bottom of a terminal. */
class LiveViewTest {
  private static final LiveView.Now NOW = new LiveView.Now(4, 50, 100, 0.5, 12_345.6, "1 min 5 s");

  private static List<Double> list(double... values) {
    return DoubleStream.of(values).boxed().toList();
  }

  private static EpochRecord epoch(int number, double loss, Optional<Evaluation> validation) {
    return new EpochRecord(number, 100L * number, 0.1, Map.of("loss", loss, "accuracy", 1 - loss / 10), validation, 1, 100);
  }

  private static Optional<Evaluation> validation(double loss, double accuracy) {
    return Optional.of(new Evaluation.OfFigures(loss, 10, Map.of("loss", loss, "accuracy", accuracy)));
  }

  @Test
  void blocksGoFromTheLeastToTheLargest() {
    assertThat(Sparkline.of(list(1, 2, 3, 4, 5, 6, 7, 8), 20)).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(Sparkline.of(list(8, 1), 20)).isEqualTo("█▁");
    assertThat(Sparkline.of(list(1, 10, 100), 20)).as("by their logarithms").isEqualTo("▁▅█");
    assertThat(Sparkline.of(list(3, 3, 3), 20)).isEqualTo("▁▁▁");
    assertThat(Sparkline.of(list(1, Double.NaN, 8, Double.POSITIVE_INFINITY), 20)).isEqualTo("▁█");
    assertThat(Sparkline.of(list(), 20)).isEmpty();
    assertThat(Sparkline.of(list(1, 2), 0)).isEmpty();
  }

  @Test
  void manyNumbersShareABlock() {
    assertThat(Sparkline.of(DoubleStream.iterate(20, x -> x + 1).limit(80).boxed().toList(), 8)).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(Sparkline.of(DoubleStream.iterate(0, x -> x + 1).limit(79).boxed().toList(), 10)).hasSize(10);
  }

  @Test
  void aBarAndTheTimeLeft() {
    LiveView view = new LiveView(10, 80);
    List<String> lines = view.lines(NOW);
    assertThat(lines.get(0)).startsWith("epoch 4/10       ███").contains("░ 35 %, 12,346 examples/s, 1 min 5 s left").hasSize(79);
    assertThat(lines.get(1)).isEqualTo("batch loss              0.5000  ▁");
    assertThat(view.lines(new LiveView.Now(4, 60, 100, 0.25, 1, "0 s")).get(1)).isEqualTo("batch loss              0.2500  █▁");
  }

  @Test
  void lossesAreDrawnAndTheBestIsTold() {
    LiveView view = new LiveView(10, 80);
    view.epoch(epoch(1, 2, validation(2.5, 0.5)));
    view.epoch(epoch(2, 1, validation(1.5, 0.75)));
    view.epoch(epoch(3, 0.5, validation(2, 0.7)));
    List<String> lines = view.lines(NOW);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).isEqualTo("train loss              0.5000  █▃▁");
    assertThat(lines.get(2)).isEqualTo("validation loss          2.000  █▁▅  best 1.500 in epoch 2");
    assertThat(lines.get(3)).isEqualTo("validation accuracy    70.00 %  ▁█▇  best 75.00 % in epoch 2");
  }

  @Test
  void withoutValidationTheTrainingExamplesCount() {
    LiveView view = new LiveView(10, 80);
    view.epoch(epoch(1, 2, Optional.empty()));
    List<String> lines = view.lines(NOW);
    assertThat(lines.get(1)).isEqualTo("train loss               2.000  ▁  best 2.000 in epoch 1");
    assertThat(lines.get(2)).isEqualTo("train accuracy         80.00 %  ▁  best 80.00 % in epoch 1");
  }

  @Test
  void aRunThatGoesOnHasTheEpochsBefore() {
    LiveView view = new LiveView(10, 80);
    view.resumed(List.of(epoch(1, Double.NaN, Optional.empty()), epoch(2, 1, Optional.empty())));
    view.epoch(epoch(3, 2, Optional.empty()));
    assertThat(view.lines(NOW).get(1)).isEqualTo("train loss               2.000  ▁█  best 1.000 in epoch 2");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    for (int columns : new int[] {1, 20, 59, 60, 61, 80, 200}) {
      LiveView view = new LiveView(1000, columns);
      for (int e = 1; e <= 300; e++) view.epoch(epoch(e, 1.0 / e, validation(1.0 / e, 1 - 1.0 / e)));
      assertThat(view.lines(NOW)).allSatisfy(line -> assertThat(line.length()).isLessThan(columns));
    }
  }
}
