package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** IDX files: read as written, refused when damaged, by one line that says where, what was found, what was expected, what to do. */
class IdxTest {
  private static final int LABELS = 0x801;
  private static final int IMAGES = 0x803;

  @TempDir
  Path folder;

  static byte[] idx(int magic, int[] sizes, byte[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(magic);
    for (int size : sizes) bytes.putInt(size);
    return bytes.put(values).array();
  }

  /** Images of 2 × 3 pixels whose bytes count up from 250, through the sign. */
  static byte[] images(int count) {
    byte[] values = new byte[count * 6];
    for (int i = 0; i < values.length; i++) values[i] = (byte) (250 + i);
    return idx(IMAGES, new int[] {count, 2, 3}, values);
  }

  static byte[] labels(int... labels) {
    byte[] values = new byte[labels.length];
    for (int i = 0; i < values.length; i++) values[i] = (byte) labels[i];
    return idx(LABELS, new int[] {labels.length}, values);
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] cut(byte[] bytes, int by) {
    return Arrays.copyOf(bytes, bytes.length - by);
  }

  /** Bad data is a DataException, which a program maps to exit code 65; its message is one line that begins with the file as given. */
  private static void assertBad(Path file, ThrowingCallable read, String... says) {
    assertThatThrownBy(read).isInstanceOfSatisfying(DataException.class, e -> {
      assertThat(e.source()).isEqualTo(file.toString());
      assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n").contains("expected").contains(says);
    });
  }

  private void assertBadImages(String name, byte[] bytes, String... says) throws IOException {
    Path file = write(name, bytes);
    assertBad(file, () -> Idx.images(file), says);
  }

  @ParameterizedTest
  @ValueSource(strings = {"images", "images.gz"})
  void imagesAreReadAsWritten(String name) throws IOException {
    Idx idx = Idx.images(write(name, name.endsWith(".gz") ? gzip(images(2)) : images(2)));
    assertThat(idx.shape()).containsExactly(2, 2, 3);
    assertThat(idx.count()).isEqualTo(2);
    assertThat(idx.values()).containsExactly(-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels", "labels.gz"})
  void labelsAreReadAsWritten(String name) throws IOException {
    Idx idx = Idx.labels(write(name, name.endsWith(".gz") ? gzip(labels(7, 255)) : labels(7, 255)));
    assertThat(idx.shape()).containsExactly(2);
    assertThat(idx.values()).containsExactly(7, -1);
  }

  @Test
  void aMissingFileIsMissingInputNotBadData() {
    Path file = folder.resolve("images");
    assertThatThrownBy(() -> Idx.images(file)).isInstanceOf(NoSuchFileException.class).hasMessageContaining(file.toString());
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertBadImages("images", new byte[0], "the file is empty", "images of bytes", "fetch it again");
    assertBadImages("images.gz", new byte[0], "the file is empty", "images of bytes", "fetch it again");
    assertBadImages("nothing.gz", gzip(new byte[0]), "ends after 0 bytes", "a header of 16 bytes", "cut short");
  }

  @Test
  void aWrongMagicNumberIsShownWithAGuess() throws IOException {
    assertBadImages("labels", labels(1, 2), "0x00000801, expected 0x00000803 (images of bytes); is this the labels file?");
    assertBadImages("labels.gz", gzip(labels(1, 2)), "0x00000801, expected 0x00000803 (images of bytes); is this the labels file?");
    assertBadImages("flat", idx(0x802, new int[] {1, 1}, new byte[1]), "0x00000802", "another file of 2 dimensions?");
    assertBadImages("floats", idx(0xD03, new int[] {1, 1, 1}, new byte[4]), "0x00000D03", "only unsigned bytes (0x08) are read");
    assertBadImages("packed", gzip(images(1)), "0x1F8B0800", "this is a gzip file, give it a name that ends in .gz");
    assertBadImages("text", "label,pixel\n".getBytes(), "0x6C616265", "is this an IDX file?");
    Path images = write("images", images(1));
    assertBad(images, () -> Idx.labels(images), "0x00000803, expected 0x00000801 (labels of bytes); is this the images file?");
  }

  @Test
  void aFileThatIsCutShortIsRefusedWhereverItIsCut() throws IOException {
    byte[] whole = images(2);
    for (int left = 1; left < 16; left++) {
      assertBadImages("images", Arrays.copyOf(whole, left), "ends after " + left + " bytes", "a header of 16 bytes", "cut short");
    }
    for (int left = 16; left < whole.length; left++) {
      assertBadImages("images", Arrays.copyOf(whole, left), "has " + left + " bytes, expected 28 for the 2 images of 2 × 3 pixels",
          "cut short");
      assertBadImages("images.gz", gzip(Arrays.copyOf(whole, left)), "has " + left + " bytes, expected 28 for the 2 images", "cut short");
    }
  }

  @Test
  void aFileThatIsLongerThanItSaysIsRefused() throws IOException {
    byte[] longer = Arrays.copyOf(images(2), 29);
    assertBadImages("images", longer, "has 29 bytes, expected 28 for the 2 images of 2 × 3 pixels", "longer than it says");
    assertBadImages("images.gz", gzip(longer), "goes on after 28 bytes", "for the 2 images of 2 × 3 pixels", "longer than it says");
  }

  @Test
  void absurdSizesAreRefusedBeforeAnythingIsAllocated() throws IOException {
    int[][] absurd = {{-1, 28, 28}, {-1, -1, -1}, {65536, 65536, 65536}, {Integer.MAX_VALUE, 1, 1}, {Integer.MIN_VALUE, 2, 1}};
    for (int[] sizes : absurd) {
      byte[] bytes = idx(IMAGES, sizes, new byte[8]);
      String count = Integer.toUnsignedString(sizes[0]) + " images of ";
      assertBadImages("images", bytes, "the header says " + count, "at most 2147483639 bytes", "damaged");
      assertBadImages("images.gz", gzip(bytes), "the header says " + count, "at most 2147483639 bytes", "damaged");
    }
    // Would fit into an array, but not into this file; the heap of the tests would not hold it.
    byte[] bytes = idx(IMAGES, new int[] {2_000_000, 32, 32}, new byte[8]);
    assertBadImages("images", bytes, "has 24 bytes, expected 2048000016 for the 2000000 images of 32 × 32 pixels", "cut short");
    assertBadImages("images.gz", gzip(bytes), "packed bytes, expected enough to hold 2048000016", "cut short");
  }

  @Test
  void aSizeOfZeroIsRefused() throws IOException {
    for (int[] sizes : new int[][] {{0, 28, 28}, {1, 0, 28}, {1, 28, 0}, {-1, -1, 0}}) {
      assertBadImages("images", idx(IMAGES, sizes, new byte[0]), "the header says ", "at least 1 of each", "damaged");
    }
    Path labels = write("labels", labels());
    assertBad(labels, () -> Idx.labels(labels), "the header says 0 labels", "at least 1");
  }

  @Test
  void brokenGzipIsRefused() throws IOException {
    byte[] packed = gzip(images(100));
    assertBadImages("images.gz", cut(packed, 1), "breaks off after " + (packed.length - 1) + " bytes", "cut short");
    assertBadImages("images.gz", Arrays.copyOf(packed, packed.length / 2), "breaks off after", "cut short");
    assertBadImages("images.gz", Arrays.copyOf(packed, 5), "breaks off after 5 bytes", "cut short");
    assertBadImages("images.gz", images(1), "the gzip data is damaged", "take .gz off its name");
    byte[] wrongSum = packed.clone();
    wrongSum[packed.length - 6] ^= 1;
    assertBadImages("images.gz", wrongSum, "the gzip data is damaged", "fetch it again");
    byte[] wrongBlock = packed.clone();
    wrongBlock[10] |= 6;
    assertBadImages("images.gz", wrongBlock, "the gzip data is damaged", "fetch it again");
  }

  private void writeFolder(String test) throws IOException {
    write("train-images-idx3-ubyte", images(3));
    write("train-labels-idx1-ubyte", labels(4, 3, 5));
    write(test + "-images-idx3-ubyte.gz", gzip(images(2)));
    write(test + "-labels-idx1-ubyte.gz", gzip(labels(5, 4)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t10k", "test"})
  void aFolderGivesTrainingAndTestExamples(String test) throws IOException {
    writeFolder(test);
    Dataset train = IdxFolder.open(folder).train();
    assertThat(train.size()).isEqualTo(3);
    assertThat(train.source()).isEqualTo(folder.resolve("train-images-idx3-ubyte").toString());
    assertThat(train.schema().inputs()).isEqualTo(new Inputs.Pixels(2, 3));
    assertThat(train.schema().target()).isEqualTo(new Target.Classes("label", List.of("3", "4", "5")));
    assertThat(new int[] {train.label(0), train.label(1), train.label(2)}).containsExactly(1, 0, 2);
    double[] x = new double[6];
    train.inputs(0, x);
    assertThat(x[0]).isCloseTo(250 / 255.0, within(1e-15));

    Dataset tests = IdxFolder.open(folder).test();
    assertThat(tests.size()).isEqualTo(2);
    assertThat(tests.schema()).isEqualTo(train.schema());
    assertThat(new int[] {tests.label(0), tests.label(1)}).containsExactly(2, 1);
  }

  @Test
  void namesWithAPointAreUnderstoodAndPlainWinsOverGzip() throws IOException {
    write("train-images.idx3-ubyte", images(2));
    write("train-images-idx3-ubyte.gz", gzip(images(1)));
    write("train-labels.idx1-ubyte.gz", gzip(labels(0, 1)));
    write("test-images.idx3-ubyte", images(1));
    write("test-labels.idx1-ubyte", labels(1));
    assertThat(IdxFolder.open(folder).train().size()).isEqualTo(2);
    assertThat(IdxFolder.open(folder).test().size()).isEqualTo(1);
  }

  @Test
  void aMissingFileOfAFolderIsNamed() throws IOException {
    write("train-images-idx3-ubyte", images(2));
    write("train-labels-idx1-ubyte", labels(0, 1));
    assertThat(IdxFolder.open(folder).train().size()).isEqualTo(2);
    assertThatThrownBy(() -> IdxFolder.open(folder).test()).isInstanceOf(NoSuchFileException.class)
        .hasMessage(folder.resolve("t10k-images-idx3-ubyte") + ": neither this file nor t10k-images-idx3-ubyte.gz is there");
    Path nowhere = folder.resolve("nowhere");
    assertThatThrownBy(() -> IdxFolder.open(nowhere).train()).isInstanceOf(NoSuchFileException.class)
        .hasMessage(nowhere + ": there is no such folder");
  }

  @Test
  void imagesAndLabelsMustBeAsMany() throws IOException {
    Path images = write("train-images-idx3-ubyte", images(3));
    write("train-labels-idx1-ubyte", labels(0, 1));
    assertBad(images, () -> IdxFolder.open(folder).train(), "has 3 images, expected 2, as many as train-labels-idx1-ubyte has labels");
  }

  @Test
  void aGapInTheLabelsIsAnErrorThatNamesTheOddExample() throws IOException {
    writeFolder("t10k");
    Path labels = write("train-labels-idx1-ubyte", labels(4, 3, 200));
    assertBad(labels, () -> IdxFolder.open(folder).train(), "the label of example 3 is 200, expected 3 to 4", "no gaps");
    assertBad(labels, () -> IdxFolder.open(folder).test(), "the label of example 3 is 200, expected 3 to 4", "no gaps");
    write("train-labels-idx1-ubyte", labels(255, 0, 254));
    assertBad(labels, () -> IdxFolder.open(folder).train(), "the label of example 2 is 0, expected 254 to 255", "no gaps");
  }

  @Test
  void aTestLabelThatNoTrainingExampleHasIsAnError() throws IOException {
    writeFolder("t10k");
    Path labels = write("t10k-labels-idx1-ubyte", labels(5, 6));
    assertBad(labels, () -> IdxFolder.open(folder).test(),
        "the label of example 2 is 6, expected 3 to 5 (the labels of the training examples)");
  }

  @Test
  void aFolderOfDigitsHasTenClassesAndNoOtherLabels() throws IOException {
    writeFolder("t10k");
    Dataset train = IdxFolder.openDigits(folder).train();
    assertThat(train.schema().target()).isEqualTo(new Target.Classes("label", List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")));
    assertThat(train.label(0)).isEqualTo(4);
    Path labels = write("train-labels-idx1-ubyte", labels(9, 10, 8));
    assertBad(labels, () -> IdxFolder.openDigits(folder).train(), "the label of example 2 is 10, expected 0 to 9 (the digits)");
  }

  @Test
  void theRealMnistIsRead() throws IOException {
    String data = System.getenv("GRADUS_DATA");
    assumeTrue(data != null, "GRADUS_DATA is not set, so there is no MNIST to read; set it to a folder that holds mnist/");
    IdxFolder mnist = Mnist.open(Path.of(data, "mnist"), List.of(), line -> {});
    Dataset train = mnist.train();
    Dataset test = mnist.test();
    assertThat(train.size()).isEqualTo(60_000);
    assertThat(test.size()).isEqualTo(10_000);
    assertThat(train.schema()).isEqualTo(test.schema());
    assertThat(train.schema().inputs()).isEqualTo(new Inputs.Pixels(28, 28));
    assertThat(IdxFolder.open(Path.of(data, "mnist")).train().schema()).isEqualTo(train.schema());
    // The labels everyone knows: training begins 5 0 4 1 9, testing 7 2 1 0 4.
    assertThat(new int[] {train.label(0), train.label(1), train.label(2), train.label(3), train.label(4)}).containsExactly(5, 0, 4, 1, 9);
    assertThat(new int[] {test.label(0), test.label(1), test.label(2), test.label(3), test.label(4)}).containsExactly(7, 2, 1, 0, 4);
    float[] x = new float[784];
    double sum = 0;
    for (int i = 0; i < train.size(); i++) {
      train.inputs(i, x);
      for (float pixel : x) sum += pixel;
    }
    assertThat(sum / (60_000 * 784)).as("mean of the training pixels").isCloseTo(0.1307, within(0.0001));
  }
}
