package dev.gradus.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.NativeMemory;
import dev.gradus.kernel.Team;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** dX against central differences of what the predictor gives, for every activation, normalisation and head. */
class InputGradientTest {
  private static final int M = 6;
  private static final double STEP = 1e-4;
  /** All that come with gradus and have a derivative; other tests register wrong ones, to see that they are found. */
  private static final List<String> ACTIVATIONS = List.of("elu", "gelu", "hard-sigmoid", "identity", "leaky-relu", "mish", "relu", "selu", "sigmoid", "silu",
      "softplus", "softsign", "tanh");
  private static final List<String> OUTPUTS = List.of("cross-entropy softmax", "binary-cross-entropy sigmoid", "focal:2 softmax", "focal:2 sigmoid",
      "poisson exponential", "squared-error identity", "squared-error tanh", "huber:1 softplus", "quantile:0.1:0.5:0.9 identity");

  static Stream<Arguments> nets() {
    Stream<Arguments> activations = ACTIVATIONS.stream()
        .flatMap(name -> Stream.of("none", "batch", "layer").map(norm -> arguments(name, norm, "cross-entropy softmax")));
    Stream<Arguments> heads = OUTPUTS.stream().map(head -> arguments("tanh", "batch", head));
    return Stream.concat(activations, heads);
  }

  private static Network network(String activation, String normalization, String head) {
    Layer layer = Layer.of(7, Activation.named(activation)).withNormalization(Normalization.named(normalization)).withDropout(0.3);
    return new Network(5, List.of(layer, Layer.of(4, Activation.named(activation)).withNormalization(Normalization.named(normalization))), 3,
        Head.of(head.split(" ")[0], head.split(" ")[1]));
  }

  /** Weights, and statistics as if it had been trained. */
  private static Parameters parameters(Network network, DataType type) {
    Parameters theta = Parameters.initial(network, type, Initializer.glorot(), 3);
    Draws draws = Draws.of(4, 4);
    theta.tensors().forEach((name, matrix) -> {
      int[] i = {name.hashCode()};
      if (name.startsWith("b") || name.startsWith("mean")) matrix.fill(() -> draws.uniform(i[0]++, -0.5, 0.5));
      if (name.startsWith("gamma") || name.startsWith("variance")) matrix.fill(() -> draws.uniform(i[0]++, 0.5, 1.5));
    });
    return theta;
  }

  /** What was made before a layer failed is freed. */
  @Test
  void nothingIsLeftOfOneThatCannotBeMade() {
    boolean[] broken = new boolean[1];
    Activation relu = Activation.relu();
    Activation failing = (Activation) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Activation.class}, (proxy, method, arguments) -> {
      if (broken[0] && method.getName().equals("derivativeNeedsZ")) throw new IllegalStateException("no more");
      return method.invoke(relu, arguments);
    });
    Network network = new Network(5, List.of(Layer.of(1_000, Activation.tanh()), Layer.of(4, failing)), 1, Head.squaredError(Activation.identity()));
    try (Parameters theta = Parameters.zeros(network, DataType.FLOAT)) {
      broken[0] = true;
      long before = NativeMemory.bytes();
      assertThatThrownBy(() -> new InputGradient(theta, 1_000)).hasMessageContaining("no more");
      assertThat(NativeMemory.bytes()).isLessThanOrEqualTo(before);
    }
  }

  private static Matrix columns(DataType type) {
    Matrix X = Matrix.zeros(type, 5, M);
    int[] i = {0};
    X.fill(() -> Draws.of(5).normal(i[0]++));
    return X;
  }

  @ParameterizedTest(name = "{0}, normalisation {1}, {2}")
  @MethodSource("nets")
  void isTheCentralDifference(String activation, String normalization, String head) {
    Network network = network(activation, normalization, head);
    try (Parameters theta = parameters(network, DataType.DOUBLE); Predictor predictor = new Predictor(theta); Team team = new Team(2);
        InputGradient gradient = new InputGradient(theta, M + 3, team)) {
      Matrix X = columns(DataType.DOUBLE);
      Matrix dX = Matrix.zeros(DataType.DOUBLE, 5, M);
      for (int k = 0; k < 3; k++) {
        gradient.compute(X, M, k, dX);
        for (int i = 0; i < M; i++) {
          double[] x = column(X, i, 5);
          assertThat(column(gradient.outputs(), i, 3)).as("forward as the predictor").isEqualTo(predictor.predict(x));
          double[] analytic = column(dX, i, 5);
          for (int j = 0; j < 5; j++) {
            assertThat(analytic[j]).as("output %d, column %d, input %d", k, i, j).isCloseTo(numeric(predictor, x, j, k), within(1e-9));
          }
        }
      }
      X.close();
      dX.close();
    }
  }

  private static double[] column(Matrix x, int i, int rows) {
    double[] column = new double[rows];
    x.get((long) i * rows, column, 0, rows);
    return column;
  }

  /** Of fourth order: (y(x−2h) − 8 y(x−h) + 8 y(x+h) − y(x+2h)) / 12h. */
  private static double numeric(Predictor predictor, double[] x, int j, int k) {
    double sum = 0;
    double[] factors = {1, -8, 0, 8, -1};
    for (int s = 0; s < 5; s++) {
      double[] moved = x.clone();
      moved[j] += (s - 2) * STEP;
      sum += factors[s] * predictor.predict(moved)[k];
    }
    return sum / (12 * STEP);
  }

  @Test
  void inFloatIsThatInDouble() {
    Network network = network("gelu", "batch", "cross-entropy softmax");
    try (Parameters theta = parameters(network, DataType.FLOAT); Parameters wide = theta.copy(DataType.DOUBLE);
        InputGradient gradient = new InputGradient(theta, M); InputGradient exact = new InputGradient(wide, M)) {
      Matrix dX = Matrix.zeros(DataType.FLOAT, 5, M);
      Matrix exactly = Matrix.zeros(DataType.DOUBLE, 5, M);
      gradient.compute(columns(DataType.FLOAT), M, 1, dX);
      exact.compute(columns(DataType.DOUBLE), M, 1, exactly);
      for (int i = 0; i < M; i++) assertThat(column(dX, i, 5)).containsExactly(column(exactly, i, 5), within(1e-6));
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    try (Parameters theta = parameters(network("tanh", "none", "cross-entropy softmax"), DataType.DOUBLE);
        InputGradient gradient = new InputGradient(theta, M)) {
      Matrix X = columns(DataType.DOUBLE);
      assertThatThrownBy(() -> gradient.compute(X, M, 3, X)).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("output 3").hasMessageContaining("0 to 2");
      assertThatThrownBy(() -> gradient.compute(X, M + 1, 0, X)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("7 columns");
      assertThatThrownBy(() -> gradient.compute(columns(DataType.FLOAT), M, 0, X)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("FLOAT");
      gradient.close();
      assertThatThrownBy(() -> gradient.compute(X, M, 0, X)).isInstanceOf(IllegalStateException.class);
    }
    try (Parameters theta = Parameters.zeros(network("step", "none", "cross-entropy softmax"), DataType.DOUBLE)) {
      assertThatThrownBy(() -> new InputGradient(theta, M)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("step");
    }
  }
}
