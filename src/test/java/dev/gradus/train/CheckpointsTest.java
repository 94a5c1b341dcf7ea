package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are checkpoints, which of them stay, and which one is gone on from. */
class CheckpointsTest {
  @TempDir
  Path folder;

  private Checkpoints two;

  @BeforeEach
  void nameTheFolder() {
    two = Checkpoints.in(folder);
  }

  private void touch(long... steps) throws IOException {
    for (long step : steps) Files.write(two.file(step), new byte[1]);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theStepIsInTheName() throws IOException {
    touch(0, 7, 1_000_000_000);
    Files.write(folder.resolve("checkpoint-.safetensors"), new byte[1]);
    Files.write(folder.resolve("checkpoint-7.safetensors.bak"), new byte[1]);
    Files.write(folder.resolve("checkpoint-1234567890123456789.safetensors"), new byte[1]);

    assertThat(two.file(7)).hasFileName("checkpoint-000000007.safetensors");
    assertThat(Checkpoints.all(folder)).containsExactly(two.file(1_000_000_000), two.file(7), two.file(0));
  }

  @Test
  void aFolderMayHaveNone() throws IOException {
    Files.write(folder.resolve("model.safetensors"), new byte[1]);
    assertThat(Checkpoints.isEmpty(folder)).isTrue();
    touch(7);
    assertThat(Checkpoints.isEmpty(folder)).as("a damaged one is one").isFalse();
  }

  @Test
  void theNewestStayAndTheBest() throws IOException {
    touch(1, 2, 3, 4, 5);
    two.prune(5, Optional.of(two.file(2)));
    assertThat(Checkpoints.all(folder)).containsExactly(two.file(5), two.file(4), two.file(2));
    two.keep(1).prune(5, Optional.empty());
    assertThat(Checkpoints.all(folder)).containsExactly(two.file(5));
    two.keep(3).prune(5, Optional.of(two.file(9)));
    assertThat(Checkpoints.all(folder)).containsExactly(two.file(5));
  }

  @Test
  void thoseOfARunThatWentOnOtherwiseGo() throws IOException {
    touch(1, 2, 3, 8, 9);
    two.prune(3, Optional.empty());
    assertThat(Checkpoints.all(folder)).containsExactly(two.file(3), two.file(2));
  }

  @Test
  void whatWasHalfWrittenGoesAndNothingElse() throws IOException {
    touch(1);
    for (String name : List.of("checkpoint-000000002.safetensors123.tmp", "model.safetensors4.tmp", "model.safetensors", "other.tmp", "model.safetensors.tmp")) {
      Files.write(folder.resolve(name), new byte[1]);
    }
    Checkpoints.tidy(folder);
    assertThat(names()).containsExactly("checkpoint-000000001.safetensors", "model.safetensors", "model.safetensors.tmp", "model.safetensors4.tmp", "other.tmp");
  }

  @Test
  void theNewestThatIsWholeIsGoneOnFrom() throws IOException {
    Path whole = SmallRun.checkpoint(SmallRun.ofAdam(), folder);
    touch(10, 11);
    List<String> notices = new ArrayList<>();

    assertThat(Checkpoints.newest(folder, notices::add)).contains(whole);
    assertThat(notices).containsExactly(two.file(11) + ": the file has 1 bytes, a model has more; it is empty or cut short; it is passed over",
        two.file(10) + ": the file has 1 bytes, a model has more; it is empty or cut short; it is passed over");
    Files.delete(whole);
    assertThat(Checkpoints.newest(folder, notices::add)).isEmpty();
  }

  @Test
  void atLeastOneStays() {
    assertThatIllegalArgumentException().isThrownBy(() -> two.keep(0)).withMessage("0 checkpoints were asked for; it must be at least 1");
    assertThat(two.keep(1).kept()).isEqualTo(1);
    assertThat(two.keepBest().best()).isTrue();
    assertThat(two.every(new Cadence.None()).cadence()).isEqualTo(new Cadence.None());
  }
}
