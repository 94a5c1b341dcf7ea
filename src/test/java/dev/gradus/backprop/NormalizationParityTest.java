package dev.gradus.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Nets with batch and layer normalisation after 20 steps of gradient descent, as PyTorch makes them: src/test/python/normalization.py. */
class NormalizationParityTest {
  private static List<?> cases() throws IOException {
    try (InputStream in = NormalizationParityTest.class.getResourceAsStream("/parity/normalization.json")) {
      return (List<?>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static Stream<Arguments> runs() throws IOException {
    return cases().stream().flatMap(c -> Stream.of(DataType.FLOAT, DataType.DOUBLE).flatMap(type -> Stream.of(1, 2).map(threads -> {
      Map<?, ?> run = (Map<?, ?>) c;
      return Arguments.of(run.get("units") + " " + run.get("normalization") + " " + run.get("activation"), run, type, threads);
    })));
  }

  @ParameterizedTest(name = "{0} {2} {3}")
  @MethodSource("runs")
  void twentyStepsGiveTheParametersAndRunningStatisticsOfPyTorch(String name, Map<?, ?> run, DataType type, int threads) {
    double limit = type == DataType.FLOAT ? 1e-5 : 1e-10;
    Network network = network(run);
    int m = (int) number(run.get("batch"));
    double[][] x = rows(run.get("x"));
    double[][] y = rows(run.get("y"));
    double[] losses = values(run.get("losses"));
    double[] w = new double[m];
    Arrays.fill(w, 1);
    try (Team team = new Team(threads);
        Parameters theta = Parameters.initial(network, type, Initializer.he(), 0);
        Backprop backprop = new Backprop(theta, m, Regularization.none(), team);
        Predictor predictor = new Predictor(theta, team)) {
      ((Map<?, ?>) run.get("before")).forEach((tensor, values) -> {
        if (!isStatistic(tensor)) set(theta.tensors().get(tensor), rows(values));
        assertThat(distance(theta.tensors().get(tensor), rows(values))).as("%s as it starts", tensor).isZero();
      });
      Matrix X = Matrix.zeros(type, network.inputs(), m);
      Matrix Y = Matrix.zeros(type, network.outputs(), m);
      for (int step = 0; step < losses.length; step++) {
        for (int i = 0; i < m; i++) {
          X.set((long) i * network.inputs(), x[step * m + i], 0, network.inputs());
          Y.set((long) i * network.outputs(), y[step * m + i], 0, network.outputs());
        }
        double loss = backprop.lossAndGradient(X, Y, w, m, theta, -number(run.get("rate")), 1);
        assertThat(loss).as("loss of step %d", step + 1).isCloseTo(losses[step], within(limit));
      }
      Map<?, ?> after = (Map<?, ?>) run.get("after");
      assertThat(after.keySet()).isEqualTo(theta.tensors().keySet());
      after.forEach((tensor, values) -> assertThat(distance(theta.tensors().get(tensor), rows(values))).as("%s", tensor).isLessThanOrEqualTo(limit));
      double[][] outputs = rows(run.get("outputs"));
      for (int i = 0; i < outputs.length; i++) {
        assertThat(predictor.predict(x[i])).as("outputs for example %d", i).containsExactly(outputs[i], within(limit));
      }
    }
  }

  private static Network network(Map<?, ?> run) {
    List<?> units = (List<?>) run.get("units");
    List<Layer> hidden = new ArrayList<>();
    for (int l = 1; l < units.size() - 1; l++) {
      hidden.add(Layer.of((int) number(units.get(l)), Activation.named((String) ((List<?>) run.get("activation")).get(l - 1)))
          .withNormalization(Normalization.named((String) ((List<?>) run.get("normalization")).get(l - 1))));
    }
    Head head = run.get("loss").equals("cross-entropy") ? Head.softmaxCrossEntropy() : Head.squaredError(Activation.identity());
    return new Network((int) number(units.get(0)), hidden, (int) number(units.get(units.size() - 1)), head);
  }

  private static boolean isStatistic(Object tensor) {
    return tensor.toString().startsWith("mean") || tensor.toString().startsWith("variance");
  }

  private static double number(Object json) {
    return (Double) json;
  }

  private static double[] values(Object json) {
    return ((List<?>) json).stream().mapToDouble(NormalizationParityTest::number).toArray();
  }

  /** A matrix, or a column as a matrix. */
  private static double[][] rows(Object json) {
    return ((List<?>) json).stream().map(row -> row instanceof List<?> ? values(row) : new double[] {number(row)}).toArray(double[][]::new);
  }

  private static void set(Matrix matrix, double[][] rows) {
    for (int j = 0; j < rows.length; j++) {
      for (int k = 0; k < rows[j].length; k++) matrix.set((long) k * rows.length + j, rows[j], k, 1);
    }
  }

  /** ‖a − b‖ / ‖b‖, or ‖a − b‖ when b is 0. */
  private static double distance(Matrix a, double[][] b) {
    double[] one = new double[1];
    double difference = 0;
    double norm = 0;
    for (int j = 0; j < b.length; j++) {
      for (int k = 0; k < b[j].length; k++) {
        a.get((long) k * b.length + j, one, 0, 1);
        difference += (one[0] - b[j][k]) * (one[0] - b[j][k]);
        norm += b[j][k] * b[j][k];
      }
    }
    return norm == 0 ? Math.sqrt(difference) : Math.sqrt(difference / norm);
  }
}
