package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.ByteFeatures;
import dev.gradus.data.Dataset;
import dev.gradus.data.NumberFeatures;
import dev.gradus.data.Targets;
import dev.gradus.kernel.Draws;
import dev.gradus.metrics.Metric;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** y = 3 a − b and nothing of c: what shuffling costs can be said in a line. */
class ImportanceTest {
  private static final int ROWS = 200;
  private static final Schema SCHEMA = new Schema(new Inputs.Columns(List.of(Column.number("c"), Column.bool("b"), Column.number("a"))), new Target.Value("y"));

  private final double[] values = new double[3 * ROWS];
  private final Model model = model();
  private final Dataset data = data();

  private static Model model() {
    Parameters theta = Parameters.zeros(new Network(3, List.of(), 1, Head.squaredError(Activation.identity())), DataType.FLOAT);
    theta.W(1).putScalar(0, 1, -1);
    theta.W(1).putScalar(0, 2, 3);
    return new Model(theta, SCHEMA, Preparation.none(SCHEMA.inputs()), Map.of());
  }

  private Dataset data() {
    double[] y = new double[ROWS];
    double[] weights = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      values[3 * i] = Draws.of(1).normal(i);
      values[3 * i + 1] = i % 2;
      values[3 * i + 2] = Draws.of(2).normal(i);
      y[i] = 3 * values[3 * i + 2] - values[3 * i + 1];
      weights[i] = i % 3;
    }
    return Dataset.of("drawn", SCHEMA, new NumberFeatures(values, 3), new Targets.OfValues(y)).withWeights(weights);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void isTheLossOfShuffledCellsByThePlainLoop() {
    List<Importance> importances = PermutationImportance.standard().withRepeats(4).withSeed(9).of(model, data);

    assertThat(importances).extracting(Importance::column).containsExactly("a", "b", "c");
    assertThat(importances.get(2)).isEqualTo(new Importance("c", 0, 0));
    double[] rises = new double[4];
    for (int r = 0; r < 4; r++) {
      int[] order = Draws.of(9, 40, 2, r).permutation(ROWS);
      double sum = 0;
      for (int i = 0; i < ROWS; i++) sum += data.weight(i) / data.weightSum() * 0.5 * Math.pow(3 * (values[3 * order[i] + 2] - values[3 * i + 2]), 2);
      rises[r] = sum;
    }
    double mean = (rises[0] + rises[1] + rises[2] + rises[3]) / 4;
    double squares = 0;
    for (double rise : rises) squares += (rise - mean) * (rise - mean);
    assertThat(importances.get(0).mean()).isCloseTo(mean, within(1e-10));
    assertThat(importances.get(0).deviation()).isCloseTo(Math.sqrt(squares / 3), within(1e-10));
  }

  @Test
  void isAPureFunctionOfTheSeed() {
    PermutationImportance five = PermutationImportance.standard();

    assertThat(five.of(model, data)).isEqualTo(five.of(model, data)).isNotEqualTo(five.withSeed(1).of(model, data));
    assertThat(five.withRepeats(1).of(model, data)).allSatisfy(one -> assertThat(one.deviation()).isZero());
  }

  @Test
  void aFigureThatShouldBeLargeFallsWhereTheLossRises() {
    List<Importance> importances = PermutationImportance.standard().withMetric(Metric.named("r2")).of(model, data);

    assertThat(importances).extracting(Importance::column).containsExactly("a", "b", "c");
    assertThat(importances.get(0).mean()).isBetween(1.0, 3.0);
  }

  @Test
  void refusesWhatHasNoMeaning() {
    PermutationImportance five = PermutationImportance.standard();
    Dataset one = data.subset(0);

    assertThatThrownBy(() -> five.withRepeats(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 repeats");
    assertThatThrownBy(() -> five.of(model, one)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("1 examples");
    assertThatThrownBy(() -> five.withMetric(Metric.named("accuracy")).of(model, data)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accuracy").hasMessageContaining("rmse");

    Schema pixels = new Schema(new Inputs.Pixels(1, 3), SCHEMA.target());
    Dataset pictures = Dataset.of("pictures", pixels, new ByteFeatures(new byte[6], 3), new Targets.OfValues(new double[2]));
    try (Model ofPixels = new Model(Parameters.zeros(model.network(), DataType.FLOAT), pixels, Preparation.none(pixels.inputs()), Map.of())) {
      assertThatThrownBy(() -> five.of(ofPixels, pictures)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("integrated gradients");
    }
  }

  @Test
  void dependenceIsTheMeanAnswerWithTheValueInEveryRow() {
    PartialDependence dependence = PartialDependence.of(model, data, "a", Answer.all(model), 5);
    double b = 0;
    for (int i = 0; i < ROWS; i++) b += data.weight(i) / data.weightSum() * values[3 * i + 1];

    assertThat(dependence.points()).hasSize(5);
    double last = Double.NEGATIVE_INFINITY;
    for (PartialDependence.Point point : dependence.points()) {
      double a = point.value().orElseThrow();
      assertThat(a).isGreaterThan(last);
      assertThat(point.means()).hasSize(1);
      assertThat(point.means().get(0)).isCloseTo(3 * a - b, within(1e-9));
      last = a;
    }
    assertThat(PartialDependence.of(model, data, "b", Answer.all(model), 5).points()).extracting(PartialDependence.Point::cell)
        .containsExactly("false", "true");
    assertThat(PartialDependence.of(model, data, "c", Answer.all(model), 2).points()).hasSize(2).extracting(PartialDependence.Point::means).containsOnly(
        PartialDependence.of(model, data, "c", Answer.all(model), 3).points().get(1).means());
  }

  @Test
  void dependenceOnWhatIsMissingComesLast() {
    double[] gaps = new double[ROWS];
    for (int i = 0; i < ROWS; i++) gaps[i] = i % 4 == 0 ? Double.NaN : 1 + i % 5;
    List<PartialDependence.Point> points = PartialDependence.of(model, data.withColumn(2, gaps), "a", Answer.all(model), 50).points();

    assertThat(points.get(0).cell()).isEqualTo("1");
    assertThat(points.get(points.size() - 1).cell()).isEqualTo("missing");
    assertThat(points.get(points.size() - 1).value()).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void dependenceOnAnUnknownColumnIsRefused() {
    assertThatThrownBy(() -> PartialDependence.of(model, data, "d", Answer.all(model), 5)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"d\"").hasMessageContaining("[c, b, a]");
    assertThatThrownBy(() -> PartialDependence.of(model, data, "a", Answer.all(model), 1)).hasMessageContaining("1 points");
    assertThatThrownBy(() -> PartialDependence.of(model, data, "a", List.of(), 5)).hasMessageContaining("0 answers");
  }
}
