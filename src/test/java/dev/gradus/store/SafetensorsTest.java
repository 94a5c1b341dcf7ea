package dev.gradus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A safetensors file just within what is read, and just beyond it. */
class SafetensorsTest {
  private static final int MANY = 40_000;

  @TempDir
  Path folder;

  private static byte[] bytes(long length, String header, byte... values) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + values.length).order(ByteOrder.LITTLE_ENDIAN).putLong(length).put(json).put(values).array();
  }

  private static Safetensors of(String header, byte... values) {
    return Safetensors.of("m", bytes(header.length(), header, values));
  }

  private static void assertRefused(byte[] file, String says) {
    assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> Safetensors.of("m", file)).withMessageStartingWith("m: ").withMessageContaining(says);
  }

  private static String tensor(String shape, String offsets) {
    return "{\"a\":{\"dtype\":\"U8\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}}";
  }

  @Test
  void theShortestFileHasTwoBytesOfHeader() {
    assertThat(of("{}").names()).isEmpty();
    assertRefused(new byte[7], "has 7 bytes");
    assertRefused(new byte[8], "a header of 0 bytes in a file of 8");
    assertRefused(bytes(3, "{}"), "a header of 3 bytes in a file of 10");
    assertRefused(bytes(1, "{}"), "a header of 1 bytes");
  }

  @Test
  void theLongestHeaderHasSixteenMebibytes() {
    String longest = "{}" + " ".repeat(Safetensors.MAX_HEADER - 2);

    assertThat(of(longest).names()).isEmpty();
    assertRefused(bytes(longest.length() + 1, longest + " "), "a header of 16777217 bytes");
  }

  @Test
  void aTensorHasAtMostEightDimensions() {
    assertThat(of(tensor("[1,1,1,1,1,1,1,2]", "[0,2]"), (byte) 1, (byte) 2).shape("a")).hasSize(8);
    String nine = tensor("[1,1,1,1,1,1,1,1,2]", "[0,2]");
    assertRefused(bytes(nine.length(), nine, (byte) 1, (byte) 2), "no list of numbers");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"[9007199254740992] | is larger than the file", "[9007199254740994] | where a count is expected",
      "[3] | of shape [3] claims the bytes 0 to 2 of 2", "[0,9007199254740992] | of shape [0, 9007199254740992] claims"})
  void aShapeThatDoesNotFitIsRefused(String shape, String says) {
    String header = tensor(shape, "[0,2]");

    assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> of(header, (byte) 1, (byte) 2)).withMessageContaining(says)
        .withMessageNotContaining("cut short");
  }

  @Test
  void aTensorOfAsManyBytesAsTheWholeFileIsMeasuredByItsOffsets() {
    String header = tensor("[64]", "[0,2]");
    assertThat(8 + header.length() + 2).isEqualTo(64);

    assertRefused(bytes(header.length(), header, (byte) 1, (byte) 2), "claims the bytes 0 to 2");
  }

  /** More than one chunk of 64 KiB, from any position on. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void manyValuesAreReadFromAnyPosition(boolean wide) throws IOException {
    int size = wide ? 8 : 4;
    String header = "{\"z\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},\"a\":{\"dtype\":\"F" + 8 * size + "\",\"shape\":[" + MANY + "],\"data_offsets\":[3,"
        + (3 + size * MANY) + "]}}";
    ByteBuffer values = ByteBuffer.allocate(3 + size * MANY).order(ByteOrder.LITTLE_ENDIAN).position(3);
    for (int i = 0; i < MANY; i++) {
      if (wide) {
        values.putDouble(i / 8.0);
      } else {
        values.putFloat(i / 8f);
      }
    }
    Path path = Files.write(folder.resolve("many"), bytes(header.length(), header, values.array()));
    try (Safetensors file = Safetensors.open(path)) {
      for (int from : new int[] {0, 1, 8191, 8193, 20_000}) {
        double[] read = new double[MANY - from + 1];
        file.read("a", from, read, MANY - from);
        for (int i = from; i < MANY; i++) assertThat(read[i - from]).isEqualTo(i / 8.0);
        assertThat(read[MANY - from]).as("behind the last").isZero();
      }
      assertThat(file.size()).isEqualTo(Files.size(path));
    }
  }

  @Test
  void whatIsClosedCannotBeRead() throws IOException {
    String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    Safetensors file = Safetensors.open(Files.write(folder.resolve("one"), bytes(header.length(), header, new byte[4])));
    file.close();

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> file.read("a", 0, new double[1], 1)).withMessageContaining("cannot be read");
  }

  @Test
  void whatIsRefusedIsClosed() throws IOException {
    assumeThat(ManagementFactory.getOperatingSystemMXBean()).isInstanceOf(UnixOperatingSystemMXBean.class);
    UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Path bad = Files.write(folder.resolve("bad"), new byte[9]);
    long before = system.getOpenFileDescriptorCount();
    for (int i = 0; i < 100; i++) assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> Safetensors.open(bad));

    assertThat(system.getOpenFileDescriptorCount() - before).isLessThan(50);
  }

  @Test
  void aChecksumThatHasNoRoomIsNone() {
    Safetensors file = of("{\"__metadata__\":{\"gradus\":\"{\\\"format\\\":1,\\\"sha256\\\":\\\"00\\\"}\"}}");

    assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> ModelFile.read(file)).withMessage("m: it has no checksum");
  }
}
