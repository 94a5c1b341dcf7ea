package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFingerprintTest {
  private static final FileTime TIME = FileTime.from(Instant.parse("2024-03-01T12:00:00.123456789Z"));

  @TempDir
  private Path folder;

  private Path file(String name, byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    return Files.setLastModifiedTime(file, TIME);
  }

  private static String of(Path... files) throws IOException {
    return FileFingerprint.of(List.of(files)).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 65536, 65537, 131072, 131080, 200_000, 3_000_001})
  void itIsTheSameUntilSizeTimeOrContentChanges(int size) throws IOException {
    byte[] bytes = new byte[size];
    Path file = file("a", bytes);
    String first = of(file);
    assertThat(of(file)).isEqualTo(first);
    Path moved = Files.move(file, folder.resolve("b"));
    assertThat(of(moved)).as("moved").isEqualTo(first);

    Files.setLastModifiedTime(moved, FileTime.from(TIME.toInstant().plusNanos(1000)));
    assertThat(of(moved)).as("touched").isNotEqualTo(first);
    assertThat(of(file("b", new byte[size + 1]))).as("longer").isNotEqualTo(first);
    int between = Math.max(0, size - 131072) / 17;
    for (int at : new int[] {0, size - 1, Math.min(size - 1, 65535), Math.max(0, size - 65536), Math.min(size - 1, 65536 + 9 * between)}) {
      if (size == 0) continue;
      bytes[at] = 1;
      assertThat(of(file("b", bytes))).as("byte %d", at).isNotEqualTo(first);
      bytes[at] = 0;
    }
  }

  @Test
  void severalFilesCountInTheirOrder() throws IOException {
    Path a = file("a", new byte[] {1});
    Path b = file("b", new byte[] {2});
    assertThat(of(a, b)).isNotEqualTo(of(b, a)).isEqualTo(of(a) + of(b));
    assertThat(FileFingerprint.of(List.of(a, folder))).isEmpty();
    assertThatThrownBy(() -> of(a, folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
  }
}
