package dev.gradus.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes NumPy arrays in {@code .npy} files or one {@code .npz} file, gives their rows as records.
 *
 * <p>The columns of the inputs are called x0, x1, …, and that of the targets y; several are y0, y1, …. An array may have 1 or 2 dimensions, in C order also
 * more, which are laid out flat: 28 × 28 pixels are x0 to x783. Elements are bool, i1 to i8, u1 to u8, f2, f4 or f8, of either order of bytes. NaN is missing.
 * Nothing is run: an array of Python objects is refused. A file is read block by block and never held in memory.
 *
 * <p>Of a {@code .npz} file, the arrays are those that were chosen; else the first of the pairs X and y, x and y, x_train and y_train, X_train and y_train that
 * is there; else the only one of at least 2 dimensions, with the only one of 1 dimension as y when there is one.
 *
 * <pre>{@code
 * Table digits = RecordTable.of(NpySource.of(Path.of("mnist.npz"))).table(TableOptions.standard());
 * }</pre>
 */
public final class NpySource implements RecordSource {
  private final String name;
  private final List<Path> files;
  private final List<String> arrays;

  private NpySource(String name, List<Path> files, List<String> arrays) {
    this.name = Shown.visible(name);
    this.files = files;
    this.arrays = arrays;
  }

  /** One file: a {@code .npz} by its name, else a {@code .npy}, whose columns are x0, x1, …. */
  public static NpySource of(Path file) {
    return new NpySource(file.toString(), List.of(file), List.of());
  }

  /** Inputs and targets in {@code .npy} files of their own, with as many rows. */
  public static NpySource of(Path inputs, Path targets) {
    return new NpySource(inputs + "," + targets, List.of(inputs, targets), List.of());
  }

  /** The same {@code .npz} file with its inputs chosen by name, and no targets. @throws IllegalArgumentException when it is not one {@code .npz} file */
  public NpySource withArray(String inputs) {
    return choosing(List.of(inputs));
  }

  /** The same {@code .npz} file with inputs and targets chosen by name. @throws IllegalArgumentException when it is not one {@code .npz} file */
  public NpySource withArrays(String inputs, String targets) {
    return choosing(List.of(inputs, targets));
  }

  private NpySource choosing(List<String> names) {
    if (!isArchive()) {
      throw new IllegalArgumentException("the arrays " + Shown.list(names) + " were asked for in " + name + "; it must be a .npz file to have names");
    }
    return new NpySource(name, files, names);
  }

  private boolean isArchive() {
    return files.size() == 1 && files.get(0).toString().toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Path> files() {
    return files;
  }

  @Override
  public RecordReader open() throws IOException {
    if (isArchive()) return NpzFile.reader(name, files.get(0), arrays);
    List<NpyArray> parts = new ArrayList<>();
    try {
      for (Path file : files) parts.add(NpyArray.open(files.size() == 1 ? name : Shown.visible(file.toString()), file));
      return new NpyReader(name, parts, List.of());
    } catch (IOException | RuntimeException e) {
      for (NpyArray part : parts) part.close();
      throw e;
    }
  }

  @Override
  public Optional<String> fingerprint() throws IOException {
    return FileFingerprint.of(files).map(print -> "npy " + arrays + " " + print);
  }
}
