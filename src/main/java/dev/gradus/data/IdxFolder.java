package dev.gradus.data;

import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Takes a folder of IDX files named as MNIST's, gives its training and test examples.
 *
 * <p>The files are {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, and for the test examples
 * {@code t10k-images-idx3-ubyte} and {@code t10k-labels-idx1-ubyte}; each plain, or gzip with {@code .gz} after its name, plain first. A
 * point for the second hyphen and {@code test-} for {@code t10k-} are understood too. The classes are the labels of the training examples,
 * which must have no gaps. Nothing is read before it is asked for, and nothing is remembered.
 */
public final class IdxFolder {
  static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  /** Labels from {@code first} to {@code last}, and where that is from. */
  private record Range(int first, int last, String reason) {
    boolean has(int label) {
      return label >= first && label <= last;
    }
  }

  private final Path folder;
  private final boolean digits;

  private IdxFolder(Path folder, boolean digits) {
    this.folder = folder;
    this.digits = digits;
  }

  /** A folder whose classes are the labels of its training examples. */
  public static IdxFolder open(Path folder) {
    return new IdxFolder(folder, false);
  }

  /** A folder whose classes are the digits 0 to 9, whether each occurs or not; any other label is an error. */
  public static IdxFolder openDigits(Path folder) {
    return new IdxFolder(folder, true);
  }

  /**
   * The training examples.
   *
   * @throws NoSuchFileException when a file is missing; it names the file
   * @throws DataException when a file is damaged, the files do not belong together, or the labels have a gap
   */
  public Dataset train() throws IOException {
    return read(TRAIN_IMAGES, TRAIN_LABELS);
  }

  /**
   * The test examples, with the classes of the training examples.
   *
   * @throws NoSuchFileException when a file is missing, the training labels among them; it names the file
   * @throws DataException when a file is damaged, the files do not belong together, or a label is none of the training labels
   */
  public Dataset test() throws IOException {
    return read(TEST_IMAGES, TEST_LABELS);
  }

  /** The file of a folder that has this name or one of the names understood for it. */
  static Optional<Path> find(Path folder, String name) {
    List<String> names = new ArrayList<>(List.of(name, name.replace("-idx", ".idx")));
    if (name.startsWith("t10k-")) {
      for (String t10k : List.copyOf(names)) names.add(t10k.replace("t10k-", "test-"));
    }
    for (String plain : List.copyOf(names)) names.add(plain + ".gz");
    return names.stream().map(folder::resolve).filter(Files::exists).findFirst();
  }

  private Dataset read(String imagesName, String labelsName) throws IOException {
    Path imagesFile = file(imagesName);
    Path labelsFile = file(labelsName);
    Range range = digits ? new Range(0, 9, "the digits") : trained();
    Idx labels = Idx.labels(labelsFile);
    short[] classes = classes(labelsFile, labels, range);
    Idx images = Idx.images(imagesFile);
    if (images.count() != labels.count()) {
      throw new DataException(imagesFile.toString(), "has " + images.count() + " images, expected " + labels.count() + ", as many as "
          + labelsFile.getFileName() + " has labels; take both files from the same set");
    }
    int height = images.shape()[1];
    int width = images.shape()[2];
    List<String> texts = IntStream.rangeClosed(range.first(), range.last()).mapToObj(Integer::toString).toList();
    Schema schema = new Schema(new Inputs.Pixels(height, width), new Target.Classes("label", texts));
    return Dataset.of(imagesFile.toString(), schema, new ByteFeatures(images.values(), height * width),
        new Targets.OfClasses(classes, texts));
  }

  private Path file(String name) throws NoSuchFileException {
    if (!Files.isDirectory(folder)) throw new NoSuchFileException(folder.toString(), null, "there is no such folder");
    return find(folder, name).orElseThrow(() -> new NoSuchFileException(folder.resolve(name).toString(), null,
        "neither this file nor " + name + ".gz is there"));
  }

  /** The labels of the training examples, found to be without a gap. */
  private Range trained() throws IOException {
    Path file = file(TRAIN_LABELS);
    Idx labels = Idx.labels(file);
    Range usual = usual(labels);
    classes(file, labels, usual);
    return new Range(usual.first(), usual.last(), "the labels of the training examples");
  }

  /** The run of labels without a gap that has the most examples: the first label outside is the odd one, be it too high or too low. */
  private static Range usual(Idx labels) {
    int[] examples = new int[257];
    for (byte label : labels.values()) examples[label & 255]++;
    Range best = null;
    int most = 0;
    int first = 0;
    int run = 0;
    for (int label = 0; label <= 256; label++) {
      if (examples[label] > 0) {
        run += examples[label];
        continue;
      }
      if (run > most) {
        best = new Range(first, label - 1, "the labels of most examples; labels must have no gaps");
        most = run;
      }
      first = label + 1;
      run = 0;
    }
    return best;
  }

  private static short[] classes(Path file, Idx labels, Range range) {
    short[] classes = new short[labels.count()];
    for (int i = 0; i < classes.length; i++) {
      int label = labels.values()[i] & 255;
      if (!range.has(label)) {
        throw new DataException(file.toString(), "the label of example " + (i + 1) + " is " + label + ", expected " + range.first() + " to "
            + range.last() + " (" + range.reason() + "); correct it, or leave the example out");
      }
      classes[i] = (short) (label - range.first());
    }
    return classes;
  }
}
