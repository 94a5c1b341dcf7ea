package dev.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.data.NumberFeatures;
import dev.gradus.data.Targets;
import dev.gradus.explain.Importance;
import dev.gradus.kernel.Draws;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;

/** How much is looked at for an explanation is bounded, however wide a table is. */
class ExplanationsTest {
  @ParameterizedTest(name = "{0} rows of {1} columns, {3} parameters")
  @CsvSource({"120, 3, 4, 250, 120, 5", "50000, 10, 40, 3000, 2000, 5", "50000, 100, 100, 7000, 1568, 5", "50000, 300, 300, 20000, 200, 4", "2500, 2000, 2000, 130000, 200, 0",
      "50, 2000, 2000, 130000, 50, 0", "50, 500, 500, 500, 50, 5"})
  void whereThereAreManyColumnsLessIsLookedAt(int rows, int columns, int width, long parameters, int some, int repeats) {
    assertThat(Explanations.Extent.of(rows, columns, width, parameters)).isEqualTo(new Explanations.Extent(some, repeats));
  }

  @Test
  void theImportanceOfAWideTableIsLeftOut() {
    of(2_500, 2_000, (model, data) -> {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      Report report = RunReader.of(model, "Wide").explainedBy(data).report();

      assertThat(report.importances()).isEmpty();
      assertThat(report.notices()).containsExactly("The importance of the 2,000 columns was left out, as it takes long; gradus explain gives it: --method importance --rows 200 "
          + "--repeats 1.");
      assertThat(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before).isLessThan(5_000_000_000L);
    });
  }

  @Test
  void allColumnsOfATableAreTold() {
    of(300, 150, (model, data) -> {
      Report report = RunReader.of(model, "Long").explainedBy(data).report();

      assertThat(report.notices()).isEmpty();
      assertThat(report.importances()).hasSize(150);
      assertThat(report.importances().get(0).column()).isEqualTo("c149");
      assertThat(report.importances().subList(1, 150)).extracting(Importance::mean).containsOnly(0.0);
    });
  }

  /** y is the last of the columns. */
  private static void of(int rows, int columns, BiConsumer<Model, Dataset> then) {
    Schema schema = new Schema(new Inputs.Columns(IntStream.range(0, columns).mapToObj(j -> Column.number("c" + j)).toList()), new Target.Value("y"));
    double[] values = new double[rows * columns];
    double[] y = new double[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) values[i * columns + j] = Draws.of(1).normal((long) i * columns + j);
      y[i] = values[(i + 1) * columns - 1];
    }
    Parameters theta = Parameters.zeros(new Network(columns, List.of(), 1, Head.squaredError(Activation.identity())), DataType.FLOAT);
    theta.W(1).putScalar(0, columns - 1, 1);
    try (Model model = new Model(theta, schema, Preparation.none(schema.inputs()), Map.of())) {
      then.accept(model, Dataset.of("drawn", schema, new NumberFeatures(values, columns), new Targets.OfValues(y)));
    }
  }
}
