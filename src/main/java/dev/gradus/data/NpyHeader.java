package dev.gradus.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Takes the beginning of a {@code .npy} file, gives what it says of the array behind it (NumPy's NEP 1, versions 1.0 to 3.0).
 *
 * @param type of the elements
 * @param order of the bytes of an element
 * @param fortran whether the first dimension runs fastest
 * @param shape the dimensions, at least one
 * @param start where the elements begin, in bytes
 */
record NpyHeader(NpyType type, ByteOrder order, boolean fortran, long[] shape, long start) {
  /** A header is some hundred bytes long; that of a record type with many fields, which is not read, may be longer. */
  private static final int LONGEST = 1 << 20;
  private static final int MOST_DIMENSIONS = 32;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /**
   * Reads up to the first element.
   *
   * @param name of the file, for messages
   * @param length of the whole file, in bytes
   * @throws DataException when it is no header, that of an array that cannot be read, or of one that is not exactly as long as the file
   */
  static NpyHeader read(String name, InputStream in, long length) throws IOException {
    try {
      return readWhole(name, in, length);
    } catch (EOFException e) {
      throw bad(name, "it ends after " + Shown.count(length) + " bytes, within the header; the file is cut short, write or fetch it again");
    }
  }

  private static NpyHeader readWhole(String name, InputStream in, long length) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, Arrays.copyOf(MAGIC, magic.length))) {
      throw bad(name, "it does not begin as NumPy arrays do; is it a .npy file, written by numpy.save?");
    }
    if (magic.length < MAGIC.length) throw new EOFException();
    int major = one(in);
    int minor = one(in);
    if (major < 1 || major > 3 || minor != 0) {
      throw bad(name, "the format version is " + major + "." + minor + ", and 1.0, 2.0 and 3.0 are read");
    }
    int wide = major == 1 ? 2 : 4;
    byte[] size = in.readNBytes(wide);
    if (size.length < wide) throw new EOFException();
    long count = Integer.toUnsignedLong(ByteBuffer.wrap(Arrays.copyOf(size, 4)).order(ByteOrder.LITTLE_ENDIAN).getInt());
    if (count > LONGEST) throw bad(name, "a header of " + Shown.count(count) + " bytes is claimed, and at most " + Shown.count(LONGEST) + " are read");
    long start = MAGIC.length + 2 + wide + count;
    if (start > length) throw new EOFException();
    byte[] text = in.readNBytes((int) count);
    if (text.length < count) throw new EOFException();
    NpyDictionary says = NpyDictionary.parse(name, new String(text, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
    NpyHeader header = new NpyHeader(type(name, says.descr()), order(says.descr()), says.fortran(), says.shape(), start);
    header.check(name, length);
    return header;
  }

  private static int one(InputStream in) throws IOException {
    int b = in.read();
    if (b < 0) throw new EOFException();
    return b;
  }

  private static NpyType type(String name, String descr) {
    String kinds = "bool, i1 to i8, u1 to u8, f2, f4 and f8 are read";
    if (descr.matches("[|<>=]?O\\d*")) {
      throw bad(name, "the array is of Python objects (a pickle), which could run anything and are not read; save one of numbers, with astype(float)");
    }
    char order = descr.isEmpty() ? ' ' : descr.charAt(0);
    if (order == '|' || order == '<' || order == '>') {
      NpyType type = NpyType.of(descr.substring(1)).orElse(null);
      if (type != null && (type.bytes() == 1 || order != '|')) return type;
    }
    boolean texts = descr.matches("[|<>=]?[US]\\d*");
    throw bad(name, "the elements are of type " + Shown.quoted(descr) + "; " + kinds + ". " + (texts ? "Save texts that are classes as numbers, as of "
        + "np.unique(y, return_inverse=True), or the table as CSV or Parquet, which have texts" : "Convert the array, for instance with astype(float)"));
  }

  private static ByteOrder order(String descr) {
    return descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private void check(String name, long length) {
    if (shape.length == 0) throw bad(name, "the array is a single number; one row an example is expected, so 1 or 2 dimensions");
    if (shape.length > MOST_DIMENSIONS) throw bad(name, "the array has " + shape.length + " dimensions; NumPy's have at most " + MOST_DIMENSIONS);
    if (fortran && shape.length > 2) {
      throw bad(name, "the array of shape " + shown() + " is in Fortran order, which is read of at most 2 dimensions; save numpy.ascontiguousarray of it");
    }
    long claimed = type.bytes();
    for (long size : shape) claimed = size != 0 && claimed > Long.MAX_VALUE / size ? Long.MAX_VALUE : claimed * size;
    boolean empty = LongStream.of(shape).anyMatch(size -> size == 0);
    if (empty) throw bad(name, "the array of shape " + shown() + " is empty; at least one row and column is expected");
    if (claimed != length - start) {
      throw bad(name, "it has " + Shown.count(length - start) + " bytes after the header, and an array of shape " + shown() + " has "
          + (claimed == Long.MAX_VALUE ? "more than any file" : Shown.count(claimed)) + "; "
          + (claimed > length - start ? "the file is cut short or damaged, write or fetch it again" : "a file with one array alone is expected"));
    }
    if (columns() > NpyArray.MOST_COLUMNS) {
      throw bad(name, "the array of shape " + shown() + " has " + Shown.count(columns()) + " columns; at most " + Shown.count(NpyArray.MOST_COLUMNS)
          + " are read");
    }
  }

  long rows() {
    return shape[0];
  }

  /** How many elements a row has: a row of more than one dimension is laid out flat. */
  long columns() {
    return Arrays.stream(shape, 1, shape.length).reduce(1, (a, b) -> a * b);
  }

  /** The shape as Python writes it. */
  String shown() {
    return LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", shape.length == 1 ? ",)" : ")"));
  }

  static DataException bad(String name, String what) {
    return new DataException(name, what + ".");
  }
}
