package dev.gradus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written as tensors comes back row by row, over the edges of the blocks that are read and written at a time; what no network can use is refused. */
class TensorRowsTest {
  private static Safetensors file(Tensor... tensors) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SafetensorsWriter.header(Map.of("a", "b"), List.of(tensors)));
    assertThat(bytes.size() % 8).as("where the values begin").isZero();
    SafetensorsWriter.writeValues(List.of(tensors), Channels.newChannel(bytes)::write);
    return Safetensors.of("m", bytes.toByteArray());
  }

  private static Tensor counting(String name, boolean wide, long... shape) {
    return new Tensor(name, wide, java.util.Arrays.stream(shape).boxed().toList(), (from, to, n) -> {
      for (int i = 0; i < n; i++) to[i] = from + i;
    });
  }

  private static Tensor single(String name, double... values) {
    return new Tensor(name, true, List.of((long) values.length), (from, to, n) -> System.arraycopy(values, (int) from, to, 0, n));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 3", "20000, 1", "3, 20000", "5000, 7", "70000, 3", "3, 70000", "4096, 4", "1, 8192", "8193, 1"})
  void everyRowComesOnce(int rows, int columns) throws IOException {
    for (boolean wide : new boolean[] {false, true}) {
      try (Safetensors file = file(counting("z", wide, 5), counting("W1", wide, rows, columns), counting("b1", wide, 3))) {
        TensorRows read = new TensorRows(file, "W1");
        for (int j = 0; j < rows; j++) {
          double[] row = read.next();
          for (int k = 0; k < columns; k++) assertThat(row[k]).isEqualTo((double) j * columns + k);
        }
      }
    }
  }

  @Test
  void aColumnHasRowsOfOne() throws IOException {
    try (Safetensors file = file(counting("b1", true, 3))) {
      TensorRows rows = new TensorRows(file, "b1");
      assertThat(new double[] {rows.next()[0], rows.next()[0], rows.next()[0]}).containsExactly(0, 1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void whatIsNoFiniteNumberIsRefused(double value) throws IOException {
    try (Safetensors file = file(single("b1", 1, value))) {
      TensorRows rows = new TensorRows(file, "b1");
      rows.next();
      assertThatExceptionOfType(ModelFileException.class).isThrownBy(rows::next)
          .withMessage("m: tensor \"b1\" has " + value + " in row 1, column 0, counted from 0; a network with it answers nothing")
          .satisfies(e -> assertThat(e.reason()).startsWith("tensor"));
    }
  }

  @Test
  void aNegativeVarianceIsRefused() throws IOException {
    try (Safetensors file = file(single("variance1", 0, -0.5), single("mean1", -0.5))) {
      TensorRows rows = new TensorRows(file, "variance1");
      assertThat(rows.next()).containsExactly(0);
      assertThatExceptionOfType(ModelFileException.class).isThrownBy(rows::next).withMessageContaining("has -0.5 in row 1").withMessageContaining("never negative");
      assertThat(new TensorRows(file, "mean1").next()).containsExactly(-0.5);
    }
  }
}
