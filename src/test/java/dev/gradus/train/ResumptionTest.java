package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.store.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint notes of its run, and which difference asks for which permission. */
class ResumptionTest {
  @TempDir Path folder;

  private Path checkpoint;

  @BeforeEach
  void makeCheckpoint() {
    checkpoint = SmallRun.checkpoint(SmallRun.ofAdam(), folder);
  }

  private Path forged(Consumer<Map<String, Object>> change) throws IOException {
    ForgedCheckpoint forged = new ForgedCheckpoint(Files.readAllBytes(checkpoint));
    change.accept(forged.note());
    return forged.write(checkpoint);
  }

  /** What is said to be another about the process that goes on. */
  private static List<String> others(Path file) {
    List<String> said = new ArrayList<>();
    SmallRun.train(SmallRun.ofAdam().resumeFrom(file).callback(new Callback() {
      @Override
      public void resumed(List<EpochRecord> epochs, List<String> others) {
        said.addAll(others);
      }
    })).close();
    return said;
  }

  @Test
  void anotherMachineIsTold() throws IOException {
    assertThat(others(checkpoint)).as("the same").isEmpty();
    assertThat(others(forged(note -> note.put("java", "1.2")))).containsExactly("the run was begun with java 1.2, and this is " + System.getProperty("java.version")
        + ": the bits may differ from those of a run that was not stopped");
    assertThat(others(forged(note -> {
      note.remove("java");
      note.put("kernels", "Abacus");
    }))).hasSize(2).first().asString().startsWith("the run was begun with java null, and this is ");
  }

  @Test
  void threadsAreTakenOverAndCounted() throws IOException {
    assertThat(new ForgedCheckpoint(Files.readAllBytes(checkpoint)).note()).containsEntry("step_threads", 1.0).containsEntry("evaluation_threads", 1.0);
    for (int threads : new int[] {1, 2, 256}) {
      Path file = forged(note -> note.put("step_threads", threads));
      try (CheckpointFile from = CheckpointFile.open(file)) {
        assertThat(Resumption.threads(from)).isEqualTo(new Threads(threads, 1));
      }
    }
    for (Object bad : new Object[] {0, 257, 1.5, -1, "1"}) {
      Path file = forged(note -> note.put("step_threads", bad));
      try (CheckpointFile from = CheckpointFile.open(file)) {
        assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> Resumption.threads(from)).withMessageContaining("expected a number from 1 to 256");
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static Consumer<Map<String, Object>> batch(int batch) {
    return note -> ((Map<String, Object>) note.get("plan")).put("batch", Integer.toString(batch));
  }

  private static void otherData(Map<String, Object> note) {
    note.put("data_sha256", "0123456789abcdef");
  }

  private void refused(String permission, Path file, Change... allowed) {
    assertThatIllegalArgumentException().isThrownBy(() -> SmallRun.train(SmallRun.ofAdam().resumeFrom(file, allowed)).close())
        .withMessageEndingWith("allow it (--allow-changed " + permission + ").");
  }

  @Test
  void dataAreToldByTheirNumberAndDigest() throws IOException {
    Map<String, Object> note = new ForgedCheckpoint(Files.readAllBytes(checkpoint)).note();
    assertThat(note.get("validation_sha256")).isEqualTo(note.get("data_sha256")).asString().matches("[0-9a-f]{64}");
    String examples = ((Number) note.get("examples")).intValue() + " examples with the SHA-256 ";
    String now = note.get("data_sha256").toString().substring(0, 12);
    Path file = forged(ResumptionTest::otherData);
    assertThatIllegalArgumentException().isThrownBy(() -> SmallRun.train(SmallRun.ofAdam().resumeFrom(file)).close())
        .withMessageContaining("the training data changed: there were " + examples + "0123456789ab…, and are " + examples + now + "…");
  }

  @Test
  void theOnePermissionIsNamedThatIsNeeded() throws IOException {
    Path file = forged(batch(8));
    refused("settings", file);
    refused("settings", file, Change.DATA);
    SmallRun.train(SmallRun.ofAdam().resumeFrom(file, Change.SETTINGS)).close();
    file = forged(batch(7).andThen(ResumptionTest::otherData));
    refused("data", file);
    refused("data", file, Change.SETTINGS);
    SmallRun.train(SmallRun.ofAdam().resumeFrom(file, Change.DATA)).close();
    file = forged(batch(8));
    refused("data,settings", file);
    refused("data", file, Change.SETTINGS);
    refused("settings", file, Change.DATA);
    SmallRun.train(SmallRun.ofAdam().resumeFrom(file, Change.values())).close();
  }
}
