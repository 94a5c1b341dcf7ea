package dev.gradus.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes what a model is and its tensors, gives its file. Apart from {@link ModelFile} so that the scorer, which only reads, does without. */
public final class ModelFileWriter {
  private ModelFileWriter() {}

  /** Writes the file of a model with its tensors, whole or not at all. */
  public static void write(Path path, ModelFile model, List<Tensor> tensors) throws IOException {
    AtomicFile.write(path, content(path, model, tensors));
  }

  /** The same in a folder that has to be there. */
  public static void writeInFolder(Path path, ModelFile model, List<Tensor> tensors) throws IOException {
    AtomicFile.writeInFolder(path, content(path, model, tensors));
  }

  private static AtomicFile.Content content(Path path, ModelFile model, List<Tensor> tensors) {
    byte[] header = header(model, tensors);
    int digits = ModelFile.digestPosition(header, path.toString());
    return channel -> {
      MessageDigest digest = ModelFile.sha256();
      SafetensorsWriter.Sink through = bytes -> {
        digest.update(bytes.duplicate());
        while (bytes.hasRemaining()) channel.write(bytes);
      };
      through.write(ByteBuffer.wrap(header));
      SafetensorsWriter.writeValues(tensors, through);
      ByteBuffer sum = ByteBuffer.wrap(HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII));
      while (sum.hasRemaining()) channel.write(sum, digits + sum.position());
    };
  }

  /** How many bytes {@link #write} writes. */
  public static long bytes(ModelFile model, List<Tensor> tensors) {
    return header(model, tensors).length + tensors.stream().mapToLong(Tensor::bytes).sum();
  }

  private static byte[] header(ModelFile model, List<Tensor> tensors) {
    Map<String, Object> gradus = new LinkedHashMap<>();
    gradus.put("format", ModelFile.VERSION);
    gradus.put("network", ModelJsonWriter.of(model.network()));
    gradus.put("inputs", ModelJsonWriter.of(model.schema().inputs()));
    gradus.put("target", ModelJsonWriter.of(model.schema().target()));
    gradus.put("preparation", ModelJsonWriter.of(model.preparation()));
    gradus.put("provenance", model.provenance());
    gradus.put("sha256", ModelFile.NO_DIGEST);
    return SafetensorsWriter.header(Map.of("gradus", JsonWriter.write(gradus)), tensors);
  }
}
