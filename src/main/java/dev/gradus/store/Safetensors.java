package dev.gradus.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes a safetensors file, or its bytes, gives its metadata and the values of its tensors by name: 8 bytes with the header's length, a JSON header, raw
 * little-endian values.
 *
 * <p>Everything the header claims is checked against the file's true length before a byte is read for it: the tensors must lie one after another
 * and fill the file. Any writer's file will do, as long as its floats are F32 or F64.
 */
public final class Safetensors implements AutoCloseable {
  /** A header longer than this is refused. */
  static final int MAX_HEADER = 16 << 20;

  private static final int PREFIX = 8;
  private static final int CHUNK = 1 << 16;
  private static final Map<String, Integer> SIZES = Map.ofEntries(Map.entry("F64", 8), Map.entry("I64", 8), Map.entry("U64", 8),
      Map.entry("F32", 4), Map.entry("I32", 4), Map.entry("U32", 4), Map.entry("F16", 2), Map.entry("BF16", 2), Map.entry("I16", 2),
      Map.entry("U16", 2), Map.entry("I8", 1), Map.entry("U8", 1), Map.entry("BOOL", 1));

  private final String name;
  private final Bytes bytes;
  private final byte[] header;
  private final Map<String, String> metadata;
  private final Map<String, Entry> entries;

  /** Where a tensor lies: {@code offset} counts from the start of the file. */
  private record Entry(String type, List<Long> shape, long length, long offset) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return offset == other.offset ? Long.compare(length, other.length) : Long.compare(offset, other.offset);
    }
  }

  private Safetensors(String name, Bytes bytes) throws IOException {
    this.name = name;
    this.bytes = bytes;
    long size = bytes.size();
    if (size < PREFIX) throw bad("the file has " + size + " bytes, a model has more; it is empty or cut short");
    ByteBuffer prefix = ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    readFully(prefix, 0);
    long length = prefix.getLong(0);
    if (length < 2 || length > MAX_HEADER || length > size - PREFIX) {
      throw bad("it claims a header of " + Long.toUnsignedString(length) + " bytes in a file of " + size
          + "; it is cut short or not a safetensors file");
    }
    header = new byte[(int) length];
    readFully(ByteBuffer.wrap(header), PREFIX);
    metadata = new LinkedHashMap<>();
    entries = new LinkedHashMap<>();
    parse(PREFIX + length, size);
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws ModelFileException when it is not a whole safetensors file
   * @throws IOException when it is not there or cannot be read
   */
  public static Safetensors open(Path path) throws IOException {
    if (Files.isDirectory(path)) throw new FileSystemException(path.toString(), null, "this is a folder, expected a model file");
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new Safetensors(path.toString(), new Bytes.OfFile(channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Reads the bytes of a file from memory, and checks its header.
   *
   * @param name what the file is called in messages
   * @param bytes kept, not to be changed until this is closed
   * @throws ModelFileException when they are not a whole safetensors file
   */
  public static Safetensors of(String name, byte[] bytes) {
    try {
      return new Safetensors(name, new Bytes.OfArray(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void parse(long dataStart, long size) {
    Object json;
    try {
      json = Json.parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString());
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw bad("the header is " + (e instanceof CharacterCodingException ? "not UTF-8" : e.getMessage()));
    }
    if (!(json instanceof Map<?, ?> map)) throw bad("the header is no JSON object");
    long end = dataStart;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = (String) entry.getKey();
      if (!(entry.getValue() instanceof Map<?, ?> fields)) throw bad("the header's \"" + name + "\" is no object");
      if (name.equals("__metadata__")) {
        for (Map.Entry<?, ?> field : fields.entrySet()) {
          if (!(field.getValue() instanceof String text)) throw bad("the metadata \"" + field.getKey() + "\" is no text");
          metadata.put((String) field.getKey(), text);
        }
      } else {
        entries.put(name, entry(name, fields, dataStart, size));
      }
    }
    List<Entry> byOffset = new ArrayList<>(entries.values());
    Collections.sort(byOffset);
    for (Entry entry : byOffset) {
      if (entry.offset != end) throw bad("its tensors overlap or leave gaps");
      end += entry.length * SIZES.get(entry.type);
    }
    if (end != size) throw bad("its header describes " + end + " bytes and the file has " + size + "; it is cut short or something was appended");
  }

  private Entry entry(String name, Map<?, ?> fields, long dataStart, long size) {
    if (!fields.keySet().equals(Set.of("dtype", "shape", "data_offsets"))) {
      throw bad("tensor \"" + name + "\" has the fields " + fields.keySet() + ", expected dtype, shape, data_offsets");
    }
    if (!(fields.get("dtype") instanceof String type) || !SIZES.containsKey(type)) {
      throw bad("tensor \"" + name + "\" has the type " + fields.get("dtype") + ", expected one of " + SIZES.keySet());
    }
    List<Long> shape = longs(name, fields.get("shape"));
    List<Long> offsets = longs(name, fields.get("data_offsets"));
    if (offsets.size() != 2) throw bad("tensor \"" + name + "\" has " + offsets.size() + " offsets, expected 2");
    long length = 1;
    for (long n : shape) {
      if (n > 0 && length > size / n) throw bad("tensor \"" + name + "\" of shape " + shape + " is larger than the file");
      length *= n;
    }
    long begin = offsets.get(0);
    long end = offsets.get(1);
    if (begin > end || end > size - dataStart || end - begin != length * SIZES.get(type)) {
      throw bad("tensor \"" + name + "\" of shape " + shape + " claims the bytes " + begin + " to " + end + " of " + (size - dataStart)
          + (end > size - dataStart ? "; the file is cut short" : ""));
    }
    return new Entry(type, shape, length, dataStart + begin);
  }

  private List<Long> longs(String name, Object value) {
    if (!(value instanceof List<?> list) || list.size() > 8) throw bad("tensor \"" + name + "\" has no list of numbers where one is expected");
    List<Long> longs = new ArrayList<>();
    for (Object element : list) {
      if (!(element instanceof Double d) || d < 0 || d != Math.rint(d) || d > 0x1p53) {
        throw bad("tensor \"" + name + "\" has " + element + " where a count is expected");
      }
      longs.add(d.longValue());
    }
    return longs;
  }

  /** The path of the file, or what its bytes are called. */
  public String name() {
    return name;
  }

  /** The header's {@code __metadata__}. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The bytes of the whole file. */
  long size() throws IOException {
    return bytes.size();
  }

  /** The header as it stands in the file. */
  byte[] header() {
    return header;
  }

  /** The names of the tensors. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** The shape of a tensor. */
  public List<Long> shape(String name) {
    return entry(name).shape;
  }

  /** True when a tensor's values are 64-bit floats. */
  public boolean wide(String name) {
    return entry(name).type.equals("F64");
  }

  /**
   * Writes the {@code n} values of a tensor from position {@code from} on, in row-major order, to {@code to[0]} and on.
   *
   * @throws ModelFileException when it is not there or not of floats
   */
  public void read(String name, long from, double[] to, int n) {
    Entry entry = entry(name);
    boolean wide = wide(name);
    if (!wide && !entry.type.equals("F32")) throw bad("tensor \"" + name + "\" is of " + entry.type + ", expected F32 or F64");
    int size = wide ? 8 : 4;
    long offset = entry.offset + from * size;
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min((long) n * size, CHUNK)).order(ByteOrder.LITTLE_ENDIAN);
    float[] floats = new float[wide ? 0 : chunk.capacity() / size];
    try {
      for (int done = 0; done < n; ) {
        int count = Math.min(n - done, CHUNK / size);
        chunk.clear().limit(count * size);
        readFully(chunk, offset + (long) done * size);
        if (wide) {
          chunk.flip().asDoubleBuffer().get(to, done, count);
        } else {
          chunk.flip().asFloatBuffer().get(floats, 0, count);
          for (int i = 0; i < count; i++) to[done + i] = floats[i];
        }
        done += count;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(this.name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) throw bad("there is no tensor \"" + name + "\"; there are " + entries.keySet());
    return entry;
  }

  /** Takes the whole file into a digest, with another header of the same length in the place of its own. */
  void digest(MessageDigest digest, byte[] header) throws IOException {
    digest.update(ByteBuffer.allocate(PREFIX).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length));
    digest.update(header);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    for (long at = PREFIX + header.length; bytes.read(chunk.clear(), at); at += chunk.limit()) digest.update(chunk.flip());
  }

  private void readFully(ByteBuffer to, long position) throws IOException {
    int start = to.position();
    while (to.hasRemaining()) {
      if (!bytes.read(to, position + to.position() - start)) throw bad("the file became shorter while it was read");
    }
  }

  private ModelFileException bad(String reason) {
    return new ModelFileException(name, reason);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
