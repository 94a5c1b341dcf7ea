package dev.gradus.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every input that was made by hand or found by Jazzer is read again: nothing leaves but what is declared. {@code mvn test -P fuzz} looks for more. */
class FuzzCorpusTest {
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final long MOST_BYTES = 200_000;

  private static List<Path> files(Class<?> target) throws IOException {
    try (Stream<Path> files = Files.list(FuzzRun.SEEDS.resolve(target.getSimpleName()))) {
      return files.sorted().toList();
    }
  }

  static List<Arguments> inputs() throws IOException {
    List<Arguments> inputs = new ArrayList<>();
    for (Class<?> target : FuzzRun.TARGETS) {
      for (Path file : files(target)) inputs.add(Arguments.of(target, file.getFileName().toString(), file));
    }
    return inputs;
  }

  @BeforeAll
  static void loadClasses() throws Exception {
    for (Class<?> target : FuzzRun.TARGETS) read(target, files(target).get(0));
    Strangers.measure();
  }

  private static void read(Class<?> target, Path file) throws Exception {
    target.getMethod("fuzzerTestOneInput", byte[].class).invoke(null, (Object) Files.readAllBytes(file));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("inputs")
  void isReadOrRefusedAsDeclared(Class<?> target, String name, Path file) {
    Assertions.assertTimeout(LONGEST, () -> read(target, file));
  }

  @Test
  void everyTargetHasInputsAndAllOfThemAreSmall() throws IOException {
    long bytes = 0;
    for (Class<?> target : FuzzRun.TARGETS) {
      assertThat(files(target)).as(target.getSimpleName()).hasSizeGreaterThanOrEqualTo(3);
      for (Path file : files(target)) bytes += Files.size(file);
    }
    assertThat(bytes).isLessThan(MOST_BYTES);
  }
}
