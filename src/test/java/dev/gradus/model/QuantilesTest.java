package dev.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.CsvSource;
import dev.gradus.data.LearningTask;
import dev.gradus.data.Dataset;
import dev.gradus.data.LearningTask;
import dev.gradus.kernel.Draws;
import dev.gradus.metrics.Evaluation;
import dev.gradus.metrics.QuantileFigures;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Schedule;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One value, several quantiles of it: learning, evaluation, the model file. */
class QuantilesTest {
  private static final Head HEAD = Head.quantiles(Activation.identity(), 0.05, 0.5, 0.95);

  /** y = 2x + (½ + x) E for x from 0 to 1 and normal E: its quantiles are 2x + (½ + x) Φ⁻¹(τ). */
  private static Dataset data(long seed, int rows) throws IOException {
    Draws places = Draws.of(seed, 1);
    Draws noise = Draws.of(seed, 2);
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < rows; i++) {
      double x = places.uniform(i);
      text.append(x).append(',').append(2 * x + (0.5 + x) * noise.normal(i)).append('\n');
    }
    return CsvSource.of("csv", new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8))).read(LearningTask.of("y"));
  }

  @Test
  void learnsTheQuantilesOfAValue(@TempDir Path folder) throws IOException {
    Network network = Network.inputs(1).hidden(16, Activation.tanh()).outputs(3, HEAD);
    TrainingPlan plan = TrainingPlan.builder().optimizer(Optimizer.adam(0.01)).batch(100).epochs(20)
        .schedule(Schedule.cosineEpochs()).threads(1).seed(3).build();
    Dataset fresh = data(2, 4000);
    try (TrainingResult result = new Trainer(network, plan).train(data(1, 16_000))) {
      result.model().save(folder.resolve("model"));
    }
    try (Model model = Model.load(folder.resolve("model"))) {
      assertThat(model.network().head()).isEqualTo(HEAD);
      for (double x : new double[] {0.1, 0.5, 0.9}) {
        double[] a = model.predict(x);
        for (int k = 0; k < 3; k++) {
          assertThat(a[k]).as("quantile %d at %s", k, x).isCloseTo(2 * x + (0.5 + x) * new double[] {-1.644854, 0, 1.644854}[k], within(0.25));
        }
      }
      Evaluation evaluation = model.evaluate(fresh);
      assertThat(evaluation.figures().get("coverage")).isCloseTo(0.9, within(0.03));
      assertThat(evaluation.figures().get("pinball")).as("the loss is of the scaled value")
          .isCloseTo(evaluation.loss() / 3 / model.preparation().targetScaling().factor(), within(1e-6));
      double absolute = 0;
      for (int i = 0; i < fresh.size(); i++) {
        double[] row = new double[1];
        fresh.inputs(i, row);
        absolute += Math.abs(model.predict(row)[1] - fresh.value(i)) / fresh.size();
      }
      assertThat(evaluation.figures().get("mae")).as("of the median").isCloseTo(absolute, within(1e-6));
    }
  }

  @Test
  void anotherNumberOfOutputsIsRefused() throws IOException {
    assertThatThrownBy(() -> Network.inputs(1).outputs(1, HEAD)).hasMessageContaining("it must have 3, one for each quantile");
    Network three = Network.inputs(1).outputs(3, Head.quantile(0.5, Activation.identity()));
    Dataset data = data(1, 20);
    assertThatThrownBy(() -> new Trainer(three, TrainingPlan.builder().build()).train(data))
        .hasMessageContaining("the network has 3 outputs for the value of y");
  }

  /** By hand, for τ = 0.1 and 0.8: 0.1 · 1 and 0.2 · 1, then 0.9 · 2 and 0.8 · 1; the outputs of the second example have crossed, and hold it all the same. */
  @Test
  void figuresOfQuantiles() {
    QuantileFigures figures = new QuantileFigures(0.1, 0.8);
    assertThat(figures.pinball()).isEmpty();
    assertThat(figures.coverage()).isEmpty();
    figures.add(new double[] {9, 1, 3}, 1, 2, 1);
    assertThat(figures.pinball().orElseThrow()).isCloseTo((0.1 + 0.2) / 2, within(1e-15));
    figures.add(new double[] {4, 1}, 0, 2, 3);
    assertThat(figures.pinball().orElseThrow()).isCloseTo((0.1 + 0.2 + 3 * (0.9 * 2 + 0.8)) / 8, within(1e-15));
    assertThat(figures.coverage()).hasValue(1);
    figures.add(new double[] {0, 1}, 0, 2, 4);
    figures.add(new double[] {0, 1}, 0, 2, 0);
    assertThat(figures.coverage()).hasValue(0.5);
    QuantileFigures one = new QuantileFigures(0.9);
    one.add(new double[] {1}, 0, 2, 1);
    assertThat(one.coverage()).isEmpty();
    assertThat(one.pinball()).hasValue(0.9);
  }
}
