package dev.gradus.optim;

import dev.gradus.kernel.Matrix;
import dev.gradus.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Takes the name of a file of reference values, gives what is in it; and vectors for the tests. */
final class Reference {
  private Reference() {}

  @SuppressWarnings("unchecked")
  static Map<String, Object> of(String name) {
    try (InputStream in = Reference.class.getResourceAsStream("/parity/" + name)) {
      return (Map<String, Object>) Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> cases(Map<String, Object> file) {
    return (List<Map<String, Object>>) file.get("cases");
  }

  static double[] doubles(Object list) {
    return ((List<?>) list).stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
  }

  static double[] values(Matrix vector) {
    double[] values = new double[(int) vector.length()];
    vector.get(0, values, 0, values.length);
    return values;
  }

  /** ‖a − b‖ / ‖b‖. */
  static double distance(double[] a, double[] b) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < b.length; i++) {
      difference += (a[i] - b[i]) * (a[i] - b[i]);
      norm += b[i] * b[i];
    }
    return Math.sqrt(difference / norm);
  }
}
