package dev.gradus.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the running statistics do, who may learn from how many columns, and that threads and neighbours change nothing. */
class NormalizationStageTest {
  private static final List<Normalization> BOTH = List.of(Normalization.batch(), Normalization.layer());

  static Stream<Arguments> kinds() {
    return BOTH.stream().flatMap(n -> Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(n, type)));
  }

  private static Case of(DataType type, Normalization normalization, int m) {
    return new Case(type, 6, new int[] {5, 40, 33, 3}, "tanh", Head.softmaxCrossEntropy(), m, m, Regularization.none(), 0, false, normalization);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("kinds")
  void aRowAloneIsPredictedAsInABatch(Normalization normalization, DataType type) {
    try (Case c = of(type, normalization, 9); Team team = new Team(2); Predictor predictor = new Predictor(c.theta, team)) {
      for (int i = 0; i < 3; i++) c.engine();
      INDArray together = predictor.predict(c.X.array());
      for (int i = 0; i < 9; i++) {
        assertThat(predictor.predict(c.rows[i])).containsExactly(together.getColumn(i).toDoubleVector(), within(type == DataType.FLOAT ? 1e-6 : 1e-14));
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("kinds")
  void aTeamMakesTheStepOfOneThread(Normalization normalization, DataType type) {
    double limit = type == DataType.FLOAT ? 1e-6 : 1e-14;
    for (int threads : new int[] {2, 3}) {
      try (Case c = of(type, normalization, 9);
          Team team = new Team(threads);
          Parameters same = c.theta.copy();
          Backprop divided = new Backprop(same, 9, Regularization.none(), team);
          Parameters again = c.theta.copy();
          Backprop repeated = new Backprop(again, 9, Regularization.none(), team)) {
        double loss = c.engine();
        assertThat(divided.lossAndGradient(c.X, c.Y, c.w, 9)).isCloseTo(loss, within(limit));
        repeated.lossAndGradient(c.X, c.Y, c.w, 9);
        assertThat(divided.gradient().flat().distance2(c.backprop.gradient().flat())).isLessThan(limit * 10);
        assertThat(repeated.gradient().flat()).as("the same bits with the same team").isEqualTo(divided.gradient().flat());
        assertThat(again.statistics()).isEqualTo(same.statistics());
      }
    }
  }

  /** With the batch's values taken over whole (p = 1) prediction is the forward pass of training but for m − 1 in place of m. */
  @Test
  void runningStatisticsAreMeanWithBiasAndUnbiasedVarianceOfTheBatch() {
    try (Case c = of(DataType.DOUBLE, Normalization.batch(1e-5, 1), 9)) {
      c.engine();
      c.plain();
      for (int l = 1; l <= 2; l++) {
        for (int j = 0; j < c.network.units(l); j++) {
          double mean = 0;
          double squares = 0;
          for (int i = 0; i < 9; i++) mean += c.twin.S[l][i][j] / 9;
          for (int i = 0; i < 9; i++) squares += (c.twin.S[l][i][j] - mean) * (c.twin.S[l][i][j] - mean);
          assertThat(c.theta.mean(l).getDouble(j, 0)).isCloseTo(mean, within(1e-13));
          assertThat(c.theta.variance(l).getDouble(j, 0)).isCloseTo(squares / 8, within(1e-13));
        }
      }
    }
  }

  @Test
  void onlyAStepWithAFiniteLossMovesTheRunningStatistics() {
    try (Case c = of(DataType.FLOAT, Normalization.batch(), 9)) {
      assertThat(c.theta.mean(1).sumNumber().doubleValue()).isZero();
      assertThat(c.theta.variance(1).minNumber().doubleValue()).isEqualTo(1);
      INDArray before = c.theta.statistics().orElseThrow().dup();
      c.backprop.loss(c.X, c.Y, c.w, 9);
      c.backprop.Z(1).close();
      c.X.set(3, new double[] {Double.NaN}, 0, 1);
      assertThat(c.engine()).isNaN();
      assertThat(c.theta.statistics().orElseThrow()).isEqualTo(before);
      c.X.set(3, new double[] {0}, 0, 1);
      c.engine();
      assertThat(c.theta.statistics().orElseThrow()).isNotEqualTo(before);
      try (Parameters copy = c.theta.copy()) {
        assertThat(copy.statistics()).isEqualTo(c.theta.statistics());
        assertThat(copy.flat()).isEqualTo(c.theta.flat());
      }
    }
  }

  @Test
  void oneColumnIsTooFewForBatchNormalisationInTrainingOnly() {
    try (Case c = of(DataType.FLOAT, Normalization.batch(), 2); Predictor predictor = new Predictor(c.theta)) {
      assertThatThrownBy(() -> c.backprop.lossAndGradient(c.X, c.Y, c.w, 1)).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a batch of 1 column was given").hasMessageContaining("needs at least 2");
      assertThat(predictor.predict(c.rows[0])).hasSize(3);
    }
    try (Case c = of(DataType.FLOAT, Normalization.layer(), 2)) {
      assertThat(c.backprop.lossAndGradient(c.X, c.Y, c.w, 1)).isFinite();
    }
  }

  @Test
  void aLayerWithoutNormalisationHasNoneOfItsVectors() {
    Network network = Network.inputs(3).hidden(Layer.of(4, Activation.relu()).withNormalization(Normalization.layer())).outputs(2, Head.softmaxCrossEntropy());
    try (Parameters theta = Parameters.initial(network, DataType.FLOAT, Initializer.he(), 1)) {
      assertThat(theta.tensors().keySet()).containsExactly("W1", "b1", "gamma1", "beta1", "W2", "b2");
      assertThat(theta.gamma(1).toFloatVector()).containsOnly(1);
      assertThat(theta.beta(1).toFloatVector()).containsOnly(0);
      assertThat(theta.statistics()).isEmpty();
      assertThatThrownBy(() -> theta.gamma(2)).hasMessage("layer 2 has no normalisation");
      assertThatThrownBy(() -> theta.mean(1)).hasMessage("layer 1 has no batch normalisation");
    }
  }

  /** The gradient added to θ itself is the gradient written down and then added: γ is not changed before it is used. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("kinds")
  void aStepInPlaceIsTheStepOfTheGradientWrittenDown(Normalization normalization, DataType type) {
    Regularization penalties = Regularization.none().withL1(0.01).withL2(0.02);
    try (Case c = of(type, normalization, 9);
        Parameters theta = c.theta.copy();
        Parameters same = c.theta.copy();
        Backprop inPlace = new Backprop(theta, 9, penalties);
        Backprop apart = new Backprop(same, 9, penalties)) {
      for (int step = 0; step < 3; step++) {
        inPlace.lossAndGradient(c.X, c.Y, c.w, 9, theta, -0.5, 1);
        apart.lossAndGradient(c.X, c.Y, c.w, 9);
        same.flat().subi(apart.gradient().flat().mul(0.5));
        same.learnt().forEach((name, values) -> {
          double distance = values.array().distance2(theta.learnt().get(name).array());
          assertThat(distance).as(name).isLessThan(type == DataType.FLOAT ? 1e-5 : 1e-13);
        });
      }
    }
  }

  @Test
  void noiseAndDropoutOfTheInputsLeaveTheBatchAsItIsAndFollowTheirKey() {
    Regularization noisy = Regularization.none().withInputDropout(0.3).withInputNoise(0.5);
    try (Case c = of(DataType.DOUBLE, Normalization.none(), 9); Team team = new Team(2); Backprop backprop = new Backprop(c.theta, 9, noisy, team)) {
      INDArray before = c.X.array().dup();
      double[] losses = new double[3];
      for (int i = 0; i < 3; i++) {
        backprop.draw(7, 1, i % 2);
        losses[i] = backprop.lossAndGradient(c.X, c.Y, c.w, 9);
      }
      assertThat(c.X.array()).isEqualTo(before);
      assertThat(losses[2]).isEqualTo(losses[0]).isNotEqualTo(losses[1]).isNotEqualTo(c.engine());
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("kinds")
  void maxNormScalesWhatIsTooLongAndNothingElse(Normalization normalization, DataType type) {
    double c = 0.9;
    try (Case some = of(type, normalization, 9); Team team = new Team(2); Parameters before = some.theta.copy()) {
      new MaxNorm(c, type, team).apply(some.theta);
      int scaled = 0;
      int left = 0;
      for (int l = 1; l <= 3; l++) {
        assertThat(some.theta.b(l)).isEqualTo(before.b(l));
        for (int j = 0; j < some.network.units(l); j++) {
          double[] old = before.W(l).getRow(j).toDoubleVector();
          double[] now = some.theta.W(l).getRow(j).toDoubleVector();
          double norm = Math.sqrt(Arrays.stream(old).map(x -> x * x).sum());
          if (norm > c) scaled++;
          else left++;
          for (int k = 0; k < old.length; k++) assertThat(now[k]).isCloseTo(norm > c ? old[k] * c / norm : old[k], within(norm > c ? 1e-7 : 0));
        }
      }
      assertThat(scaled).isGreaterThan(10);
      assertThat(left).isGreaterThan(10);
    }
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    Regularization none = Regularization.none();
    assertThatThrownBy(() -> none.withL1(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("an L1 penalty of -1.0");
    assertThatThrownBy(() -> none.withL2(Double.POSITIVE_INFINITY)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an L2 penalty of Infinity");
    assertThatThrownBy(() -> none.withInputNoise(Double.NaN)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("noise on the inputs of NaN");
    assertThatThrownBy(() -> none.withInputDropout(1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("dropout of the inputs of 1.0");
    assertThatThrownBy(() -> none.withMaxNorm(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("largest norm of 0.0");
  }
}
