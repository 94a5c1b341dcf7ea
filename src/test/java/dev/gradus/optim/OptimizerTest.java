package dev.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.Draws;
import dev.gradus.kernel.Kernels;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
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

  @Test
  void momentsOfADeadWeightNeverBecomeDenormal() {
    for (Optimizer rule : new Optimizer[] {Optimizer.momentum(0.1, 0.9), Optimizer.nesterov(0.1, 0.9), Optimizer.adam(0.1)}) {
      float[] theta = {1};
      float[] g = {1e-3f};
      float[][] state = new float[rule.state().size()][1];
      for (int t = 1; t <= 200_000; t++) {
        rule.update(theta, g, state, 1, rule.rate(), t);
        g[0] = 0;
        for (float[] one : state) assertThat(one[0] == 0 || Math.abs(one[0]) >= Float.MIN_NORMAL).as("%s after %d steps: %s", rule, t, one[0]).isTrue();
      }
      for (float[] one : state) assertThat(one[0]).as("%s", rule).isLessThan(1e-33f);
    }
  }

  @Test
  void stepwiseScheduleMultipliesAfterEveryPeriod() {
    Schedule schedule = Schedule.named("step:10:0.5");
    assertThat(schedule.factor(1, 1)).isEqualTo(1);
    assertThat(schedule.factor(10, 999)).isEqualTo(1);
    assertThat(schedule.factor(11, 1000)).isEqualTo(0.5);
    assertThat(schedule.factor(31, 1)).isEqualTo(0.125, within(1e-15));
    assertThat(Schedule.named(schedule.toString())).isEqualTo(schedule);
    assertThat(Schedule.named("constant").factor(1000, 1)).isEqualTo(1);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> Optimizer.sgd(0)).hasMessageContaining("learning rate of 0.0");
    assertThatThrownBy(() -> Optimizer.adam(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Optimizer.momentum(0.1, 1)).hasMessageContaining("momentum of 1.0");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, 0.999, 0)).hasMessageContaining("ε of 0.0");
    assertThatThrownBy(() -> Schedule.named("cosine")).hasMessageContaining("step:EPOCHS:FACTOR");
    assertThatThrownBy(() -> Schedule.named("step:0:0.5")).hasMessageContaining("every 0 epochs");
  }
}
