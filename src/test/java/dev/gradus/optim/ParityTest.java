package dev.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.Team;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Rules with decay and clipping, and schedules, against PyTorch (src/test/python/optimizers.py, schedules.py). */
class ParityTest {
  private static final Map<String, Object> OPTIMIZERS = Reference.of("optimizers.json");
  private static final Map<String, Object> SCHEDULES = Reference.of("schedules.json");

  static Stream<Arguments> rules() {
    return Reference.cases(OPTIMIZERS).stream()
        .map(c -> Arguments.of(c.get("rule") + " " + c.get("hyperParameters") + " decay " + c.get("decay") + " clipping " + c.get("clipping"), c));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void twentyStepsEqualPyTorchs(String name, Map<String, Object> c) {
    @SuppressWarnings("unchecked")
    Map<String, Double> values = (Map<String, Double>) c.get("hyperParameters");
    Optimizer rule = Optimizer.named((String) c.get("rule"), (Double) c.get("rate"), values).with(WeightDecay.named((String) c.get("decay")));
    Clipping clipping = Clipping.named((String) c.get("clipping"));
    for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
      double[] start = Reference.doubles(OPTIMIZERS.get("theta"));
      Matrix theta = Matrix.zeros(type, start.length);
      Matrix buffer = clipping.gradient(rule) == Optimizer.Gradient.INTO_THETA ? theta : Matrix.zeros(type, start.length);
      theta.set(0, start, 0, start.length);
      try (Updater updater = Updater.accumulating(rule, clipping, theta, buffer, Team.ONE)) {
        for (Object g : (List<?>) OPTIMIZERS.get("gradients")) {
          accumulate(updater, rule.rate(), Reference.doubles(g), buffer);
          updater.update(rule.rate());
        }
        assertThat(updater.gradientNorm().isPresent()).isEqualTo(clipping instanceof Clipping.ByNorm);
      }
      double[] expected = Reference.doubles(c.get(type == DataType.FLOAT ? "float" : "double"));
      assertThat(Reference.distance(Reference.values(theta), expected)).as("%s", type).isLessThan(type == DataType.FLOAT ? 1e-5 : 1e-10);
    }
  }

  private static void accumulate(Updater updater, double rate, double[] g, Matrix buffer) {
    double[] sum = Reference.values(buffer);
    for (int i = 0; i < g.length; i++) sum[i] = updater.beta() * sum[i] + updater.alpha(rate) * g[i];
    buffer.set(0, sum, 0, g.length);
  }

  @Test
  void everyRuleIsInTheTable() {
    Set<Object> tested = Reference.cases(OPTIMIZERS).stream().map(c -> c.get("rule")).collect(Collectors.toSet());
    tested.addAll(List.of("adamw", "lbfgs"));
    assertThat(Method.kinds()).extracting(MethodKind::name).allMatch(tested::contains).hasSize(13);
  }

  @Test
  void adamWIsAdamWithADecoupledDecay() {
    assertThat(Optimizer.adamW(1e-3)).isEqualTo(Optimizer.adam(1e-3).with(WeightDecay.decoupled(0.01)));
  }

  static Stream<Arguments> schedules() {
    return Reference.cases(SCHEDULES).stream().map(c -> Arguments.of(c.get("schedule"), c));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("schedules")
  void factorsEqualPyTorchs(String name, Map<String, Object> c) {
    Schedule schedule = Schedule.named(name);
    assertThat(Schedule.named(schedule.toString())).isEqualTo(schedule);
    int epochs = ((Double) SCHEDULES.get("epochs")).intValue();
    int steps = ((Double) SCHEDULES.get("steps")).intValue();
    double[] expected = Reference.doubles(c.get("factors"));
    double[] monitored = Reference.doubles(c.get("monitored"));
    assertThat(schedule.needsMonitor()).isEqualTo(monitored.length > 0);
    Position at = new Position(epochs, steps);
    for (int step = 1; step <= steps; step++) {
      int epoch = (step - 1) / (steps / epochs) + 1;
      if (monitored.length > 0 && step > 1 && (step - 1) % (steps / epochs) == 0) at.monitor(monitored[epoch - 2]);
      assertThat(schedule.factor(at.at(epoch, step))).as("step %d", step).isCloseTo(expected[step - 1], within(1e-12));
    }
    Position late = new Position(epochs, steps);
    for (double value : monitored) late.monitor(value);
    for (int step : new int[] {steps, steps / 2, 1}) {
      assertThat(schedule.factor(late.at((step - 1) / (steps / epochs) + 1, step)))
          .as("asked again, out of order").isCloseTo(expected[step - 1], within(1e-12));
    }
  }
}
