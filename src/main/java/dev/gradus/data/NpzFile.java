package dev.gradus.data;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Takes a {@code .npz} file, a zip of {@code .npy} files, gives the rows of two of its arrays, or of one. */
final class NpzFile {
  private static final List<List<String>> USUAL =
      List.of(List.of("X", "y"), List.of("x", "y"), List.of("x_train", "y_train"), List.of("X_train", "y_train"));
  private static final String SUFFIX = ".npy";

  private final String name;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries = new LinkedHashMap<>();
  private final List<Closeable> opened = new ArrayList<>();

  private NpzFile(String name, ZipFile zip) {
    this.name = name;
    this.zip = zip;
    zip.stream().filter(e -> e.getName().endsWith(SUFFIX)).forEach(e -> entries.put(e.getName().substring(0, e.getName().length() - SUFFIX.length()), e));
  }

  /** @param chosen the arrays of inputs and targets, or of inputs, or none @throws DataException when they are not there, or cannot be read */
  static RecordReader reader(String name, Path file, List<String> chosen) throws IOException {
    NpzFile archive;
    try {
      archive = new NpzFile(name, new ZipFile(file.toFile()));
    } catch (ZipException | EOFException e) {
      throw NpzStream.damaged(name, e.getMessage());
    }
    try {
      return archive.reader(chosen.isEmpty() ? archive.found() : chosen);
    } catch (IOException | RuntimeException e) {
      archive.close();
      throw e;
    }
  }

  private RecordReader reader(List<String> arrays) throws IOException {
    List<NpyArray> parts = new ArrayList<>();
    for (String array : arrays) {
      parts.add(array(array));
      opened.add(0, parts.get(parts.size() - 1));
    }
    return new NpyReader(name, parts, List.of(this::close));
  }

  private void close() throws IOException {
    for (Closeable one : opened) one.close();
    zip.close();
  }

  private String full(String array) {
    return name + ", array " + Shown.quoted(array);
  }

  private ZipEntry entry(String array) {
    ZipEntry entry = entries.get(array);
    if (entry == null) {
      throw NpyHeader.bad(name, "there is no array " + Shown.quoted(array) + "; the arrays are " + Shown.list(List.copyOf(entries.keySet())));
    }
    return entry;
  }

  private NpyHeader header(String array) throws IOException {
    ZipEntry entry = entry(array);
    try (InputStream in = NpzStream.open(full(array), zip, entry)) {
      return NpyHeader.read(full(array), in, entry.getSize());
    }
  }

  private NpyArray array(String array) throws IOException {
    ZipEntry entry = entry(array);
    InputStream in = NpzStream.open(full(array), zip, entry);
    NpyHeader header = NpyHeader.read(full(array), in, entry.getSize());
    if (!header.fortran() || header.columns() == 1) return NpyArray.of(full(array), header, in);
    in.close();
    return unpacked(array, entry);
  }

  /** The columns of an array in Fortran order are read side by side, which a stream cannot do: it is unpacked beside the other temporary files. */
  private NpyArray unpacked(String array, ZipEntry entry) throws IOException {
    Path file = Files.createTempFile("gradus", SUFFIX);
    opened.add(() -> Files.deleteIfExists(file));
    try (InputStream in = NpzStream.open(full(array), zip, entry)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return NpyArray.open(full(array), file);
  }

  private List<String> found() throws IOException {
    Optional<List<String>> usual = USUAL.stream().filter(entries.keySet()::containsAll).findFirst();
    if (usual.isPresent()) return usual.get();
    List<String> tables = new ArrayList<>();
    List<String> lists = new ArrayList<>();
    Map<String, String> shapes = new LinkedHashMap<>();
    for (String array : entries.keySet()) {
      NpyHeader header = header(array);
      (header.shape().length > 1 ? tables : lists).add(array);
      shapes.put(array, header.shown());
    }
    if (tables.size() == 1 && lists.isEmpty()) return tables;
    if (tables.size() == 1 && lists.size() == 1) return List.of(tables.get(0), lists.get(0));
    throw NpyHeader.bad(name, "X and y, or one array of 2 dimensions and one of 1, are expected; the arrays are "
        + (shapes.isEmpty() ? "none" : shown(shapes)) + ". Say which: " + name + "#INPUTS,TARGETS");
  }

  private static String shown(Map<String, String> shapes) {
    return shapes.entrySet().stream().limit(20).map(e -> Shown.text(e.getKey()) + " " + e.getValue()).collect(Collectors.joining(", "));
  }
}
