package dev.gradus.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes metadata and tensors, gives the bytes of a safetensors file to a channel, in one pass and without a copy of the whole. */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;
  private static final int CHUNK = 1 << 16;

  /** Where the bytes go, all that are left in a buffer. */
  @FunctionalInterface
  interface Sink {
    void write(ByteBuffer bytes) throws IOException;
  }

  private SafetensorsWriter() {}

  /** The first bytes of the file: the header's length and the header, padded with spaces so that the values are aligned. */
  static byte[] header(Map<String, String> metadata, List<Tensor> tensors) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", metadata);
    long at = 0;
    for (Tensor tensor : tensors) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("dtype", tensor.wide() ? "F64" : "F32");
      fields.put("shape", tensor.shape());
      fields.put("data_offsets", List.of(at, at + tensor.bytes()));
      header.put(tensor.name(), fields);
      at += tensor.bytes();
    }
    byte[] json = JsonWriter.write(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (padded > Safetensors.MAX_HEADER) {
      throw new IllegalArgumentException("the description of the model takes " + padded + " bytes, at most " + Safetensors.MAX_HEADER + " are allowed");
    }
    ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
    while (bytes.hasRemaining()) bytes.put((byte) ' ');
    return bytes.array();
  }

  static void writeValues(List<Tensor> tensors, Sink to) throws IOException {
    double[] values = new double[CHUNK];
    ByteBuffer bytes = ByteBuffer.allocate(8 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (Tensor tensor : tensors) {
      for (long at = 0; at < tensor.length(); at += CHUNK) {
        int n = (int) Math.min(CHUNK, tensor.length() - at);
        tensor.values().read(at, values, n);
        bytes.clear();
        for (int i = 0; i < n; i++) {
          if (tensor.wide()) {
            bytes.putDouble(values[i]);
          } else {
            bytes.putFloat((float) values[i]);
          }
        }
        bytes.flip();
        to.write(bytes);
      }
    }
  }
}
