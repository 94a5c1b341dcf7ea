package dev.gradus.data;

import dev.gradus.prepare.Inputs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes a data set, gives a text that is another when its columns, its inputs, its targets, its weights or their order are: the SHA-256 of them all, as hexadecimal
 * digits.
 *
 * <p>The examples are hashed in blocks side by side, and the hashes of the blocks once more. Of a data set with more than 2²⁷ numbers (1 GiB of them) blocks are
 * looked at that lie evenly in it, about so many numbers in all, so that it takes a second and not minutes: a change elsewhere is not seen there.
 */
public final class Fingerprint {
  private static final int BLOCK = 1024;
  private static final long MOST_NUMBERS = 1L << 27;

  private Fingerprint() {}

  /** The fingerprint. @param data with raw inputs, read; the hash is of these, whatever its source is called */
  public static String of(Dataset data) {
    MessageDigest whole = sha256();
    whole.update((data.schema() + " " + data.size()).getBytes(StandardCharsets.UTF_8));
    for (int k = 0; k < data.width(); k++) dictionary(data.features().dictionary(k), whole);
    int blocks = (data.size() + BLOCK - 1) / BLOCK;
    int stride = (int) Math.max(1, (long) data.size() * data.width() / MOST_NUMBERS);
    List<byte[]> hashes = IntStream.range(0, blocks).filter(b -> b % stride == 0 || b == blocks - 1).parallel().mapToObj(b -> block(data, b)).toList();
    hashes.forEach(whole::update);
    return HexFormat.of().formatHex(whole.digest());
  }

  private static byte[] block(Dataset data, int block) {
    MessageDigest digest = sha256();
    boolean images = data.schema().inputs() instanceof Inputs.Pixels;
    PixelBytes pixels = new PixelBytes(data.features());
    Features.Reader reader = data.features().reader();
    int outputs = data.schema().target().outputs();
    double[] inputs = new double[images ? 0 : data.width()];
    double[] target = new double[outputs];
    ByteBuffer bytes = ByteBuffer.allocate(8 * (inputs.length + outputs + 1));
    for (int i = block * BLOCK; i < Math.min(data.size(), (block + 1) * BLOCK); i++) {
      if (images) {
        digest.update(pixels.of(data.row(i)));
      } else {
        reader.read(data.row(i), inputs);
      }
      data.target(i, target, outputs);
      bytes.clear();
      bytes.asDoubleBuffer().put(inputs).put(target).put(data.weight(i));
      digest.update(bytes);
    }
    return digest.digest();
  }

  private static void dictionary(List<String> texts, MessageDigest to) {
    for (String text : texts) to.update((text.length() + " " + text).getBytes(StandardCharsets.UTF_8));
  }

  /** A new digest. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
