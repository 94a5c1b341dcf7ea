package dev.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.data.NumberFeatures;
import dev.gradus.data.Targets;
import dev.gradus.kernel.Team;
import dev.gradus.metrics.Evaluation;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class CalibrationTest {
  private static final int EXAMPLES = 2500;

  /** Four inputs; the class is drawn by the probabilities of a network whose Z_L is {@code factor} times smaller than that of θ. */
  private static Dataset drawn(Parameters theta, int classes, double factor) {
    Random random = new Random(3);
    double[] inputs = new double[EXAMPLES * 4];
    short[] numbers = new short[EXAMPLES];
    int units = theta.network().outputs();
    int last = theta.network().depth();
    try (Parameters honest = theta.copy()) {
      honest.W(last).divi(factor);
      honest.b(last).divi(factor);
      Model oracle = new Model(honest, schema(classes), Scaling.none(4), Map.of());
      for (int i = 0; i < EXAMPLES; i++) {
        double[] row = random.doubles(4, -1, 1).toArray();
        System.arraycopy(row, 0, inputs, i * 4, 4);
        double[] p = oracle.predict(row);
        double u = random.nextDouble();
        if (units == 1) {
          numbers[i] = (short) (u < p[0] ? 1 : 0);
        } else {
          for (; numbers[i] < units - 1 && u > p[numbers[i]]; numbers[i]++) u -= p[numbers[i]];
        }
      }
      oracle.predictor().close();
    }
    List<String> labels = ((Target.Classes) schema(classes).target()).labels();
    return Dataset.of("drawn", schema(classes), new NumberFeatures(inputs, Scaling.none(4)), new Targets.OfClasses(numbers, labels));
  }

  private static Schema schema(int classes) {
    return new Schema(Inputs.Columns.numbers(List.of("a", "b", "c", "d")), new Target.Classes("k", List.of("u", "v", "w").subList(0, classes)));
  }

  private static Parameters theta(int outputs, Head head) {
    Network network = Network.inputs(4).hidden(6, Activation.tanh()).outputs(outputs, head);
    Parameters theta = Parameters.initial(network, DataType.DOUBLE, Initializer.normal(), 5);
    theta.W(2).muli(3);
    return theta;
  }

  @Test
  void findsTheFactorThatTheNetworkIsTooSureBy() {
    check(3, theta(3, Head.softmaxCrossEntropy()), 2.5);
    check(2, theta(2, Head.softmaxCrossEntropy()), 0.7);
    check(2, theta(1, Head.sigmoidCrossEntropy()), 2.5);
  }

  private static void check(int classes, Parameters theta, double factor) {
    Dataset data = drawn(theta, classes, factor);
    try (Model model = new Model(theta, data.schema(), Scaling.none(4), Map.of("seed", 5)); Model better = calibrated(model, data, factor)) {
      Evaluation.OfClasses before = (Evaluation.OfClasses) model.evaluate(data);
      Evaluation.OfClasses after = (Evaluation.OfClasses) better.evaluate(data);
      assertThat(after.figures().get("log_loss")).isLessThan(before.figures().get("log_loss"));
      assertThat(after.figures().get("ece")).isLessThan(before.figures().get("ece")).isLessThan(0.03);
      assertThat(after.figures().get("accuracy")).as("the decisions are the same").isEqualTo(before.figures().get("accuracy"));
    }
  }

  private static Model calibrated(Model model, Dataset data, double factor) {
    Calibration.Calibrated result = Calibration.of(model, data).orElseThrow();
    Calibration calibration = result.calibration();
    assertThat(calibration.temperature()).isCloseTo(factor, within(0.1 * factor));
    Map<String, Double> before = model.evaluate(data).figures();
    Map<String, Double> after = result.model().evaluate(data).figures();
    assertThat(calibration.before().logLoss()).isCloseTo(before.get("log_loss"), within(1e-9));
    assertThat(calibration.before().calibrationError().orElseThrow()).isCloseTo(before.get("ece"), within(1e-9));
    assertThat(calibration.after().logLoss()).isCloseTo(after.get("log_loss"), within(1e-9));
    assertThat(calibration.after().calibrationError().orElseThrow()).isCloseTo(after.get("ece"), within(1e-9));
    assertThat(result.model().provenance()).containsEntry("temperature", calibration.temperature()).containsEntry("seed", 5);
    return result.model();
  }

  @Test
  void aSecondTimeChangesNothingAndTheFileKeepsBoth(@TempDir Path folder) throws Exception {
    Parameters theta = theta(3, Head.softmaxCrossEntropy());
    Dataset data = drawn(theta, 3, 2);
    try (Model model = new Model(theta, data.schema(), Scaling.none(4), Map.of());
        Model once = Calibration.of(model, data).orElseThrow().model()) {
      Calibration.Calibrated twice = Calibration.of(once, data).orElseThrow();
      assertThat(twice.calibration().temperature()).isCloseTo(1, within(1e-9));
      twice.model().save(folder.resolve("m.safetensors"));
      try (Model second = twice.model(); Model loaded = Model.load(folder.resolve("m.safetensors"))) {
        assertThat((Double) loaded.provenance().get("temperature")).isCloseTo((Double) once.provenance().get("temperature"), within(1e-9));
        assertThat(loaded.predict(0.1, 0.2, 0.3, 0.4)).containsExactly(second.predict(0.1, 0.2, 0.3, 0.4), within(1e-6));
      }
    }
  }

  @Test
  void whatHasNoProbabilitiesIsRefusedAndWhatHasNoBestStays() {
    try (Parameters squared = theta(3, Head.squaredError(Activation.sigmoid())); Parameters theta = theta(3, Head.softmaxCrossEntropy())) {
      Dataset data = drawn(theta, 3, 1);
      assertThatThrownBy(() -> Calibration.fold(squared, data, Team.ONE)).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("squared-error").hasMessageContaining("sigmoid");
      assertThatThrownBy(() -> Calibration.fold(theta, data.range(0, 0), Team.ONE)).hasMessageContaining("0 examples");
      Dataset one = onlyRight(theta, data);
      try (Parameters before = theta.copy()) {
        assertThat(Calibration.fold(theta, one, Team.ONE)).isEqualTo(Optional.empty());
        assertThat(theta.flat()).isEqualTo(before.flat());
      }
    }
  }

  private static Dataset onlyRight(Parameters theta, Dataset data) {
    Model model = new Model(theta, data.schema(), Scaling.none(4), Map.of());
    double[] row = new double[4];
    for (int i = 0; i < data.size(); i++) {
      data.inputs(i, row);
      if (Model.classOf(model.predict(row)) == data.label(i)) return data.range(i, i + 1);
    }
    throw new AssertionError("no example is right");
  }
}
