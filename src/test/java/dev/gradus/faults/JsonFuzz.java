package dev.gradus.faults;

import dev.gradus.store.Json;
import dev.gradus.store.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

/** Bytes as JSON: a value, which is written and read again the same, or an {@link IllegalArgumentException}. */
public final class JsonFuzz {
  private static final long MOST_BYTES = 16 << 20;

  private JsonFuzz() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Strangers.read(MOST_BYTES, Set.of(IllegalArgumentException.class), () -> {
      Object value = Json.parse(text);
      String written = JsonWriter.write(value);
      if (!Objects.equals(Json.parse(written), value)) throw new AssertionError("written and read again it is another value: " + written);
    });
  }
}
