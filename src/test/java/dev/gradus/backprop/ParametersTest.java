package dev.gradus.backprop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Initial values where they belong: in W and b of each layer. */
class ParametersTest {
  private static final Network NETWORK = Network.inputs(50).hidden(12, Activation.relu()).hidden(30, Activation.tanh()).outputs(30, Head.softmaxCrossEntropy());

  private static final double[] HE = {0.11966259496843373, -0.09774977564736477, 0.07228162763479289, 0.0};
  private static final double[] GLOROT = {-0.12655001038237496, -0.28933862243248826, -0.33723989672745025, 0.0};
  private static final double[] NORMAL = {0.5983129748421686, -0.48874887823682384, 0.17705310548309827, 1.5223596531019923};

  /** 12 × 50 has orthonormal rows, 30 × 12 orthonormal columns, 30 × 30 both; the biases are what was asked. */
  @Test
  void orthogonalWeightsAreOrthogonalInEveryShape() {
    try (Parameters theta = Parameters.initial(NETWORK, DataType.DOUBLE, Initializer.orthogonal().withBias(0.25), 3)) {
      assertThat(distance(theta.W(1).mmul(theta.W(1).transpose()))).isLessThan(1e-12);
      assertThat(distance(theta.W(2).transpose().mmul(theta.W(2)))).isLessThan(1e-12);
      assertThat(distance(theta.W(3).mmul(theta.W(3).transpose()))).isLessThan(1e-12);
      assertThat(distance(theta.W(3).transpose().mmul(theta.W(3)))).isLessThan(1e-12);
      for (int l = 1; l <= 3; l++) {
        assertThat(theta.b(l).minNumber().doubleValue()).isEqualTo(0.25);
        assertThat(theta.b(l).maxNumber().doubleValue()).isEqualTo(0.25);
      }
    }
  }

  private static double distance(INDArray product) {
    return product.sub(Nd4j.eye(product.rows()).castTo(DataType.DOUBLE)).norm2Number().doubleValue();
  }

  /** Seeds of earlier versions mean what they meant: the first weights of W1 and W2, as they were before initializers gave whole layers. */
  @Test
  void aSeedKeepsItsValues() {
    try (Parameters he = Parameters.initial(NETWORK, DataType.DOUBLE, Initializer.named("he"), 42);
        Parameters glorot = Parameters.initial(NETWORK, DataType.DOUBLE, Initializer.named("glorot"), 42);
        Parameters normal = Parameters.initial(NETWORK, DataType.DOUBLE, Initializer.normal(), 42)) {
      check(he, HE);
      check(glorot, GLOROT);
      check(normal, NORMAL);
    }
  }

  private static void check(Parameters theta, double[] expected) {
    assertThat(new double[] {theta.W(1).getDouble(1, 0), theta.W(1).getDouble(0, 1), theta.W(2).getDouble(29, 11), theta.b(2).getDouble(7, 0)})
        .containsExactly(expected, within(0.0));
  }
}
