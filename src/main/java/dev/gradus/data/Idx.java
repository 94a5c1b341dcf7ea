package dev.gradus.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Takes an IDX file of unsigned bytes, plain or gzip (by its name: {@code .gz}), gives its shape and its bytes.
 *
 * <p>The format of MNIST: a magic number (0, 0, type of the values, number of dimensions), the dimensions as 32-bit numbers, high byte
 * first, and the values, the last dimension running fastest. A file that is anything else, or not exactly as long as it says, is refused.
 *
 * @param shape count of images, height, width; or count of labels; kept
 * @param values the bytes, kept
 */
public record Idx(int[] shape, byte[] values) {
  private static final int LABELS = 0x00000801;
  private static final int IMAGES = 0x00000803;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** No gzip file unpacks to more than this many times its length; so a header that claims more is known to be wrong unread. */
  private static final long GZIP_BEST = 1032;

  /**
   * Images: three dimensions.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such file
   * @throws DataException when the file is not a whole file of at least one image
   */
  public static Idx images(Path file) throws IOException {
    return read(file, IMAGES);
  }

  /**
   * Labels: one dimension.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such file
   * @throws DataException when the file is not a whole file of at least one label
   */
  public static Idx labels(Path file) throws IOException {
    return read(file, LABELS);
  }

  /** How many images or labels there are. */
  public int count() {
    return shape[0];
  }

  private static Idx read(Path file, int magic) throws IOException {
    long length = Files.size(file);
    if (length == 0) throw bad(file, "the file is empty, expected " + kind(magic) + " in IDX form; fetch it again");
    boolean gzip = file.toString().endsWith(".gz");
    try (InputStream raw = Files.newInputStream(file); InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw) {
      return read(file, in, gzip, length, magic);
    } catch (EOFException e) {
      throw bad(file, "the gzip data breaks off after " + length + " bytes, expected its end mark; the file is cut short, fetch it again");
    } catch (ZipException e) {
      throw bad(file, "the gzip data is damaged (" + e.getMessage() + "), expected a whole gzip file; fetch it again, or if it is unpacked "
          + "already, take .gz off its name");
    }
  }

  private static Idx read(Path file, InputStream in, boolean gzip, long length, int magic) throws IOException {
    int dimensions = magic & 255;
    int headerLength = 4 + 4 * dimensions;
    byte[] header = in.readNBytes(headerLength);
    // The magic number is judged first: a short file of another kind is told what it is.
    int found = header.length < 4 ? magic : ByteBuffer.wrap(header).getInt();
    if (found != magic) {
      throw bad(file, String.format("the magic number is 0x%08X, expected 0x%08X (%s); %s", found, magic, kind(magic), guess(found)));
    }
    if (header.length < headerLength) {
      throw bad(file, "ends after " + header.length + " bytes, expected a header of " + headerLength
          + " bytes; the file is cut short, fetch it again");
    }
    long[] sizes = new long[dimensions];
    long claimed = 1;
    for (int d = 0; d < dimensions; d++) {
      sizes[d] = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(4 + 4 * d));
      // Stays above the limit once it is there, so three large sizes cannot overflow their way back to a small product.
      claimed = sizes[d] == 0 || claimed > LARGEST_ARRAY ? claimed : claimed * sizes[d];
    }
    String what = describe(sizes);
    for (long size : sizes) {
      if (size > 0) continue;
      throw bad(file, "the header says " + what + ", expected at least 1 of each; the header is damaged, fetch the file again");
    }
    if (claimed > LARGEST_ARRAY) {
      throw bad(file, "the header says " + what + ", expected at most " + LARGEST_ARRAY
          + " bytes; the header is damaged, fetch the file again");
    }
    long expected = headerLength + claimed;
    if (gzip ? expected > GZIP_BEST * length : expected > length) {
      throw bad(file, "has " + length + (gzip ? " packed" : "") + " bytes, expected " + (gzip ? "enough to hold " : "") + expected
          + " for the " + what + " of its header; the file is cut short, fetch it again");
    }
    if (!gzip && expected < length) {
      throw bad(file, "has " + length + " bytes, expected " + expected + " for the " + what
          + " of its header; it is longer than it says, fetch it again");
    }
    byte[] values = in.readNBytes((int) claimed);
    if (values.length < claimed) {
      throw bad(file, "has " + (headerLength + values.length) + " bytes, expected " + expected + " for the " + what
          + " of its header; the file is cut short, fetch it again");
    }
    // Also what makes gzip compare its own checksum.
    if (in.read() >= 0) {
      throw bad(file, "goes on after " + expected + " bytes, expected its end there for the " + what
          + " of its header; it is longer than it says, fetch it again");
    }
    int[] shape = new int[dimensions];
    for (int d = 0; d < dimensions; d++) shape[d] = (int) sizes[d];
    return new Idx(shape, values);
  }

  private static String kind(int magic) {
    return magic == IMAGES ? "images of bytes" : "labels of bytes";
  }

  private static String describe(long[] sizes) {
    return sizes.length == 1 ? sizes[0] + " labels" : sizes[0] + " images of " + sizes[1] + " × " + sizes[2] + " pixels";
  }

  private static String guess(int found) {
    if (found == LABELS) return "is this the labels file?";
    if (found == IMAGES) return "is this the images file?";
    if (found >>> 16 == 0x1F8B) return "this is a gzip file, give it a name that ends in .gz";
    if (found >>> 8 == 0x08) return "is this another file of " + (found & 255) + " dimensions?";
    return found >>> 16 == 0 ? "only unsigned bytes (0x08) are read" : "is this an IDX file?";
  }

  private static DataException bad(Path file, String what) {
    return new DataException(file.toString(), what);
  }
}
