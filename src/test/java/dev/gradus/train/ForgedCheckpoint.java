package dev.gradus.train;

import dev.gradus.faults.SealedFile;
import dev.gradus.store.Json;
import dev.gradus.store.JsonWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes a checkpoint apart, gives one with a checksum that fits after anything in it was changed. */
final class ForgedCheckpoint {
  private static final String NO_DIGEST = "0".repeat(64);

  private final Map<String, Object> gradus;
  private final Map<String, Part> tensors = new LinkedHashMap<>();

  /** A tensor: the type of its values, its shape, and the values. */
  record Part(String type, List<Long> shape, double[] values) {
    int bytes() {
      return type.equals("F64") ? 8 : 4;
    }
  }

  @SuppressWarnings("unchecked")
  ForgedCheckpoint(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong(0);
    Map<String, Object> header = (Map<String, Object>) Json.parse(new String(file, 8, length, StandardCharsets.UTF_8));
    gradus = (Map<String, Object>) Json.parse((String) ((Map<?, ?>) header.remove("__metadata__")).get("gradus"));
    gradus.put("sha256", NO_DIGEST);
    header.forEach((name, fields) -> {
      Map<String, Object> of = (Map<String, Object>) fields;
      List<Long> shape = ((List<Double>) of.get("shape")).stream().map(Double::longValue).toList();
      int from = 8 + length + ((List<Double>) of.get("data_offsets")).get(0).intValue();
      boolean wide = of.get("dtype").equals("F64");
      double[] values = new double[(int) shape.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b)];
      for (int i = 0; i < values.length; i++) values[i] = wide ? bytes.getDouble(from + 8 * i) : bytes.getFloat(from + 4 * i);
      tensors.put(name, new Part((String) of.get("dtype"), shape, values));
    });
  }

  /** The tensors by name. */
  Map<String, Part> tensors() {
    return tensors;
  }

  /** A column of 64-bit floats in the place of a tensor. */
  ForgedCheckpoint column(String name, double... values) {
    tensors.put(name, new Part("F64", List.of((long) values.length), values));
    return this;
  }

  /** The note of the run. */
  @SuppressWarnings("unchecked")
  Map<String, Object> note() {
    return (Map<String, Object>) provenance().get(Resumption.KEY);
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> provenance() {
    return (Map<String, Object>) gradus.get("provenance");
  }

  Path write(Path file) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("gradus", JsonWriter.write(gradus)));
    List<Part> parts = new ArrayList<>(tensors.values());
    long at = 0;
    for (Map.Entry<String, Part> tensor : tensors.entrySet()) {
      Part part = tensor.getValue();
      long end = at + (long) part.bytes() * part.values().length;
      header.put(tensor.getKey(), Map.of("dtype", part.type(), "shape", part.shape(), "data_offsets", List.of(at, end)));
      at = end;
    }
    byte[] json = JsonWriter.write(header).getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + (int) at).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json);
    for (Part part : parts) {
      for (double value : part.values()) {
        if (part.bytes() == 8) {
          bytes.putDouble(value);
        } else {
          bytes.putFloat((float) value);
        }
      }
    }
    return Files.write(file, SealedFile.seal(bytes.array()));
  }
}
