package dev.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Snapshot;
import dev.gradus.kernel.Team;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Each rule against its equations, written out one parameter at a time. */
class OptimizerTest {
  /** One step of a rule on one parameter; the state is the test's own. */
  private interface Plain {
    double step(double theta, double g, double[] state, int t);
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(Optimizer.sgd(0.1), (Plain) (x, g, s, t) -> x - 0.1 * g),
        Arguments.of(Optimizer.momentum(0.1, 0.9), (Plain) (x, g, s, t) -> {
          s[0] = 0.9 * s[0] + g;
          return x - 0.1 * s[0];
        }),
        Arguments.of(Optimizer.nesterov(0.1, 0.9), (Plain) (x, g, s, t) -> {
          s[0] = 0.9 * s[0] + g;
          return x - 0.1 * (g + 0.9 * s[0]);
        }),
        Arguments.of(Optimizer.adam(0.01), (Plain) (x, g, s, t) -> {
          s[0] = 0.9 * s[0] + 0.1 * g;
          s[1] = 0.999 * s[1] + 0.001 * g * g;
          double mHat = s[0] / (1 - Math.pow(0.9, t));
          double vHat = s[1] / (1 - Math.pow(0.999, t));
          return x - 0.01 * mHat / (Math.sqrt(vHat) + 1e-8);
        }));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void twentyStepsEqualTheEquations(Optimizer rule, Plain plain) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      int n = 5000; // more than two tiles, and not a whole number of them
      Draws draws = Draws.of(1);
      Matrix theta = Matrix.zeros(type, n);
      Matrix g = Matrix.zeros(type, n);
      double[] expected = new double[n];
      double[][] states = new double[n][2];
      for (int i = 0; i < n; i++) expected[i] = (float) draws.normal(i);
      theta.set(0, expected, 0, n);
      try (Updater updater = new Updater(rule, theta, g)) {
        for (int t = 1; t <= 20; t++) {
          double[] gradient = new double[n];
          for (int i = 0; i < n; i++) {
            gradient[i] = (float) (draws.normal((long) t * n + i) * (i % 7 == 0 ? 0 : 1));
            expected[i] = plain.step(expected[i], gradient[i], states[i], t);
          }
          g.set(0, gradient, 0, n);
          updater.update(rule.rate());
        }
        assertThat(updater.steps()).isEqualTo(20);
      }
      double[] found = new double[n];
      theta.get(0, found, 0, n);
      double difference = 0;
      double norm = 0;
      for (int i = 0; i < n; i++) {
        difference += (found[i] - expected[i]) * (found[i] - expected[i]);
        norm += expected[i] * expected[i];
      }
      assertThat(Math.sqrt(difference / norm)).as("%s in %s", rule, type).isLessThan(type == DataType.FLOAT ? 1e-6 : 1e-14);
      theta.close();
      g.close();
    }
  }

  /** The way of a training step, where the gradient is added to θ or to the velocity, against the pass over (θ, g, state). */
  @ParameterizedTest
  @MethodSource("rules")
  void accumulatedGradientsGiveTheSameSteps(Optimizer rule, Plain plain) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      int n = 5000;
      Draws draws = Draws.of(2);
      Matrix theta = Matrix.zeros(type, n);
      Matrix same = Matrix.zeros(type, n);
      Matrix g = Matrix.zeros(type, n);
      Matrix buffer = rule.gradient() == Optimizer.Gradient.INTO_THETA ? same : Matrix.zeros(type, n);
      Kernels kernels = new Kernels(type);
      try (Team team = new Team(2); Updater apart = new Updater(rule, theta, g); Updater accumulating = Updater.accumulating(rule, same, buffer, team)) {
        for (int t = 1; t <= 20; t++) {
          double rate = rule.rate() / t;
          int step = t;
          int[] at = {0};
          g.fill(() -> (float) draws.normal((long) step * n + at[0]++));
          apart.update(rate);
          if (accumulating.beta() == 0) {
            kernels.copy(n, g, buffer);
          } else {
            kernels.axpy(accumulating.alpha(rate), g, buffer);
          }
          accumulating.update(rate);
        }
      }
      double[] expected = new double[n];
      double[] found = new double[n];
      theta.get(0, expected, 0, n);
      same.get(0, found, 0, n);
      double difference = 0;
      double norm = 0;
      for (int i = 0; i < n; i++) {
        difference += (found[i] - expected[i]) * (found[i] - expected[i]);
        norm += expected[i] * expected[i];
      }
      assertThat(norm).isPositive();
      assertThat(Math.sqrt(difference / norm)).as("%s in %s", rule, type).isLessThan(type == DataType.FLOAT ? 1e-6 : 1e-14);
    }
  }

  @Test
  void anAccumulatingVelocityOfADeadWeightNeverBecomesDenormal() {
    float[] theta = {1};
    float[] velocity = {1e-3f};
    Optimizer rule = Optimizer.momentum(0.1, 0.9);
    for (int t = 1; t <= 20_000; t++) {
      rule.updateAccumulated(theta, velocity, 1, 0.1);
      assertThat(velocity[0] == 0 || Math.abs(velocity[0]) >= Float.MIN_NORMAL).as("after %d steps: %s", t, velocity[0]).isTrue();
    }
    assertThat(Math.abs(velocity[0])).isLessThan(1e-35f);
  }

  static Stream<Optimizer> withMoments() {
    return Stream.of(Optimizer.momentum(0.1, 0.9), Optimizer.nesterov(0.1, 0.9), Optimizer.adam(0.1), Optimizer.nAdam(0.1), Optimizer.adamax(0.1),
        Optimizer.named("rmsprop", 0.1, Map.of("centered", 1.0, "momentum", 0.9)), Optimizer.adadelta(1), Optimizer.lion(0.1));
  }

  @ParameterizedTest
  @MethodSource("withMoments")
  void momentsOfADeadWeightNeverBecomeDenormal(Optimizer rule) {
    float[] theta = {1};
    float[] g = {1e-3f};
    float[][] state = new float[rule.state().size()][1];
    for (int t = 1; t <= 200_000; t++) {
      rule.update(theta, g, state, 1, rule.rate(), t);
      g[0] = 0;
      for (float[] one : state) assertThat(one[0] == 0 || Math.abs(one[0]) >= Float.MIN_NORMAL).as("%s after %d steps: %s", rule, t, one[0]).isTrue();
    }
    assertThat(Math.abs(state[0][0])).as("%s", rule).isLessThan(1e-33f);
  }

  static Stream<Optimizer> all() {
    return Method.kinds().stream().filter(kind -> kind.rate().isPresent()).map(kind -> (Optimizer) kind.make(OptionalDouble.empty(), Map.of()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void twoThreadsGiveTheBitsOfOne(Optimizer rule) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      int n = 5001;
      double[][] ends = new double[2][];
      for (int k = 0; k < 2; k++) {
        Draws draws = Draws.of(3);
        Matrix theta = Matrix.zeros(type, n);
        Matrix g = Matrix.zeros(type, n);
        try (Team team = new Team(k + 1); Updater updater = Updater.accumulating(rule, Clipping.byValue(1), theta, g, team)) {
          for (int t = 1; t <= 5; t++) {
            long step = t;
            int[] at = {0};
            g.fill(() -> draws.normal(step * n + at[0]++));
            updater.update(rule.rate());
          }
        }
        ends[k] = Reference.values(theta);
      }
      assertThat(ends[1]).isEqualTo(ends[0]);
    }
  }

  /** State, θ and the number of steps are all that a rule knows. */
  @ParameterizedTest
  @MethodSource("all")
  void aResumedRunHasTheSameBits(Optimizer rule) {
    int n = 3000;
    Draws draws = Draws.of(5);
    Matrix theta = Matrix.zeros(DataType.FLOAT, n);
    Matrix g = Matrix.zeros(DataType.FLOAT, n);
    Matrix resumed = Matrix.zeros(DataType.FLOAT, n);
    try (Updater whole = new Updater(rule, theta, g); Updater rest = new Updater(rule, resumed, g)) {
      for (int t = 1; t <= 20; t++) {
        long step = t;
        int[] at = {0};
        g.fill(() -> draws.normal(step * n + at[0]++));
        if (t == 11) {
          resumed.set(0, Reference.values(theta), 0, n);
          try (Snapshot state = new Snapshot()) {
            whole.state(state.noting());
            rest.state(state.bringingBack());
          }
        }
        whole.update(rule.rate());
        if (t >= 11) rest.update(rule.rate());
      }
      assertThat(rest.steps()).isEqualTo(20);
    }
    assertThat(Reference.values(resumed)).isEqualTo(Reference.values(theta));
  }

  @ParameterizedTest
  @MethodSource("all")
  void namesAndValuesGiveTheRuleBack(Optimizer rule) {
    for (WeightDecay decay : new WeightDecay[] {rule.decay(), WeightDecay.none(), WeightDecay.coupled(0.1), WeightDecay.decoupled(0.2)}) {
      Optimizer other = rule.with(decay);
      assertThat(Optimizer.named(other.name(), other.rate(), other.hyperParameters()).with(other.decay())).isEqualTo(other);
      assertThat(WeightDecay.named(decay.toString())).isEqualTo(decay);
      assertThat(other.toString()).contains(String.valueOf(rule.rate()));
      other.hyperParameters().forEach((key, value) -> {
        assertThat(other.toString()).as(key).contains(key.equals("centered") ? "centered=false" : value.toString());
      });
      if (decay != WeightDecay.none()) assertThat(other.toString()).contains(decay.toString());
    }
    assertThat(Method.kind(rule.name()).hyperParameters()).isEqualTo(rule.hyperParameters());
  }

  @Test
  void theProductOfNAdamEqualsItsFactors() {
    for (double decay : new double[] {0, 1e-9, 4e-3, 0.5, 20}) {
      NAdam rule = new NAdam(0.1, 0.999, 0.999, 1e-8, decay);
      double product = 1;
      for (int t = 1; t <= 400; t++) {
        product *= 0.999 * (1 - 0.5 * Math.pow(0.96, t * decay));
        assertThat(rule.product(t)).as("decay %s, step %d", decay, t).isCloseTo(product, within(1e-11 * product));
      }
    }
  }

  @Test
  void clippingForcesTheGeneralWayAndKnowsTheNorm() {
    assertThat(Clipping.none().gradient(Optimizer.sgd(1))).isEqualTo(Optimizer.Gradient.INTO_THETA);
    assertThat(Clipping.none().gradient(Optimizer.momentum(1, 0.9))).isEqualTo(Optimizer.Gradient.INTO_VELOCITY);
    assertThat(Clipping.none().gradient(Optimizer.sgd(1).with(WeightDecay.coupled(0.1)))).isEqualTo(Optimizer.Gradient.APART);
    assertThat(Clipping.byNorm(1).gradient(Optimizer.sgd(1))).isEqualTo(Optimizer.Gradient.APART);
    Matrix theta = Matrix.zeros(DataType.DOUBLE, 2);
    Matrix g = Matrix.zeros(DataType.DOUBLE, 2);
    try (Updater updater = Updater.accumulating(Optimizer.sgd(1), Clipping.byNorm(1), theta, g, Team.ONE)) {
      assertThat(updater.gradientNorm()).isEmpty();
      g.set(0, new double[] {3, -4}, 0, 2);
      updater.update(1);
      assertThat(updater.gradientNorm()).hasValue(5);
      assertThat(Reference.values(theta)).containsExactly(new double[] {-3 / (5 + 1e-6), 4 / (5 + 1e-6)}, within(1e-15));
      g.set(0, new double[] {0.3, -0.4}, 0, 2);
      theta.set(0, new double[2], 0, 2);
      updater.update(1);
      assertThat(Reference.values(theta)).as("a short gradient stays as it is").containsExactly(-0.3, 0.4);
    }
    for (Clipping clipping : new Clipping[] {Clipping.none(), Clipping.byNorm(2), Clipping.byValue(0.5)}) {
      assertThat(Clipping.named(clipping.toString())).isEqualTo(clipping);
    }
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Optimizer.sgd(0)).hasMessageContaining("learning rate of 0.0");
    assertThatThrownBy(() -> Optimizer.adam(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Optimizer.momentum(0.1, 1)).hasMessageContaining("momentum of 1.0");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, 0.999, 0)).hasMessageContaining("ε of 0.0");
    assertThatThrownBy(() -> Optimizer.named("rmsprop", 0.1, Map.of("centered", 0.5))).hasMessageContaining("centered of 0.5").hasMessageContaining("0 or 1");
    assertThatThrownBy(() -> Optimizer.named("adadelta", 0.1, Map.of("rho", 1.0))).hasMessageContaining("ρ of 1.0");
    assertThatThrownBy(() -> Optimizer.named("adam", 0.1, Map.of("momentum", 0.9))).hasMessageContaining("adam has beta1, beta2, epsilon")
        .hasMessageContaining("goes with momentum, nesterov, rmsprop");
    assertThatThrownBy(() -> Optimizer.named("sgd", 0.1, Map.of("zeta", 0.9))).hasMessageContaining("sgd has no hyper-parameters")
        .hasMessageContaining("no optimizer has a zeta");
    assertThatThrownBy(() -> Optimizer.named("adan", 0.1, Map.of())).hasMessageContaining("no optimizer \"adan\"")
        .hasMessageContaining("adadelta, adagrad, adam");
    assertThatThrownBy(() -> Optimizer.named("lbfgs", 0.1, Map.of())).hasMessageContaining("lbfgs has none");
    assertThatThrownBy(() -> WeightDecay.coupled(-1)).hasMessageContaining("weight decay of -1.0");
    assertThatThrownBy(() -> WeightDecay.named("l2:1")).hasMessageContaining("decoupled:LAMBDA");
    assertThatThrownBy(() -> Clipping.byNorm(0)).hasMessageContaining("clipping norm of 0.0");
    assertThatThrownBy(() -> Clipping.byValue(Double.POSITIVE_INFINITY)).hasMessageContaining("Infinity");
    assertThatThrownBy(() -> Clipping.named("norm:x")).hasMessageContaining("\"x\" where a number is needed");
  }
}
