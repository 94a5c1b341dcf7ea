package dev.gradus.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link ParityTest} cannot ask of PyTorch: ends, compositions, refusals. */
class ScheduleTest {
  @Test
  void aWarmUpHidesItselfFromWhatFollows() {
    Position at = new Position(10, 100);
    Schedule seen = position -> position.epoch() + 100.0 * position.epochs() + 1e4 * position.step() + 1e8 * position.steps();
    assertThat(Schedule.warmUpSteps(20, 0.5, seen).factor(at.at(4, 35))).isEqualTo(4 + 1000 + 15e4 + 80e8);
    assertThat(Schedule.warmUpEpochs(2, 0.5, seen).factor(at.at(4, 35))).isEqualTo(2 + 800 + 15e4 + 80e8);
    assertThat(at.epoch()).isEqualTo(4);
    assertThat(at.step()).isEqualTo(35);
    Schedule plateau = Schedule.named("warm-up-epochs:2:1+plateau-epochs:0.5:0");
    for (double value : new double[] {1, 2, 3, 4, 4}) at.monitor(value);
    assertThat(plateau.needsMonitor()).isTrue();
    assertThat(plateau.factor(at.at(2, 11))).isEqualTo(1);
    assertThat(plateau.factor(at.at(4, 31))).as("3 is the first value that it sees").isEqualTo(1);
    assertThat(plateau.factor(at.at(6, 51))).isEqualTo(0.25);
  }

  @Test
  void aRunOfOneStepAndStepsBeyondTheEndHaveFactors() {
    for (String name : new String[] {"constant", "polynomial-steps", "cosine-steps", "cosine-steps:1:9223372036854775807",
        "one-cycle-steps", "one-cycle-steps:0", "one-cycle-steps:1", "warm-up-steps:3+cosine-steps", "plateau-epochs"}) {
      for (long steps : new long[] {1, 2, 7}) {
        Position at = new Position(1, steps);
        for (long step = 1; step <= 12; step++) {
          assertThat(Schedule.named(name).factor(at.at(1, step))).as("%s, step %d of %d", name, step, steps).isBetween(0.0, 1.0);
        }
      }
    }
    assertThat(Schedule.named("one-cycle-steps").factor(new Position(1, 50).at(1, 50))).isCloseTo(1 / 25.0 / 1e4, within(1e-18));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "cosine | cosine-epochs[:PERIOD", "step-epochs:0:0.5 | every 0 epochs", "step-epochs:2.5:0.5 | a whole number", "step-epochs:2 | is not known",
      "step-epochs:2:0 | factor of 0.0", "exponential-steps:-1 | γ of -1.0", "polynomial-epochs:0 | power of 0.0", "polynomial-epochs:1:2 | end of 2.0",
      "cosine-epochs:0 | period of 0", "cosine-epochs:3:0 | multiplier of 0", "one-cycle-steps:1.5 | peak of 1.5", "one-cycle-steps:0.3:0 | division of 0.0",
      "plateau-epochs:1 | factor of 1.0", "plateau-epochs:0.5:-1 | patience of -1.0",
      "plateau-epochs:0.5:1:2 | least change of 2.0", "warm-up-steps:0+constant | steps of 0",
      "warm-up-steps:5 | warm-up-steps:N[:START]+SCHEDULE", "warm-up-steps:5:2+constant | start of 2.0",
      "warm-up-epochs:5+nothing | nothing", "constant:1 | is not known"})
  void schedulesOutOfRangeAreRefused(String name, String message) {
    assertThatThrownBy(() -> Schedule.named(name)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
  }
}
