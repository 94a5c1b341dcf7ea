package dev.gradus.store;

import dev.gradus.net.Network;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a model file, gives what the model is: a safetensors file with W1, b1, …, of normalised layers also gamma1,
 * beta1, mean1, variance1, … and one metadata entry {@code gradus}, whose JSON says the format's
 * version, the network, schema, preparation, provenance, and the SHA-256 of the whole file with these 64 digits as zeros.
 *
 * @param network the description
 * @param schema inputs and target
 * @param preparation of the inputs, and of a value to predict
 * @param provenance how it came about: names and texts, numbers, booleans, lists or maps of them
 */
public record ModelFile(Network network, Schema schema, Preparation preparation, Map<String, Object> provenance) {
  /** The version of the format that is written; older ones are read for ever. */
  public static final int VERSION = 2;

  /** Bytes of a file that a digest in plain Java is quick enough for. */
  private static final int SMALL = 1 << 20;

  /** How the names of tensors begin that are the state of a run: a checkpoint is a model file with such. */
  public static final String TRAINING = "training.";

  static final String NO_DIGEST = "0".repeat(64);
  private static final String DIGEST_KEY = "\\\"sha256\\\":\\\"";

  /**
   * Reads the description of an open file, after its checksum.
   *
   * @throws ModelFileException when the file is not a model of gradus, was changed, or says something that cannot be
   */
  public static ModelFile read(Safetensors file) throws IOException {
    String text = file.metadata().get("gradus");
    if (text == null) {
      throw new ModelFileException(file.name(), "it is a safetensors file, but not a model of gradus (no \"gradus\" in its metadata); "
          + "to start from its weights use --init-from");
    }
    try {
      JsonFields gradus = JsonFields.of(Json.parse(text));
      long version = gradus.count("format");
      if (version < 1 || version > VERSION) {
        throw new ModelFileException(file.name(), "its format is version " + version + ", this gradus reads versions 1 to " + VERSION
            + "; use the gradus that wrote it or a newer one");
      }
      checkDigest(file, gradus.text("sha256"));
      Network network = ModelJson.network(gradus.object("network"));
      checkShapes(file, network);
      Schema schema = new Schema(ModelJson.inputs(gradus.object("inputs"), version), ModelJson.target(gradus.object("target")));
      checkFit(file, network, schema);
      return new ModelFile(network, schema, preparation(gradus, version, network, schema), gradus.object("provenance").asMap());
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(file.name(), "its description cannot be used: " + e.getMessage());
    }
  }

  /** Pixels are counted before a thing is made for each of them. */
  private static Preparation preparation(JsonFields gradus, long version, Network network, Schema schema) {
    boolean single = version == 1 || schema.inputs() instanceof Inputs.Pixels;
    if (single && schema.inputs().count() != network.inputs()) {
      throw new IllegalArgumentException("the network has " + network.inputs() + " inputs and the schema " + schema.inputs().count());
    }
    if (version == 1) return PreparationJson.ofFormat1(gradus.object("scaling"), schema.inputs());
    Preparation preparation = PreparationJson.preparation(gradus.object("preparation"), schema.inputs(), network.inputs());
    if (!preparation.targetScaling().isNone() && !(schema.target() instanceof Target.Value)) {
      throw new IllegalArgumentException("the target is scaled and is no value, but " + schema.target());
    }
    return preparation;
  }

  private static void checkFit(Safetensors file, Network network, Schema schema) {
    int outputs = schema.target().outputs();
    if (!schema.target().fits(network.outputs(), network.head().outputsForValue())) {
      throw new IllegalArgumentException("the network has " + network.outputs() + " outputs for " + schema.target());
    }
    if (schema.target() instanceof Target.Classes && outputs < 2) {
      throw new IllegalArgumentException("there is " + outputs + " class, a classifier has at least 2");
    }
    int tensors = shapes(network).size();
    long found = file.names().stream().filter(name -> !name.startsWith(TRAINING)).count();
    if (found != tensors) throw new IllegalArgumentException("there are " + found + " tensors, expected " + tensors);
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
    for (Map.Entry<String, List<Long>> tensor : shapes(network).entrySet()) {
      List<Long> shape = file.shape(tensor.getKey());
      if (!shape.equals(tensor.getValue())) {
        throw new ModelFileException(file.name(), "tensor \"" + tensor.getKey() + "\" has the shape " + shape + ", the network needs " + tensor.getValue());
      }
    }
  }

  private static void checkDigest(Safetensors file, String digits) throws IOException {
    byte[] header = file.header().clone();
    int position = digestPosition(header, file.name());
    if (!digits.equals(new String(header, position, 64, StandardCharsets.US_ASCII))) {
      throw new ModelFileException(file.name(), "its checksum stands in the wrong place; the file was changed");
    }
    System.arraycopy(NO_DIGEST.getBytes(StandardCharsets.US_ASCII), 0, header, position, 64);
    MessageDigest digest = file.size() < SMALL ? new Sha256() : sha256();
    file.digest(digest, header);
    if (!HexFormat.of().formatHex(digest.digest()).equals(digits)) {
      throw new ModelFileException(file.name(), "its checksum does not fit its content; the file was changed or damaged after it was written");
    }
  }

  static int digestPosition(byte[] header, String name) {
    int position = new String(header, StandardCharsets.ISO_8859_1).lastIndexOf(DIGEST_KEY);
    if (position < 0 || position + DIGEST_KEY.length() + 64 > header.length) {
      throw new ModelFileException(name, "it has no checksum");
    }
    return position + DIGEST_KEY.length();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
