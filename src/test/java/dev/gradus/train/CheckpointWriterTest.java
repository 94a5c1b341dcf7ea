package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a checkpoint is due. */
class CheckpointWriterTest {
  private static final long SECOND = 1_000_000_000L;
  private long now = 5 * SECOND;

  private CheckpointWriter writer(Cadence cadence) {
    return new CheckpointWriter(Checkpoints.in(Path.of("")).every(cadence), null, () -> now);
  }

  @Test
  void epochs() {
    CheckpointWriter writer = writer(new Cadence.Epochs());
    assertThat(writer.isDue(7, true)).isTrue();
    assertThat(writer.isDue(7, false)).isFalse();
  }

  @Test
  void steps() {
    CheckpointWriter writer = writer(new Cadence.Steps(4));
    assertThat(writer.isDue(8, false)).isTrue();
    assertThat(writer.isDue(7, false)).isFalse();
    assertThat(writer.isDue(8, true)).as("asked at the step already").isFalse();
  }

  @Test
  void time() {
    CheckpointWriter writer = writer(new Cadence.Time(Duration.ofSeconds(10)));
    now += 10 * SECOND - 1;
    assertThat(writer.isDue(1, false)).isFalse();
    assertThat(writer.isDue(1, true)).isFalse();
    now++;
    assertThat(writer.isDue(1, false)).isTrue();
    assertThat(writer.isDue(1, true)).isTrue();
  }

  @Test
  void never() {
    CheckpointWriter writer = writer(new Cadence.None());
    now += 1_000_000 * SECOND;
    assertThat(writer.isDue(1, true)).isFalse();
  }

  @Test
  void nowAndThenIsAtTheFirstEpochAndAfterAMinuteWithinOne() {
    CheckpointWriter writer = writer(new Cadence.Auto());
    assertThat(writer.isDue(1, true)).isTrue();
    now += 60 * SECOND - 1;
    assertThat(writer.isDue(1, false)).isFalse();
    now++;
    assertThat(writer.isDue(1, false)).isTrue();
  }

  @Test
  void theBestIsKeptWhenAskedFor() {
    assertThat(writer(new Cadence.Auto()).keepsBest()).isFalse();
    assertThat(new CheckpointWriter(Checkpoints.in(Path.of("")).keepBest(), null, () -> now).keepsBest()).isTrue();
  }
}
