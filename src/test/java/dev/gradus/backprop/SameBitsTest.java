package dev.gradus.backprop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** An example's outputs have the same bits alone and at any place of a batch of any size, on one thread and on two. */
final class SameBitsTest {
  private static final int EXAMPLES = 1000;
  private static final int[] SIZES = {1, 2, 3, 7, 16, 31, 64, 100, 1000};
  private static final List<DataType> TYPES = List.of(DataType.FLOAT, DataType.DOUBLE);
  private static final List<Normalization> NORMALIZATIONS = List.of(Normalization.none(), Normalization.batch(), Normalization.layer());

  @Test
  void ofEveryActivation() {
    long seed = 0;
    for (String activation : Activation.names()) {
      for (Normalization normalization : NORMALIZATIONS) {
        for (DataType type : TYPES) check(type, ++seed, new int[] {19, 33, 24, 3}, activation, normalization, Head.squaredError(Activation.identity()));
      }
    }
  }

  @Test
  void ofEveryHead() {
    long seed = 100;
    for (String loss : Head.losses()) {
      if (loss.startsWith("own")) continue; // another test's, registered in this JVM
      Head head = head(loss);
      for (int outputs : new int[] {2, 10, 130}) {
        for (DataType type : TYPES) check(type, ++seed, new int[] {21, 17, outputs}, "tanh", Normalization.none(), head);
      }
    }
  }

  private static Head head(String loss) {
    String full = loss.equals("quantile") ? "quantile:0.9" : loss;
    return Head.of(full, Head.defaultOutput(full));
  }

  /** Where BLAS changes its way: small and large products, stretches of the inner side, whole tiles and their edges. */
  @Test
  void ofManyShapes() {
    int[][] shapes = {{784, 30, 10}, {784, 512, 256, 10}, {1, 1}, {1, 8, 1}, {2, 15, 2}, {5, 100, 100, 1}, {64, 600, 3}, {127, 16, 5}, {128, 128, 128, 2},
        {257, 17, 10}, {300, 31, 16, 8}, {321, 48, 4}, {384, 24, 1}, {449, 7, 7}, {500, 2, 5}, {700, 65, 12}, {800, 333, 47}, {16, 2500, 3}};
    long seed = 1000;
    for (int[] shape : shapes) {
      for (DataType type : TYPES) check(type, ++seed, shape, "relu", Normalization.none(), Head.squaredError(Activation.identity()));
    }
  }

  @Test
  void ofShapesAtRandom() {
    Draws draws = Draws.of(5, 7);
    for (int i = 0; i < 40; i++) {
      int[] shape = new int[2 + (int) draws.uniform(9 * i, 0, 3)];
      for (int l = 0; l < shape.length; l++) shape[l] = (int) Math.exp(draws.uniform(9 * i + 1 + l, 0, Math.log(l == 0 ? 800 : 600)));
      check(TYPES.get(i % 2), 2000 + i, shape, "sigmoid", Normalization.none(), Head.squaredError(Activation.identity()));
    }
  }

  private static void check(DataType type, long seed, int[] units, String activation, Normalization normalization, Head head) {
    List<Layer> hidden = new ArrayList<>();
    for (int l = 1; l < units.length - 1; l++) hidden.add(new Layer(units[l], Activation.named(activation), normalization, 0));
    int inputs = units[0];
    int outputs = units[units.length - 1];
    Network network = new Network(inputs, hidden, outputs, head);
    Draws draws = Draws.of(seed);
    long[] at = {0};
    Matrix X = Matrix.zeros(type, inputs, EXAMPLES);
    X.fill(() -> draws.normal(at[0]++));
    try (Parameters theta = Parameters.initial(network, type, Initializer.named("glorot"), seed);
        Team team = new Team(2);
        Predictor one = new Predictor(theta);
        Predictor two = new Predictor(theta, team)) {
      for (int l = 1; l < units.length; l++) theta.b(l).assign(0.125 * l);
      double[] all = predict(one, X, 0, EXAMPLES);
      assertThat(all).as(network + ", all").doesNotContain(Double.NaN);
      for (int size : SIZES) {
        for (Predictor predictor : List.of(one, two)) {
          int first = (int) draws.uniform(at[0]++, 0, EXAMPLES - size + 1);
          double[] some = predict(predictor, X, first, size);
          assertThat(bits(some)).as("%s of %s, %d examples from %d on, %d threads", network, type, size, first, predictor.team().size())
              .isEqualTo(bits(Arrays.copyOfRange(all, first * outputs, (first + size) * outputs)));
        }
      }
      for (int i = 0; i < 20; i++) {
        int example = (int) draws.uniform(at[0]++, 0, EXAMPLES);
        double[] row = new double[inputs];
        X.get((long) example * inputs, row, 0, inputs);
        assertThat(bits((i % 2 == 0 ? one : two).predict(row))).as("%s of %s, row %d", network, type, example)
            .isEqualTo(bits(Arrays.copyOfRange(all, example * outputs, (example + 1) * outputs)));
      }
    } finally {
      X.close();
    }
  }

  /** Of {@code size} examples in a matrix that has room for no more. */
  private static double[] predict(Predictor predictor, Matrix X, int first, int size) {
    int outputs = predictor.theta().network().outputs();
    double[] values = new double[X.rows() * size];
    X.get((long) first * X.rows(), values, 0, values.length);
    Matrix some = Matrix.zeros(X.type(), X.rows(), size);
    Matrix out = Matrix.zeros(X.type(), outputs, size);
    try {
      some.set(0, values, 0, values.length);
      predictor.predict(some, size, out);
      double[] y = new double[outputs * size];
      out.get(0, y, 0, y.length);
      return y;
    } finally {
      some.close();
      out.close();
    }
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
