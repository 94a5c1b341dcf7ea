package dev.gradus.diagnose;

import static dev.gradus.net.Activation.relu;
import static dev.gradus.net.Activation.sigmoid;
import static dev.gradus.net.Activation.tanh;
import static dev.gradus.net.Head.softmaxCrossEntropy;
import static dev.gradus.net.Head.squaredError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Regularization;
import dev.gradus.data.Dataset;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** What a probe sees, against plain loops; and that it leaves θ as it is. */
class HealthProbeTest {
  private static final double[][] X = Runs.normal(40, 3, 5);
  private static final Dataset DATA = Runs.classes("sectors", X, Runs.sectors(X, 2), 2);
  private static final Network NETWORK = Network.inputs(3).hidden(4, tanh()).outputs(2, squaredError(sigmoid()));

  private static Parameters theta(Network network) {
    return Parameters.initial(network, DataType.DOUBLE, Initializer.normal(), 3);
  }

  private static Health look(Parameters theta, Regularization regularization, Dataset data) {
    try (HealthProbe probe = new HealthProbe(theta, regularization, data)) {
      return probe.look(2, 9).orElseThrow();
    }
  }

  /** Two layers by hand, one example after another, with weights. */
  @Test
  void figuresAreThoseOfPlainLoops() {
    double[] weights = new double[40];
    for (int i = 0; i < 40; i++) weights[i] = i % 3;
    try (Parameters theta = theta(NETWORK)) {
      theta.W(1).muli(3);
      Regularization penalty = Regularization.none().withL2(0.02).withL1(0.003);
      Health health = look(theta, penalty, DATA.withWeights(weights));
      double loss = 0;
      double all = 0;
      double[][] dW1 = new double[4][3];
      double squares1 = 0;
      double squares2 = 0;
      int flat = 0;
      double sumZ = 0;
      for (int i = 0; i < 40; i++) all += weights[i];
      for (int i = 0; i < 40; i++) {
        double[] a1 = new double[4];
        for (int j = 0; j < 4; j++) {
          double z = theta.b(1).getDouble(j, 0);
          for (int k = 0; k < 3; k++) z += theta.W(1).getDouble(j, k) * X[i][k];
          sumZ += z;
          a1[j] = Math.tanh(z);
          if (1 - a1[j] * a1[j] < 0.01) flat++;
        }
        double[] d2 = new double[2];
        for (int j = 0; j < 2; j++) {
          double z = theta.b(2).getDouble(j, 0);
          for (int k = 0; k < 4; k++) z += theta.W(2).getDouble(j, k) * a1[k];
          double a = 1 / (1 + Math.exp(-z));
          double y = DATA.label(i) == j ? 1 : 0;
          loss += weights[i] / all * (a - y) * (a - y) / 2;
          d2[j] = weights[i] * (a - y) * a * (1 - a);
          squares2 += d2[j] * d2[j];
        }
        for (int j = 0; j < 4; j++) {
          double d = 0;
          for (int k = 0; k < 2; k++) d += theta.W(2).getDouble(k, j) * d2[k];
          d *= 1 - a1[j] * a1[j];
          squares1 += d * d;
          for (int k = 0; k < 3; k++) dW1[j][k] += d / all * X[i][k];
        }
      }
      double normW = 0;
      double normDW = 0;
      for (int j = 0; j < 4; j++) {
        for (int k = 0; k < 3; k++) {
          double W = theta.W(1).getDouble(j, k);
          normW += W * W;
          double g = dW1[j][k] + 0.02 * W + 0.003 * Math.signum(W);
          normDW += g * g;
        }
      }
      LayerHealth first = health.layer(1);
      assertThat(health.loss()).as("without penalties").isEqualTo(loss, within(1e-12));
      assertThat(health.examples()).isEqualTo(40);
      assertThat(first.saturated()).isEqualTo(flat / 160.0).isBetween(0.05, 0.95);
      assertThat(first.dead()).isZero();
      assertThat(first.Z().mean()).isEqualTo(sumZ / 160, within(1e-12));
      assertThat(first.A().least()).isBetween(-1.0, 0.0);
      assertThat(first.normW()).isEqualTo(Math.sqrt(normW), within(1e-12));
      assertThat(first.normDW()).isEqualTo(Math.sqrt(normDW), within(1e-12));
      assertThat(first.normDZ()).isEqualTo(Math.sqrt(squares1 / 160), within(1e-12));
      assertThat(health.layer(2).normDZ()).isEqualTo(Math.sqrt(squares2 / 80), within(1e-12));
      assertThat(health.layer(2).activation()).isEqualTo("sigmoid");
      assertThat(first.updateRatio()).isEmpty();
    }
  }

  @Test
  void deadAndSaturatedUnitsAreCounted() {
    Network network = Network.inputs(3).hidden(4, relu()).hidden(5, sigmoid()).outputs(2, softmaxCrossEntropy());
    try (Parameters theta = theta(network)) {
      theta.b(1).putScalar(1, 0, -100);
      theta.b(1).putScalar(2, 0, -100);
      theta.b(2).putScalar(3, 0, 50);
      Health health = look(theta, Regularization.none(), DATA);
      assertThat(health.layer(1).dead()).isEqualTo(0.5);
      assertThat(health.layer(1).saturated()).as("relu has one flat side").isZero();
      assertThat(health.layer(2).saturated()).isBetween(0.2, 0.3);
      assertThat(health.layer(3).saturated()).as("a softmax is not applied to each unit by itself").isZero();
    }
  }

  @Test
  void nothingOfTheRunIsChanged() {
    Network network = Network.inputs(3).hidden(Layer.of(6, relu()).withNormalization(Normalization.batch()).withDropout(0.5)).outputs(2, softmaxCrossEntropy());
    try (Parameters theta = theta(network); HealthProbe probe = new HealthProbe(theta, Regularization.none().withInputNoise(3), DATA)) {
      double[] before = theta.flat().toDoubleVector();
      double[] statistics = theta.statistics().orElseThrow().toDoubleVector();
      Health health = probe.look(1, 1).orElseThrow();
      assertThat(probe.look(1, 1)).as("without dropout and noise").hasValue(health);
      assertThat(theta.flat().toDoubleVector()).isEqualTo(before);
      assertThat(theta.statistics().orElseThrow().toDoubleVector()).isEqualTo(statistics);
      assertThat(health.layer(1).Z().mean()).as("normalised").isEqualTo(0, within(1e-6));
      assertThat(health.layer(1).Z().deviation()).isEqualTo(1, within(1e-3));
    }
  }

  @Test
  void theSampleIsSpreadAndBounded() {
    assertThat(Sampling.evenly(10, 3)).containsExactly(1, 5, 8);
    assertThat(Sampling.evenly(3, 10)).containsExactly(0, 1, 2);
    double[][] x = Runs.normal(2000, 3, 1);
    Dataset many = Runs.classes("many", x, Runs.sectors(x, 2), 2);
    try (Parameters theta = theta(NETWORK); HealthProbe probe = new HealthProbe(theta, Regularization.none(), many)) {
      assertThat(probe.examples()).isEqualTo(HealthProbe.MOST);
    }
    Network wide = Network.inputs(3).hidden(8192, relu()).outputs(2, softmaxCrossEntropy());
    try (Parameters theta = theta(wide); HealthProbe probe = new HealthProbe(theta, Regularization.none(), many)) {
      assertThat(probe.examples()).isEqualTo(128);
    }
  }

  @Test
  void thereIsNoHealthWithoutFiniteNumbers() {
    try (Parameters theta = theta(NETWORK); HealthProbe probe = new HealthProbe(theta, Regularization.none(), DATA)) {
      theta.W(1).putScalar(0, 0, Double.NaN);
      assertThat(probe.look(1, 1)).isEmpty();
      theta.W(1).putScalar(0, 0, 1e200);
      assertThat(probe.look(1, 1)).isEmpty();
      theta.W(1).putScalar(0, 0, 1);
      assertThat(probe.look(1, 1)).isPresent();
    }
  }
}
