package dev.gradus.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast loops against the scalar formulas, over everything a float can be. */
class ActivationTest {
  private static List<String> all() {
    List<String> names = new ArrayList<>(Activation.names());
    names.removeIf(name -> name.equals("bent"));
    names.addAll(List.of("leaky-relu:0.3", "elu:0.7", "elu:2.5"));
    return names;
  }

  private static List<String> trainable() {
    List<String> names = all();
    names.removeIf(name -> !Activation.named(name).trainable());
    return names;
  }

  private static float[] arguments() {
    float[] z = new float[200_011];
    for (int i = 0; i < 100_000; i++) z[i] = (i - 50_000) / 500f;
    for (int i = 0; i < 100_000; i++) z[100_000 + i] = (float) (Math.signum(i - 50_000) * Math.exp((Math.abs(i - 50_000) - 40_000) / 500.0));
    float[] corners = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, 1e-40f, 1e38f, -1e38f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 88.7f};
    System.arraycopy(corners, 0, z, 200_000, corners.length);
    return z;
  }

  @ParameterizedTest
  @MethodSource("all")
  void fastLoopsAreWithinOneUlpOfTheFormula(String name) {
    Activation g = Activation.named(name);
    float[] z = arguments();
    float[] a = new float[z.length];
    g.apply(z, a, z.length);
    double worst = 0;
    for (int i = 0; i < z.length; i++) {
      double exact = g.value(z[i]);
      if (Float.isNaN(z[i])) {
        assertThat(a[i]).as("%s of NaN", name).isNaN();
      } else {
        // Below the smallest normal float nothing is promised but smallness.
        double ulp = Math.max(Math.ulp((float) exact), Math.ulp(Float.MIN_NORMAL) * 0x1p23);
        worst = Math.max(worst, a[i] == exact ? 0 : Math.abs(a[i] - exact) / ulp);
      }
    }
    System.out.printf("%s: largest error %.2f ulp of float%n", name, worst);
    // Softsign adds and divides in float, and so rounds twice; the others round once, from double, or are exact but for one product or quotient.
    assertThat(worst).as("largest error in ulp").isLessThanOrEqualTo(name.equals("softsign") ? 2 : 1);
  }

  @ParameterizedTest
  @MethodSource("trainable")
  void pullBackMultipliesByTheDerivative(String name) {
    Activation g = Activation.named(name);
    float[] z = arguments();
    float[] a = new float[z.length];
    g.apply(z, a, z.length);
    float[] d = new float[z.length];
    java.util.Arrays.fill(d, -3);
    g.pullBack(z, a, d, z.length);
    for (int i = 0; i < z.length; i++) {
      double exact = -3 * g.derivative(z[i], a[i]);
      if (Float.isNaN(z[i]) && !name.equals("identity")) {
        assertThat(d[i]).as("%s at NaN", name).isNaN();
      } else {
        assertThat((double) d[i]).as("%s at %s", name, z[i]).isCloseTo(exact, within(1e-6));
      }
    }
  }

  /** The fast loop against the one that follows from the scalar formulas, over all pairs of what can trip it. */
  @ParameterizedTest
  @MethodSource("trainable")
  void pullBackOfAnyGradientIsThatOfTheFormula(String name) {
    Activation g = Activation.named(name);
    Activation slow = new Activation() {
      @Override
      public String name() {
        return "slow " + name;
      }

      @Override
      public double value(double z) {
        return g.value(z);
      }

      @Override
      public double derivative(double z, double a) {
        return g.derivative(z, a);
      }
    };
    float[] corners = {0f, -0f, Float.MIN_VALUE, -1e-40f, Float.MIN_NORMAL, 1e-20f, 0.3f, -1f, 17f, 1e38f, -1e38f, Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY, Float.NaN};
    int n = corners.length * corners.length;
    float[] z = new float[n];
    float[] d = new float[n];
    for (int i = 0; i < n; i++) {
      z[i] = corners[i / corners.length];
      d[i] = corners[i % corners.length];
    }
    float[] a = new float[n];
    g.apply(z, a, n);
    float[] fast = d.clone();
    float[] expected = d.clone();
    g.pullBack(g.derivativeNeedsZ() ? z : a, a, fast, n);
    slow.pullBack(z, a, expected, n);
    for (int i = 0; i < n; i++) {
      if (name.matches("s?elu.*") && Math.abs(g.derivative(z[i], a[i])) < 1e-6) {
        // a + λα is known to the last place of a; where it is about 0 that is all that can be compared.
        if (Float.isFinite(d[i])) assertThat(Math.abs(fast[i])).as("%s of %s at z = %s", name, d[i], z[i]).isLessThanOrEqualTo(1e-6f * Math.abs(d[i]));
        continue;
      }
      if (Float.isNaN(expected[i]) || Float.isInfinite(expected[i])) {
        assertThat((Float) fast[i]).as("%s of %s at z = %s", name, d[i], z[i]).isEqualTo((Float) expected[i]);
      } else {
        double ulp = Math.max(Math.ulp(expected[i]), Float.MIN_NORMAL * 1e-3);
        assertThat((double) fast[i]).as("%s of %s at z = %s", name, d[i], z[i]).isCloseTo(expected[i], within(4 * ulp));
      }
    }
  }

  /** g and g′ at −∞, −1e38 (where g is finite) and +∞ are their limits, in float and in double. */
  @ParameterizedTest
  @CsvSource({"leaky-relu:0.5, -Infinity, 0.5, 1", "elu:2, -2, 0, 1", "selu, -1.7580993408473766, 0, 1.0507009873554805", "gelu, 0, 0, 1", "silu, 0, 0, 1",
      "mish, 0, 0, 1", "softplus, 0, 0, 1", "softsign, -1, 0, 0", "hard-sigmoid, 0, 0, 0", "sigmoid, 0, 0, 0", "tanh, -1, 0, 0", "relu, 0, 0, 1"})
  void limitsAreReached(String name, double low, double lowSlope, double highSlope) {
    Activation g = Activation.named(name);
    double high = switch (name) {
      case "softsign", "hard-sigmoid", "sigmoid", "tanh" -> 1;
      default -> Double.POSITIVE_INFINITY;
    };
    double[] z = {Double.NEGATIVE_INFINITY, -1e38, Double.POSITIVE_INFINITY};
    double[] value = {low, Double.isInfinite(low) ? -1e38 / 2 : low, high};
    double[] slope = {lowSlope, lowSlope, highSlope};
    float[] floats = {Float.NEGATIVE_INFINITY, -1e38f, Float.POSITIVE_INFINITY};
    float[] a = new float[3];
    float[] d = {1, 1, 1};
    g.apply(floats, a, 3);
    g.pullBack(g.derivativeNeedsZ() ? floats : a, a, d, 3);
    for (int i = 0; i < 3; i++) {
      double exact = g.value(z[i]);
      if (Double.isInfinite(value[i])) {
        assertThat(exact).as("%s of %s", name, z[i]).isEqualTo(value[i]);
        assertThat((double) a[i]).as("%s of %s in float", name, z[i]).isEqualTo(value[i]);
      } else {
        double size = Math.max(1, Math.abs(value[i]));
        assertThat(exact).as("%s of %s", name, z[i]).isCloseTo(value[i], within(1e-15 * size));
        assertThat((double) a[i]).as("%s of %s in float", name, z[i]).isCloseTo(value[i], within(1e-7 * size));
      }
      assertThat(g.derivative(z[i], exact)).as("derivative of %s at %s", name, z[i]).isCloseTo(slope[i], within(1e-15));
      assertThat((double) d[i]).as("derivative of %s at %s in float", name, z[i]).isCloseTo(slope[i], within(2e-7));
    }
  }

  @Test
  void unknownNamesAreAnErrorThatListsTheKnownOnes() {
    assertThatThrownBy(() -> Activation.named("rely")).hasMessageContaining("\"rely\"").hasMessageContaining("relu").hasMessageContaining("sigmoid");
    assertThatThrownBy(() -> Head.of("cross-entropy", "sigmoid")).hasMessageContaining("does not go with").hasMessageContaining("softmax");
    assertThatThrownBy(() -> Head.of("squared-error", "softmax")).hasMessageContaining("does not go with");
    assertThatThrownBy(() -> Head.of("cross", "softmax")).hasMessageContaining("\"cross\"").hasMessageContaining("cross-entropy");
    assertThatThrownBy(() -> Initializer.named("xavier")).hasMessageContaining("glorot");
  }

  @Test
  void lossesOfHugeLogitsAreFinite() {
    double[] z = {1e4, -1e4, 0};
    double[] a = new double[3];
    double[] y = {0, 1, 0};
    Head softmax = Head.softmaxCrossEntropy();
    softmax.output(z, a, 0, 3);
    assertThat(softmax.cost(z, a, y, 0, 3)).isEqualTo(2e4);
    Head sigmoid = Head.sigmoidCrossEntropy();
    sigmoid.output(z, a, 0, 3);
    assertThat(sigmoid.cost(z, a, y, 0, 3)).isEqualTo(1e4 + 1e4 + Math.log(2));
  }
}
