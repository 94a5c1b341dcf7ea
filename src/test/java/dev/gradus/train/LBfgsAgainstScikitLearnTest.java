package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.CsvSource;
import dev.gradus.data.LearningTask;
import dev.gradus.data.Dataset;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Method;
import dev.gradus.prepare.Scaling;
import dev.gradus.store.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * L-BFGS reaches the losses that scikit-learn's reaches from the same five starts ({@code src/test/python/lbfgs_nets.py}). A net has several
 * minima, and two programs may go from one start to different ones: best and median of the five are compared, not start with start.
 */
class LBfgsAgainstScikitLearnTest {
  private static final int UNITS = 8;

  private static Stream<Map<?, ?>> problems() {
    try (InputStream in = LBfgsAgainstScikitLearnTest.class.getResourceAsStream("/parity/lbfgs_nets.json")) {
      return ((List<?>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip())).stream().map(problem -> (Map<?, ?>) problem);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(Object list) {
    return ((List<?>) list).stream().mapToDouble(v -> (Double) v).toArray();
  }

  private static Dataset data(Map<?, ?> problem) throws IOException {
    List<?> rows = (List<?>) problem.get("x");
    double[] y = numbers(problem.get("y"));
    boolean classes = (Boolean) problem.get("classes");
    StringBuilder csv = new StringBuilder();
    for (int j = 0; j < ((List<?>) rows.get(0)).size(); j++) csv.append('x').append(j).append(',');
    csv.append("y\n");
    for (int i = 0; i < rows.size(); i++) {
      for (double x : numbers(rows.get(i))) csv.append(x).append(',');
      csv.append(classes ? "c" + (int) y[i] : Double.toString(y[i])).append('\n');
    }
    return CsvSource.of("csv", new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8))).read(LearningTask.of("y"));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void itReachesTheLossesOfScikitLearn(Map<?, ?> problem) throws IOException {
    Dataset data = data(problem);
    int outputs = problem.get("name").equals("three classes") ? 3 : 1;
    Head head = outputs == 3 ? Head.softmaxCrossEntropy() : (Boolean) problem.get("classes") ? Head.of("binary-cross-entropy", "sigmoid")
        : Head.squaredError(Activation.identity());
    Network network = Network.inputs(data.schema().inputs().count()).hidden(UNITS, Activation.tanh()).outputs(outputs, head);
    double l2 = (Double) problem.get("l2");
    TrainingPlan plan = TrainingPlan.builder().optimizer(Method.named("lbfgs", OptionalDouble.empty(), Map.of())).epochs(500).l2(l2)
        .scaling(Scaling.NONE).type(DataType.DOUBLE).threads(1).build();
    List<?> starts = (List<?>) problem.get("starts");
    double[] ours = new double[starts.size()];
    for (int s = 0; s < ours.length; s++) ours[s] = reached(network, plan, numbers(starts.get(s)), data, l2);
    double[] theirs = numbers(problem.get("reached"));
    Arrays.sort(ours);
    Arrays.sort(theirs);
    assertThat(ours[0]).as("the best of five").isLessThanOrEqualTo(theirs[0]);
    assertThat(ours[2]).as("the median of five").isLessThanOrEqualTo(theirs[2]);
  }

  private static double reached(Network network, TrainingPlan plan, double[] start, Dataset data, double l2) {
    try (Parameters theta = Parameters.zeros(network, DataType.DOUBLE)) {
      theta.flatMatrix().set(0, start, 0, start.length);
      try (TrainingResult result = new Trainer(network, plan).startFrom(theta).train(data)) {
        double squares = 0;
        for (String name : List.of("W1", "W2")) squares += Math.pow(result.model().parameters().tensors().get(name).array().norm2Number().doubleValue(), 2);
        double loss = result.model().evaluate(data).loss() + l2 / 2 * squares;
        assertThat(result.history().get(result.history().size() - 1).trainLoss()).isCloseTo(loss, within(1e-9));
        return loss;
      }
    }
  }
}
