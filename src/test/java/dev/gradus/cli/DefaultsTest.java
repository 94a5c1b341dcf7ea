package dev.gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.optim.Method;
import dev.gradus.optim.MethodKind;
import dev.gradus.train.RateRange;
import dev.gradus.train.TrainingPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The defaults of the command line and of the API are the same, and what the help says of an optimizer is what it has. */
class DefaultsTest {
  private static PlanOptions options(String... words) {
    PlanOptions options = new PlanOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(words);
    return options;
  }

  @Test
  void thePlanOfNoOptionsIsThatOfTheBuilder() {
    TrainingPlan told = options().plan(0);
    TrainingPlan built = TrainingPlan.builder().build();

    assertThat(told).usingRecursiveComparison().ignoringFields("initializer").isEqualTo(built);
    assertThat(told.initializer().orElseThrow().name()).as("what suits relu, the default activation").isEqualTo("he");
    assertThat(built.initializer()).isEqualTo(Optional.empty());
  }

  @Test
  void theRangeOfLrFindIsTheUsualOne() {
    Map<String, String> printed = Map.of("from", "1e-7", "to", "10", "steps", "200");
    Gradus run = Gradus.run("lr-find", "--print-config").done();
    printed.forEach((key, value) -> assertThat(run.lines()).contains(key + ": " + value));
    assertThat(RateRange.usual()).isEqualTo(new RateRange(1e-7, 10, 200));
  }

  static List<String> optimizers() {
    return Method.kinds().stream().map(MethodKind::name).toList();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void anOptimizerByItsNameAloneHasItsOwnDefaults(String name) {
    assertThat(options("--optimizer", name).plan(1).optimizer()).isEqualTo(Method.named(name, OptionalDouble.empty(), Map.of()));
  }

  /** The numbers that the help gives stand in the table of methods. */
  @Test
  void theHelpGivesTheDefaultsOfTheTable() {
    String help = Gradus.run("train", "--help").done().out().replaceAll("\\s+", " ");
    Map<String, Double> adam = Method.kind("adam").hyperParameters();
    assertThat(help).contains("adam " + Method.kind("adam").rate().getAsDouble())
        .contains("of the first moment stays (default: " + adam.get("beta1") + ")")
        .contains("of the second moment stays (default: " + adam.get("beta2") + "; of lion " + Method.kind("lion").hyperParameters().get("beta2") + ")")
        .contains("for momentum, nesterov and rmsprop (default: " + Method.kind("momentum").hyperParameters().get("momentum") + "; of rmsprop 0)")
        .contains("mean square stays (default: " + Method.kind("rmsprop").hyperParameters().get("alpha") + ")")
        .contains("mean squares stays (default: " + Method.kind("adadelta").hyperParameters().get("rho") + ")")
        .contains("look ahead begins (default: " + Method.kind("nadam").hyperParameters().get("momentum-decay") + ")")
        .contains("remembered (default: " + Method.kind("lbfgs").hyperParameters().get("history").intValue() + ")");
    assertThat(Method.kind("adamw").decay().toString()).contains("0.01");
    assertThat(help).contains("of adamw 0.01)");
  }
}
