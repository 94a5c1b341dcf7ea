package dev.gradus.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.diagnose.GradientCheck;
import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Matrix;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The engine against its two witnesses: the plain-loop twin, and finite differences. */
class BackpropTest {
  private static final String[] ACTIVATIONS = {"identity", "sigmoid", "tanh", "relu", "leaky-relu:0.2", "elu:0.7", "selu", "gelu", "silu", "mish", "softplus",
      "softsign", "hard-sigmoid"};

  private static List<Head> heads() {
    Activation identity = Activation.identity();
    List<Head> heads = new ArrayList<>(List.of(Head.softmaxCrossEntropy(), Head.sigmoidCrossEntropy()));
    for (String g : ACTIVATIONS) heads.add(Head.squaredError(Activation.named(g)));
    heads.addAll(List.of(Head.softmaxCrossEntropy(0.1), Head.sigmoidCrossEntropy(0.2), Head.softmaxFocal(2), Head.softmaxFocal(0.5), Head.sigmoidFocal(2),
        Head.poisson(), Head.huber(0.8, identity), Head.absoluteError(identity), Head.logCosh(identity), Head.quantile(0.9, identity),
        Head.huber(1, Activation.tanh()), Head.quantile(0.3, Activation.softplus()), Head.quantiles(identity, 0.1, 0.5, 0.8)));
    return heads;
  }

  /** What the numeric gradient of a loss of 1 owes to the rounding of the loss alone: a few units in the last place, over the step. */
  private static final double ROUNDING = 4 * 0x1p-52 / 1e-4;

  /**
   * Every activation × head × widths {1, 2, 5} × columns {1, 7, capacity, short} × penalty × dropout with a fixed mask; the columns in full for two
   * activations and one head, and a short batch for the other pairs.
   */
  @TestFactory
  Stream<DynamicTest> analyticGradientEqualsFiniteDifferences() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String activation : ACTIVATIONS) {
      for (Head head : heads()) {
        tests.add(DynamicTest.dynamicTest(activation + " and " + head.output() + ", " + head.loss(), () -> {
          int compared = 0;
          int skipped = 0;
          boolean full = activation.equals("tanh") || activation.equals("relu") || head.loss().equals("cross-entropy");
          for (int width : new int[] {1, 2, 5}) {
            for (int[] columns : full ? new int[][] {{1, 1}, {7, 7}, {7, 12}, {3, 4}} : new int[][] {{7, 12}}) {
              for (double l2 : new double[] {0, 0.3}) {
                for (double dropout : new double[] {0, 0.4}) {
                  int outputs = head.outputsForValue() > 1 ? head.outputsForValue() : head.output().equals("softmax") ? Math.max(2, width) : width;
                  long seed = width * 100 + columns[0] * 10 + columns[1];
                  try (Case c = new Case(DataType.DOUBLE, seed, new int[] {3, width, width + 1, outputs}, activation, head, columns[0],
                      columns[1], l2, dropout, true)) {
                    double J = c.engine();
                    for (GradientCheck.Tensor t : GradientCheck.run(c.backprop, c.X, c.Y, c.w, c.m, Integer.MAX_VALUE, 0)) {
                      boolean rounding = t.rounded() || Math.abs(t.analytic() - t.numeric()) <= ROUNDING * Math.abs(J);
                      assertThat(rounding ? 0 : t.error()).as("%s of %s, m = %d, l2 = %s, dropout = %s: %s", t.name(), c.network, c.m, l2, dropout, t)
                          .isLessThanOrEqualTo(1e-7);
                      compared += t.checked();
                      skipped += t.skipped();
                    }
                  }
                }
              }
            }
          }
          assertThat(compared).as("parameters compared").isGreaterThan(full ? 1000 : 400);
          // A single output that happens to lie within a step of its kink takes nearly all parameters of its case out.
          assertThat(skipped).isLessThan(compared / 15 + 1);
        }));
      }
    }
    return tests.stream();
  }

  /**
   * Normalisation × activation × widths {1, 2, 5} × columns {2, 7, short} × penalties and what is done to the inputs × dropout. Two values that are normalised together
   * become ±1 whatever they are, but for ε, which is therefore large here; with the ordinary one there is nothing to see but rounding.
   */
  @TestFactory
  Stream<DynamicTest> gradientThroughANormalisationEqualsFiniteDifferences() {
    List<DynamicTest> tests = new ArrayList<>();
    List<Regularization> regularizations = List.of(Regularization.none(), Regularization.none().withL1(0.2).withL2(0.3),
        Regularization.none().withL1(0.1).withInputDropout(0.3).withInputNoise(0.5));
    for (Normalization normalization : List.of(Normalization.batch(0.1, 0.1), Normalization.layer(0.1))) {
      for (String activation : ACTIVATIONS) {
        tests.add(DynamicTest.dynamicTest(normalization.name() + " and " + activation, () -> {
          for (Head head : List.of(Head.softmaxCrossEntropy(), Head.squaredError(Activation.identity()))) {
            for (int width : new int[] {1, 2, 5}) {
              for (int[] columns : new int[][] {{2, 2}, {7, 7}, {3, 8}}) {
                for (Regularization regularization : regularizations) {
                  for (double dropout : new double[] {0, 0.4}) {
                    checkGradient(new int[] {3, width, width + 1, Math.max(2, width)}, activation, head, columns, regularization, dropout, normalization);
                  }
                }
              }
            }
          }
        }));
      }
      Normalization ordinary = normalization instanceof Normalization.Batch ? Normalization.batch() : Normalization.layer();
      tests.add(DynamicTest.dynamicTest(ordinary.name(), () -> {
        for (String activation : ACTIVATIONS) {
          checkGradient(new int[] {4, 9, 8, 3}, activation, Head.softmaxCrossEntropy(), new int[] {11, 12}, regularizations.get(1), 0, ordinary);
        }
      }));
    }
    return tests.stream();
  }

  private static void checkGradient(int[] units, String activation, Head head, int[] columns, Regularization regularization, double dropout,
      Normalization normalization) {
    long seed = units[1] * 100 + columns[0] * 10 + columns[1];
    try (Case c = new Case(DataType.DOUBLE, seed, units, activation, head, columns[0], columns[1], regularization, dropout, true, normalization)) {
      Optional<INDArray> before = c.theta.statistics().map(INDArray::dup);
      List<GradientCheck.Tensor> tensors = GradientCheck.run(c.backprop, c.X, c.Y, c.w, c.m, Integer.MAX_VALUE, 0);
      assertThat(tensors).hasSize(10);
      long skipped = 0;
      for (GradientCheck.Tensor t : tensors) {
        assertThat(t.rounded() ? 0 : t.error()).as("%s of %s, m = %d, %s, dropout = %s: %s", t.name(), c.network, c.m, regularization, dropout, t)
            .isLessThanOrEqualTo(1e-7);
        skipped += t.skipped();
      }
      assertThat(skipped).isLessThan(c.network.parameters() / 5 + 1);
      assertThat(c.theta.statistics()).as("running statistics").isEqualTo(before);
    }
  }

  /** A check that cannot fail shows nothing: a gradient that is wrong by one part in a million is found. */
  @Test
  void gradientCheckFindsASmallError() {
    Activation bent = new Activation() {
      @Override
      public String name() {
        return "bent";
      }

      @Override
      public double value(double z) {
        return Math.tanh(z);
      }

      @Override
      public double derivative(double z, double a) {
        return (1 - a * a) * (1 + 1e-6);
      }
    };
    Activation.register(bent);
    int[] units = {3, 4, 4, 2};
    Head head = Head.softmaxCrossEntropy();
    var hidden = List.of(Layer.of(4, bent), Layer.of(4, bent));
    var network = new Network(3, hidden, 2, head);
    try (Case data = new Case(DataType.DOUBLE, 5, units, "tanh", head, 7, 7, 0, 0, false);
        Parameters theta = Parameters.initial(network, DataType.DOUBLE, Initializer.normal(), 1);
        Backprop backprop = new Backprop(theta, 7, Regularization.none())) {
      var tensors = GradientCheck.run(backprop, data.X, data.Y, data.w, 7, Integer.MAX_VALUE, 0);
      assertThat(tensors.get(0).passed()).as("W1 lies before two bent activations: %s", tensors.get(0)).isFalse();
      assertThat(tensors.get(4).passed()).as("W3 lies before none: %s", tensors.get(4)).isTrue();
    }
  }

  /** 200 seeded nets: random depth, widths, activation, head, columns, capacity, weights, penalties, dropout, normalisation, noise and dropout of the inputs. */
  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
  void engineEqualsTwin(DataType type) {
    double limit = type == DataType.FLOAT ? 1e-5 : 1e-12;
    double worst = 0;
    for (int seed = 0; seed < 200; seed++) {
      Draws draws = Draws.of(seed, 7);
      int L = 1 + draws.below(0, 4);
      int[] units = new int[L + 1];
      for (int l = 0; l <= L; l++) units[l] = 1 + draws.below(l + 1, 40);
      Head head = heads().get(draws.below(20, heads().size()));
      if (head.output().equals("softmax")) units[L] = Math.max(2, units[L]);
      if (head.outputsForValue() > 1) units[L] = head.outputsForValue();
      int m = 1 + draws.below(21, 30);
      int capacity = m + draws.below(22, 10);
      // A relu output with all its units dead has no gradient, and nothing to compare; the gradient check covers it.
      double dropout = draws.below(24, 2) * 0.3;
      Normalization normalization = List.of(Normalization.none(), Normalization.batch(0.1, 0.1), Normalization.layer(0.1)).get(draws.below(27, 3));
      Regularization regularization = Regularization.none().withL2(draws.below(23, 2) * 0.1).withL1(draws.below(28, 2) * 0.05)
          .withInputDropout(draws.below(29, 2) * 0.2).withInputNoise(draws.below(30, 2) * 0.3);
      m = Math.max(m, normalization instanceof Normalization.Batch ? 2 : 1);
      capacity = Math.max(m, capacity);
      try (Case c = new Case(type, seed, units, ACTIVATIONS[draws.below(25, ACTIVATIONS.length)], head, m, capacity, regularization, dropout, draws.below(26, 2) == 1,
          normalization)) {
        double J = c.engine();
        double plain = c.plain();
        assertThat(J).as("loss of net %d, %s", seed, c.network).isCloseTo(plain, within(limit * Math.max(1, Math.abs(plain))));
        assertThat(c.backprop.loss(c.X, c.Y, c.w, m)).as("the loss alone").isEqualTo(J);
        for (String name : c.theta.learnt().keySet()) {
          int l = Integer.parseInt(name.replaceAll("[a-zA-Z]", ""));
          if (name.startsWith("b") && !name.startsWith("beta") && c.network.batchNormalized(l)) {
            assertThat(c.backprop.gradient().b(l).norm1Number().doubleValue()).as("db%d before a batch normalisation", l).isZero();
            for (double db : c.twin.db[l]) assertThat(db).isCloseTo(0, within(1e-13));
            continue;
          }
          double distance = c.distance(name);
          worst = Math.max(worst, distance);
          assertThat(distance).as("d%s of net %d, %s, m = %d, %s", name, seed, c.network, c.m, regularization).isLessThanOrEqualTo(limit);
        }
      }
    }
    System.out.printf("engine against twin, %s: 200 nets, largest relative distance %.2e%n", type, worst);
  }

  /** The form centred on dA (the notes' fourth) and the form centred on dZ are the same thing. */
  @Test
  void formCentredOnActivationsEqualsFormCentredOnWeightedInputs() {
    int[] units = {4, 5, 3, 2};
    try (Case c = new Case(DataType.DOUBLE, 11, units, "sigmoid", Head.squaredError(Activation.sigmoid()), 6, 6, 0, 0, false)) {
      c.engine();
      c.plain();
      int m = 6;
      double[][] dA = new double[m][units[3]];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < units[3]; j++) dA[i][j] = c.twin.A[3][i][j] - c.targets[i][j];
      }
      for (int l = 3; l >= 1; l--) {
        double[][] dAPrevious = new double[m][units[l - 1]];
        double[][] dW = new double[units[l]][units[l - 1]];
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < units[l]; j++) {
            double bracket = dA[i][j] * Twin.gPrime("sigmoid", c.twin.Z[l][i][j]);
            for (int k = 0; k < units[l - 1]; k++) {
              dAPrevious[i][k] += c.twin.W[l][j][k] * bracket;
              dW[j][k] += bracket * c.twin.A[l - 1][i][k] / m;
            }
          }
        }
        for (int j = 0; j < units[l]; j++) {
          for (int k = 0; k < units[l - 1]; k++) {
            assertThat(c.backprop.gradient().W(l).getDouble(j, k)).as("dW%d[%d,%d]", l, j, k).isCloseTo(dW[j][k], within(1e-14));
          }
        }
        dA = dAPrevious;
      }
    }
  }

  /** The mean of the gradients of one example at a time is the gradient of the batch of columns. */
  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
  void oneExampleAtATimeEqualsTheBatch(DataType type) {
    try (Case c = new Case(type, 3, new int[] {6, 9, 4, 3}, "tanh", Head.softmaxCrossEntropy(), 10, 10, 0, 0, true)) {
      c.engine();
      var batch = c.backprop.gradient().flat().dup();
      var sum = batch.mul(0);
      double weights = 0;
      for (int i = 0; i < c.m; i++) weights += c.w[i];
      Matrix x = Matrix.zeros(type, 6, 1);
      Matrix y = Matrix.zeros(type, 3, 1);
      for (int i = 0; i < c.m; i++) {
        if (c.w[i] == 0) continue;
        x.set(0, c.rows[i], 0, 6);
        y.set(0, c.targets[i], 0, 3);
        c.backprop.lossAndGradient(x, y, new double[] {1}, 1);
        sum.addi(c.backprop.gradient().flat().mul(c.w[i] / weights));
      }
      double distance = sum.sub(batch).norm2Number().doubleValue() / batch.norm2Number().doubleValue();
      assertThat(distance).isLessThan(type == DataType.FLOAT ? 1e-6 : 1e-14);
    }
  }

  /** Columns beyond m are neither read nor written into the result. */
  @Test
  void columnsBeyondTheBatchDoNotCount() {
    try (Case c = new Case(DataType.DOUBLE, 4, new int[] {3, 4, 2}, "relu", Head.softmaxCrossEntropy(), 3, 8, 0, 0, false)) {
      double clean = c.engine();
      var g = c.backprop.gradient().flat().dup();
      double[] poison = new double[15];
      java.util.Arrays.fill(poison, Double.NaN);
      c.X.set(9, poison, 0, 15);
      c.Y.set(6, poison, 0, 10);
      assertThat(c.engine()).isEqualTo(clean);
      assertThat(c.backprop.gradient().flat()).isEqualTo(g);
    }
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
  void predictorGivesTheOutputsOfTheForwardPass(DataType type) {
    try (Case c = new Case(type, 8, new int[] {5, 7, 3}, "sigmoid", Head.softmaxCrossEntropy(), 9, 9, 0, 0, false);
        Predictor predictor = new Predictor(c.theta)) {
      c.engine();
      assertThat(predictor.predict(c.X.array())).isEqualTo(c.backprop.A(2));
      double[] one = predictor.predict(c.rows[4]);
      for (int j = 0; j < 3; j++) assertThat(one[j]).isCloseTo(c.backprop.A(2).getDouble(j, 4), within(1e-6));
    }
  }
}
