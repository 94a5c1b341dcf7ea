package dev.gradus.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads reference values from the resources. */
final class Parity {
  private Parity() {}

  static Map<?, ?> read(String name) {
    try (InputStream in = Parity.class.getResourceAsStream("/parity/" + name)) {
      return (Map<?, ?>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static double[] numbers(Object list) {
    return ((List<?>) list).stream().mapToDouble(one -> (Double) one).toArray();
  }

  static double[][] rows(Object list) {
    return ((List<?>) list).stream().map(Parity::numbers).toArray(double[][]::new);
  }

  /** 10⁻¹² of the expected value, and what one rounding of a number of size 1 leaves where the reference itself cancels. */
  static void assertClose(double actual, double expected, String what, Object... arguments) {
    assertThat(actual).as(what, arguments).isCloseTo(expected, within(1e-12 * Math.abs(expected) + 1e-15));
  }
}
