package dev.gradus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is written whole or not at all. */
class AtomicFileTest {
  @TempDir
  Path folder;

  private static AtomicFile.Content text(String text) {
    return channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void assertHolds(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  void writesANewFileAndItsFolder() throws IOException {
    AtomicFile.write(folder.resolve("a/b/file"), text("new"));

    assertThat(folder.resolve("a/b/file")).hasContent("new");
    assertHolds("a");
  }

  @Test
  void replacesAnOlderFile() throws IOException {
    AtomicFile.write(folder.resolve("file"), text("a long old text"));
    AtomicFile.write(folder.resolve("file"), text("new"));

    assertThat(folder.resolve("file")).hasContent("new");
    assertHolds("file");
  }

  static Stream<Throwable> failures() {
    return Stream.of(new IOException("No space left"), new IllegalStateException("cannot be"), new OutOfMemoryError("Java heap space"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureInTheMiddleLeavesTheOldFileAndNoOther(Throwable failure) throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, text("old"));

    assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
      text("half of the n").writeTo(channel);
      if (failure instanceof IOException e) throw e;
      if (failure instanceof RuntimeException e) throw e;
      throw (Error) failure;
    })).isSameAs(failure);

    assertThat(file).hasContent("old");
    assertHolds("file");
  }

  @Test
  void aFailureInTheMiddleOfANewFileLeavesNone() throws IOException {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("file"), channel -> {
      throw new IOException("broken");
    })).hasMessage("broken");

    assertHolds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void aFolderIsNoFile(String name) throws IOException {
    Path target = name.isEmpty() ? folder : folder.getRoot();

    assertThatThrownBy(() -> AtomicFile.write(target, text("x"))).isInstanceOf(IOException.class).hasMessage("it is a folder");

    assertHolds();
  }

  @Test
  void aPathBelowAFileIsRefusedAndTheFileStays() throws IOException {
    Files.writeString(folder.resolve("file"), "old");

    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("file/below"), text("x"))).isInstanceOf(IOException.class);

    assertThat(folder.resolve("file")).hasContent("old");
    assertHolds("file");
  }

  @Test
  void aLinkStaysALinkAndItsFileIsReplaced() throws IOException {
    Path real = folder.resolve("real");
    Files.writeString(real, "old");
    Path link = folder.resolve("link");
    assumeTrue(linked(link, Path.of("real")), "links cannot be made here");

    AtomicFile.write(link, text("new"));

    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(real).hasContent("new");
    assertHolds("real", "link");
  }

  private static boolean linked(Path link, Path to) {
    try {
      Files.createSymbolicLink(link, to);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Test
  void aDeviceIsWrittenToAndStaysADevice() throws IOException {
    Path none = Path.of("/dev/null");
    assumeTrue(Files.exists(none) && !Files.isRegularFile(none), "there is no such device here");

    AtomicFile.write(none, text("x"));

    assertThat(Files.isRegularFile(none)).isFalse();
    assertThat(Files.size(none)).isZero();
  }

  @Test
  void aDeviceThatIsFullIsAnError() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full) && !Files.isRegularFile(full), "there is no such device here");

    assertThatThrownBy(() -> AtomicFile.write(full, text("x"))).isInstanceOf(IOException.class);
  }
}
