package dev.gradus.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Activations and heads against PyTorch's values; src/test/python/activations_and_heads.py makes them. */
class PyTorchParityTest {
  private static final Map<?, ?> REFERENCE = Parity.read("activations_and_heads.json");

  private static Stream<Map<?, ?>> all(String kind) {
    return ((List<?>) REFERENCE.get(kind)).stream().map(one -> (Map<?, ?>) one);
  }

  @TestFactory
  Stream<DynamicTest> activations() {
    return all("activations").map(reference -> DynamicTest.dynamicTest((String) reference.get("name"), () -> {
      Activation g = Activation.named((String) reference.get("name"));
      double[] z = Parity.numbers(reference.get("z"));
      double[] a = Parity.numbers(reference.get("a"));
      double[] derivative = Parity.numbers(reference.get("derivative"));
      double[] actual = new double[z.length];
      double[] d = new double[z.length];
      java.util.Arrays.fill(d, 1);
      g.apply(z, actual, z.length);
      g.pullBack(g.derivativeNeedsZ() ? z : actual, actual, d, z.length);
      for (int i = 0; i < z.length; i++) {
        Parity.assertClose(actual[i], a[i], "%s of %s", g.name(), z[i]);
        Parity.assertClose(d[i], derivative[i], "derivative of %s at %s", g.name(), z[i]);
      }
    }));
  }

  /** Every activation that has a derivative stands in the reference. */
  @Test
  void noActivationIsLeftOut() {
    List<String> there = all("activations").map(one -> (String) one.get("name")).toList();
    List<String> wanted = List.of("identity", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "selu", "gelu", "silu", "mish", "softplus", "softsign",
        "hard-sigmoid");
    assertThat(there).containsAll(wanted);
    assertThat(Activation.names()).containsAll(wanted);
  }

  /** Where 1 + erf has lost all digits: 10⁻¹² of values down to 10⁻¹⁹⁷. */
  @Test
  void tailOfGeluKeepsItsRelativePrecision() {
    Map<?, ?> reference = (Map<?, ?>) REFERENCE.get("gelu_tail");
    double[] z = Parity.numbers(reference.get("z"));
    double[] a = Parity.numbers(reference.get("a"));
    for (int i = 0; i < z.length; i++) {
      assertThat(Activation.gelu().value(z[i]) / a[i]).as("gelu of %s: %s", z[i], a[i]).isCloseTo(1, within(1e-12));
    }
  }

  @TestFactory
  Stream<DynamicTest> heads() {
    return all("heads").map(reference -> DynamicTest.dynamicTest(reference.get("loss") + ", " + reference.get("output"), () -> {
      Head head = Head.of((String) reference.get("loss"), (String) reference.get("output"));
      double[][] z = Parity.rows(reference.get("z"));
      double[][] y = Parity.rows(reference.get("y"));
      double[][] a = Parity.rows(reference.get("a"));
      double[][] gradient = Parity.rows(reference.get("gradient"));
      double[] cost = Parity.numbers(reference.get("cost"));
      for (int i = 0; i < z.length; i++) {
        for (double one : y[i]) head.checkTarget(one);
        double[] actual = new double[z[i].length];
        double[] dz = new double[z[i].length];
        head.output(z[i], actual, 0, actual.length);
        head.gradient(z[i], actual, y[i], dz, 0, dz.length);
        Parity.assertClose(head.cost(z[i], actual, y[i], 0, actual.length), cost[i], "cost of example %d", i);
        for (int j = 0; j < dz.length; j++) {
          Parity.assertClose(actual[j], a[i][j], "output %d of example %d", j, i);
          Parity.assertClose(dz[j], gradient[i][j], "gradient of output %d of example %d", j, i);
        }
      }
    }));
  }
}
