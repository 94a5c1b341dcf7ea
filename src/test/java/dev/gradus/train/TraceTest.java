package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.kernel.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From which step on a run was another. */
class TraceTest {
  /** A run of so many steps whose loss is another from a step on. */
  private static Trace run(long steps, long otherFrom) {
    Trace trace = new Trace();
    for (long step = 1; step <= steps; step++) trace.add(step == otherFrom ? Math.nextUp(1.0 / step) : 1.0 / step);
    return trace;
  }

  private static String marks(long steps) {
    return run(steps, 0).toString();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 8, 9, 31, 32, 33, 34, 100, 5000, 123_457})
  void theSameRunHasTheSameMarks(long steps) {
    assertThat(marks(steps)).isEqualTo(marks(steps));
    assertThat(marks(steps).split(" ")).hasSizeBetween((int) Math.min(steps, 20), 33);
    assertThat(Trace.difference(marks(steps), marks(steps))).isEmpty();
  }

  @Test
  void amongTheFirstEightTheStepIsKnown() {
    for (int step = 1; step <= 8; step++) {
      assertThat(Trace.difference(marks(5000), run(5000, step).toString())).contains(new Trace.Range(step, step));
    }
    assertThat(Trace.difference(marks(5000), run(5000, 3).toString()).orElseThrow()).hasToString("step 3");
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10, 333, 4096, 4097, 5000})
  void laterItIsAmongAFew(long step) {
    Trace.Range range = Trace.difference(marks(5000), run(5000, step).toString()).orElseThrow();
    assertThat(step).isBetween(range.from(), range.to());
    assertThat(range.to() - range.from()).isLessThan(5000 / 12);
  }

  @Test
  void runsOfDifferentLengthAreComparedAsFarAsBothGo() {
    assertThat(Trace.difference(marks(2), marks(3))).contains(new Trace.Range(3, 3));
    Trace.Range more = Trace.difference(marks(5000), marks(700)).orElseThrow();
    assertThat(701L).isBetween(more.from(), more.to());
    Trace.Range range = Trace.difference(marks(5000), run(700, 500).toString()).orElseThrow();
    assertThat(500L).isBetween(range.from(), range.to());
  }

  @Test
  void itGoesOnFromWhatWasNoted() {
    Trace first = run(777, 0);
    Trace second = new Trace();
    try (Snapshot snapshot = new Snapshot()) {
      first.state(snapshot.noting());
      second.state(snapshot.bringingBack());
    }
    for (long step = 778; step <= 5000; step++) second.add(1.0 / step);
    assertThat(second).hasToString(marks(5000));
  }

  @Test
  void whatIsNoTraceIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Trace.difference("1:0000000g", marks(3))).withMessageContaining("1:0000000g");
    assertThatIllegalArgumentException().isThrownBy(() -> Trace.difference(marks(3) + " 9:00000000".repeat(100_000), marks(3))).withMessageContaining("at most 33");
  }
}
