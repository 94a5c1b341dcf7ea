package dev.gradus.store;

import dev.gradus.net.Network;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes what a model is, gives its file, and back: a safetensors file with W1, b1, …, of normalised layers also gamma1,
 * beta1, mean1, variance1, … and one metadata entry {@code gradus}, whose JSON says the format's
 * version, the network, schema, scaling, provenance, and the SHA-256 of the whole file with these 64 digits as zeros.
 *
 * @param network the description
 * @param schema inputs and target
 * @param scaling of the inputs
 * @param provenance how it came about: names and texts, numbers, booleans, lists or maps of them
 */
public record ModelFile(Network network, Schema schema, Scaling scaling, Map<String, Object> provenance) {
  /** The version of the format that is written; older ones are read for ever. */
  public static final int VERSION = 1;

  private static final String NO_DIGEST = "0".repeat(64);
  private static final String DIGEST_KEY = "\\\"sha256\\\":\\\"";

  /** Writes the file, whole or not at all. */
  public void write(Path path, List<Tensor> tensors) throws IOException {
    Map<String, Object> gradus = new LinkedHashMap<>();
    gradus.put("format", VERSION);
    gradus.put("network", ModelJson.of(network));
    gradus.put("inputs", ModelJson.of(schema.inputs()));
    gradus.put("target", ModelJson.of(schema.target()));
    gradus.put("scaling", ModelJson.of(scaling));
    gradus.put("provenance", provenance);
    gradus.put("sha256", NO_DIGEST);
    byte[] header = SafetensorsWriter.header(Map.of("gradus", Json.write(gradus)), tensors);
    int digits = digestPosition(header, path);
    AtomicFile.write(path, channel -> {
      MessageDigest digest = sha256();
      DigestOutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest);
      WritableByteChannel through = Channels.newChannel(out);
      through.write(ByteBuffer.wrap(header));
      SafetensorsWriter.writeValues(tensors, through);
      String sum = HexFormat.of().formatHex(digest.digest());
      channel.write(ByteBuffer.wrap(sum.getBytes(StandardCharsets.US_ASCII)), digits);
    });
  }

  /**
   * Reads the description of an open file, after its checksum.
   *
   * @throws ModelFileException when the file is not a model of gradus, was changed, or says something that cannot be
   */
  public static ModelFile read(Safetensors file) throws IOException {
    String text = file.metadata().get("gradus");
    if (text == null) {
      throw new ModelFileException(file.path(), "it is a safetensors file, but not a model of gradus (no \"gradus\" in its metadata); "
          + "to start from its weights use --init-from");
    }
    try {
      JsonFields gradus = JsonFields.of(Json.parse(text));
      long version = gradus.count("format");
      if (version != VERSION) {
        throw new ModelFileException(file.path(), "its format is version " + version + ", this gradus reads version " + VERSION
            + "; use the gradus that wrote it or a newer one");
      }
      checkDigest(file, gradus.text("sha256"));
      Network network = ModelJson.network(gradus.object("network"));
      checkShapes(file, network);
      Schema schema = new Schema(ModelJson.inputs(gradus.object("inputs")), ModelJson.target(gradus.object("target")));
      checkFit(file, network, schema);
      Scaling scaling = ModelJson.scaling(gradus.object("scaling"), network.inputs());
      return new ModelFile(network, schema, scaling, gradus.object("provenance").asMap());
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(file.path(), "its description cannot be used: " + e.getMessage());
    }
  }

  private static void checkFit(Safetensors file, Network network, Schema schema) {
    if (schema.inputs().count() != network.inputs()) {
      throw new IllegalArgumentException("the network has " + network.inputs() + " inputs and the schema " + schema.inputs().count());
    }
    int outputs = schema.target().outputs();
    if (!schema.target().fits(network.outputs(), network.head().outputsForValue())) {
      throw new IllegalArgumentException("the network has " + network.outputs() + " outputs for " + schema.target());
    }
    if (schema.target() instanceof Target.Classes && outputs < 2) {
      throw new IllegalArgumentException("there is " + outputs + " class, a classifier has at least 2");
    }
    int tensors = shapes(network).size();
    if (file.names().size() != tensors) {
      throw new IllegalArgumentException("there are " + file.names().size() + " tensors, expected " + tensors);
    }
  }

  /** The tensors of a network by name, layer by layer, with their shapes. */
  private static Map<String, List<Long>> shapes(Network network) {
    Map<String, List<Long>> shapes = new LinkedHashMap<>();
    for (int l = 1; l <= network.depth(); l++) {
      List<Long> column = List.of((long) network.units(l));
      shapes.put("W" + l, List.of((long) network.units(l), (long) network.units(l - 1)));
      shapes.put("b" + l, column);
      if (network.normalized(l)) {
        shapes.put("gamma" + l, column);
        shapes.put("beta" + l, column);
      }
      if (network.batchNormalized(l)) {
        shapes.put("mean" + l, column);
        shapes.put("variance" + l, column);
      }
    }
    return shapes;
  }

  /** Refuses a file whose W1, b1, … do not have the shapes of a network. @throws ModelFileException naming the tensor */
  public static void checkShapes(Safetensors file, Network network) {
    shapes(network).forEach((name, shape) -> {
      if (!file.shape(name).equals(shape)) {
        throw new ModelFileException(file.path(), "tensor \"" + name + "\" has the shape " + file.shape(name) + ", the network needs " + shape);
      }
    });
  }

  private static void checkDigest(Safetensors file, String digits) throws IOException {
    byte[] header = file.header().clone();
    int position = digestPosition(header, file.path());
    if (!digits.equals(new String(header, position, 64, StandardCharsets.US_ASCII))) {
      throw new ModelFileException(file.path(), "its checksum stands in the wrong place; the file was changed");
    }
    System.arraycopy(NO_DIGEST.getBytes(StandardCharsets.US_ASCII), 0, header, position, 64);
    MessageDigest digest = sha256();
    try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
      ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
      chunk.limit(8);
      while (chunk.hasRemaining() && channel.read(chunk) >= 0) continue;
      digest.update(chunk.flip());
      digest.update(header);
      channel.position(8L + header.length);
      while (channel.read(chunk.clear()) >= 0) digest.update(chunk.flip());
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(digits)) {
      throw new ModelFileException(file.path(), "its checksum does not fit its content; the file was changed or damaged after it was written");
    }
  }

  private static int digestPosition(byte[] header, Path path) {
    int position = new String(header, StandardCharsets.ISO_8859_1).lastIndexOf(DIGEST_KEY);
    if (position < 0 || position + DIGEST_KEY.length() + 64 > header.length) {
      throw new ModelFileException(path, "it has no checksum");
    }
    return position + DIGEST_KEY.length();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
