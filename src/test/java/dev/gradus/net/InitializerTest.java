package dev.gradus.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializerTest {
  private static RandomGenerator random(long seed) {
    return new java.util.SplittableRandom(seed);
  }

  private static double[] draw(Initializer initializer, int in, int out) {
    DoubleSupplier weights = initializer.weights(random(7), in, out);
    double[] w = new double[in * out];
    for (int i = 0; i < w.length; i++) w[i] = weights.getAsDouble();
    return w;
  }

  /** Mean and variance within five standard errors; a uniform one within its limits and close to them; kurtosis tells normal (3) from uniform (1.8). */
  @ParameterizedTest
  @CsvSource({"normal, 1, normal", "lecun-normal, 1 / in, normal", "lecun-uniform, 1 / in, uniform", "glorot-normal, 2 / both, normal",
      "glorot-uniform, 2 / both, uniform", "glorot, 2 / both, uniform", "he-normal, 2 / in, normal", "he, 2 / in, normal", "he-uniform, 2 / in, uniform"})
  void momentsAreThoseOfTheDistribution(String name, String formula, String shape) {
    int in = 300;
    int out = 200;
    int n = in * out;
    String[] parts = formula.split(" / ");
    double variance = Double.parseDouble(parts[0]) / (parts.length == 1 ? 1 : parts[1].equals("in") ? in : in + out);
    double[] w = draw(Initializer.named(name), in, out);
    double mean = 0;
    for (double one : w) mean += one / n;
    double second = 0;
    double fourth = 0;
    double largest = 0;
    for (double one : w) {
      second += one * one / n;
      fourth += one * one * one * one / n;
      largest = Math.max(largest, Math.abs(one));
    }
    double kurtosis = shape.equals("normal") ? 3 : 1.8;
    assertThat(mean).as("mean of %s", name).isCloseTo(0, within(5 * Math.sqrt(variance / n)));
    assertThat(second).as("variance of %s", name).isCloseTo(variance, within(5 * variance * Math.sqrt((kurtosis - 1) / n)));
    assertThat(fourth / (second * second)).as("kurtosis of %s", name).isCloseTo(kurtosis, within(0.15));
    if (shape.equals("uniform")) assertThat(largest).isLessThanOrEqualTo(Math.sqrt(3 * variance)).isGreaterThan(0.999 * Math.sqrt(3 * variance));
    assertThat(Initializer.named(name).bias(random(1), in, out) == 0).as("bias of %s is 0", name).isEqualTo(!name.equals("normal"));
  }

  /** What files of earlier versions were trained from: the first values of a seed, by their formulas. */
  @Test
  void valuesOfASeedStay() {
    double[] he = draw(Initializer.he(), 3, 2);
    double[] glorot = draw(Initializer.glorot(), 3, 2);
    RandomGenerator gaussians = random(7);
    RandomGenerator uniforms = random(7);
    for (int i = 0; i < 6; i++) {
      assertThat(he[i]).isEqualTo(gaussians.nextGaussian() * Math.sqrt(2.0 / 3));
      assertThat(glorot[i]).isEqualTo((2 * uniforms.nextDouble() - 1) * Math.sqrt(6.0 / 5));
    }
  }

  /** W Wᵀ = 1 when there are no more rows than columns, Wᵀ W = 1 when there are no fewer, to 1e-12. */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "7, 1", "5, 5", "40, 60", "60, 40", "200, 200", "784, 30"})
  void orthogonalWeightsAreOrthonormal(int in, int out) {
    double[] w = draw(Initializer.orthogonal(), in, out);
    int count = Math.min(in, out);
    int length = Math.max(in, out);
    for (int i = 0; i < count; i++) {
      for (int k = 0; k <= i; k++) {
        double product = 0;
        for (int n = 0; n < length; n++) product += out <= in ? w[i + out * n] * w[k + out * n] : w[n + out * i] * w[n + out * k];
        assertThat(product).as("%d · %d of %d × %d", i, k, out, in).isCloseTo(i == k ? 1 : 0, within(1e-12));
      }
    }
    assertThat(draw(Initializer.orthogonal(), in, out)).as("the same numbers from the same source").isEqualTo(w);
  }

  /** Uniform among the orthogonal matrices: the entries have mean 0 and variance 1/n, and both determinants occur. */
  @Test
  void orthogonalWeightsAreUniform() {
    double sum = 0;
    int positive = 0;
    for (int seed = 0; seed < 2000; seed++) {
      DoubleSupplier weights = Initializer.orthogonal().weights(random(seed), 2, 2);
      double a = weights.getAsDouble();
      double b = weights.getAsDouble();
      double c = weights.getAsDouble();
      double d = weights.getAsDouble();
      sum += a;
      if (a * d - b * c > 0) positive++;
    }
    assertThat(sum / 2000).isCloseTo(0, within(5 * Math.sqrt(0.5 / 2000)));
    assertThat(positive).isBetween(1000 - 112, 1000 + 112);
  }

  @Test
  void constantsAndBiasesAreWhatWasAsked() {
    assertThat(draw(Initializer.constant(0.3), 2, 2)).containsOnly(0.3);
    assertThat(draw(Initializer.zeros(), 2, 2)).containsOnly(0);
    Initializer biased = Initializer.he().withBias(0.5);
    assertThat(draw(biased, 3, 2)).isEqualTo(draw(Initializer.he(), 3, 2));
    assertThat(biased.bias(random(1), 3, 2)).isEqualTo(0.5);
    assertThat(Initializer.normal().withBias(0).bias(random(1), 3, 2)).isZero();
    assertThat(biased.withBias(2)).isEqualTo(Initializer.he().withBias(2)).isNotEqualTo(biased);
  }

  @ParameterizedTest
  @CsvSource({"he, he", "he-normal, he", "glorot, glorot", "glorot-uniform, glorot", "glorot-normal, glorot-normal", "he-uniform, he-uniform",
      "lecun-normal, lecun-normal", "lecun-uniform, lecun-uniform", "orthogonal, orthogonal", "normal, normal", "zeros, zeros", "constant:0, zeros",
      "constant:-0.0, zeros", "constant:0.1, constant:0.1", "constant:-2, constant:-2.0", "he+bias:0.01, he+bias:0.01",
      "constant:1+bias:1e-9, constant:1.0+bias:1.0E-9", "he+bias:1+bias:2, he+bias:2.0"})
  void namesParseBack(String name, String printed) {
    Initializer initializer = Initializer.named(name);
    assertThat(initializer.name()).isEqualTo(printed);
    assertThat(Initializer.named(initializer.name())).isEqualTo(initializer);
  }

  @Test
  void everyKnownNameParses() {
    for (String name : Initializer.names()) {
      Initializer initializer = Initializer.named(name.equals("constant") ? "constant:3" : name);
      assertThat(Initializer.named(initializer.name())).isEqualTo(initializer);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "xavier|there is no initializer \"xavier\"; known are constant:VALUE, glorot, glorot-normal, glorot-uniform, he, he-normal",
      "constant|constant:VALUE with a number after the colon, such as constant:0.1",
      "constant:x|\"constant:x\" was asked for; it must be of the form constant:VALUE",
      "constant:|such as constant:0.1",
      "constant:NaN|NaN is not a number",
      "he:2|has a number, and he takes none",
      "he+bias:x|must end in a number, such as he+bias:0.1",
      "he+bias:Infinity|an initial bias of Infinity was asked for; it must be a finite number",
      "hee+bias:1|there is no initializer \"hee\""})
  void whatIsWrongIsRefusedWithAReason(String name, String reason) {
    assertThatThrownBy(() -> Initializer.named(name)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"relu, he", "leaky-relu:0.2, he", "elu, he", "gelu, he", "silu, he", "mish, he", "softplus, he", "selu, lecun-normal", "sigmoid, glorot",
      "tanh, glorot", "identity, glorot", "softsign, glorot", "hard-sigmoid, glorot"})
  void theDefaultFollowsTheActivation(String activation, String initializer) {
    assertThat(Initializer.defaultFor(Activation.named(activation))).isEqualTo(Initializer.named(initializer));
  }

  /** Through 20 layers of 256 units with the default initializer of an activation, the mean square of the activations stays between 1/30 and 30. */
  @ParameterizedTest
  @ValueSource(strings = {"relu", "leaky-relu", "selu"})
  void theDefaultKeepsTheSizeOfActivations(String name) {
    Activation g = Activation.named(name);
    int n = 256;
    RandomGenerator random = random(3);
    double[] a = new double[n];
    for (int k = 0; k < n; k++) a[k] = random.nextGaussian();
    for (int l = 0; l < 20; l++) {
      DoubleSupplier w = Initializer.defaultFor(g).weights(random, n, n);
      double[] z = new double[n];
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) z[j] += w.getAsDouble() * a[k];
      }
      g.apply(z, a, n);
    }
    double size = 0;
    for (double one : a) size += one * one / n;
    assertThat(size).isBetween(1 / 30.0, 30.0);
  }
}
