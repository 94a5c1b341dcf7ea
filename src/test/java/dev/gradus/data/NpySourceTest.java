package dev.gradus.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.prepare.ColumnType;
import dev.gradus.store.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files were written by NumPy: {@code src/test/python/npy.py}. */
class NpySourceTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "reference", "npy");

  @TempDir
  Path folder;

  static Stream<Map<?, ?>> cases() throws IOException {
    return ((List<?>) Json.parse(Files.readString(FOLDER.resolve("cases.json")))).stream().map(one -> (Map<?, ?>) one);
  }

  private static List<List<Object>> rows(RecordSource source) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    try (RecordReader reader = source.open()) {
      while (reader.next()) {
        rows.add(IntStream.range(0, reader.names().size()).mapToObj(reader::cell).toList());
        assertThat(reader.line()).isEqualTo(rows.size());
      }
      assertThat(reader.next()).isFalse();
    }
    return rows;
  }

  /** NumPy gave its values as doubles, and what JSON has no number for as text. */
  private static Object expected(Object json) {
    return json instanceof String text ? Double.valueOf(text.replace("inf", "Infinity").replace("nan", "NaN")) : json;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theValuesAreThoseOfNumPy(Map<?, ?> expected) throws IOException {
    List<List<Object>> rows = rows(NpySource.of(FOLDER.resolve((String) expected.get("file"))));
    List<?> wanted = (List<?>) expected.get("rows");
    assertThat(rows).hasSameSizeAs(wanted);
    for (int i = 0; i < rows.size(); i++) {
      List<?> row = (List<?>) wanted.get(i);
      assertThat(rows.get(i)).hasSameSizeAs(row);
      for (int c = 0; c < row.size(); c++) {
        Object cell = rows.get(i).get(c);
        assertThat(cell instanceof Number n ? (Object) n.doubleValue() : cell).as("row %s column %s", i, c).isEqualTo(expected(row.get(c)));
      }
    }
  }

  @Test
  void everyTypeInBothOrdersIsAmongTheFiles() throws IOException {
    assertThat(cases()).hasSize(21 * 3 + 3 + 1 + 6);
  }

  @Test
  void longIntegersKeepTheirDigits() throws IOException {
    assertThat(rows(NpySource.of(FOLDER.resolve("li8-1d.npy"))).get(1)).containsExactly(Long.MAX_VALUE);
    assertThat(rows(NpySource.of(FOLDER.resolve("lu8-1d.npy"))).get(1)).containsExactly(0x1p64);
    assertThat(rows(NpySource.of(FOLDER.resolve("lu4-1d.npy"))).get(1)).containsExactly(4294967295L);
  }

  @ParameterizedTest
  @CsvSource({"stored.npz, 'x0 x1 x2 y'", "deflated-fortran.npz, 'x0 x1 x2 y'", "by-shape.npz, 'x0 x1 x2 y'", "alone.npz, 'x0 x1 x2'", "lf8-1d.npy, x0",
      "images.npy, 'x0 x1 x2 x3 x4 x5 x6 x7 x8 x9 x10 x11'"})
  void columnsHaveNames(String file, String names) throws IOException {
    try (RecordReader reader = NpySource.of(FOLDER.resolve(file)).open()) {
      assertThat(reader.names()).containsExactly(names.split(" "));
      assertThat(reader.type(0)).contains(ColumnType.NUMBER);
    }
  }

  @Test
  void booleansAreDeclared() throws IOException {
    try (RecordReader reader = NpySource.of(FOLDER.resolve("nb1-c.npy")).open()) {
      assertThat(reader.type(2)).contains(ColumnType.BOOLEAN);
    }
  }

  @Test
  void arraysCanBeChosen() throws IOException {
    NpySource several = NpySource.of(FOLDER.resolve("deflated-fortran.npz"));
    assertThat(rows(several.withArrays("x_test", "y_test"))).hasSize(1).first().asList().hasSize(4);
    assertThat(rows(several.withArray("y_train"))).hasSize(4).first().asList().containsExactly(0L);
    assertThatThrownBy(() -> several.withArrays("x_tset", "y_test").open()).isInstanceOf(DataException.class)
        .hasMessageEndingWith("there is no array \"x_tset\"; the arrays are x_train, y_train, x_test, y_test.");
    assertThatThrownBy(() -> several.withArrays("x_test", "y_train").open()).isInstanceOf(DataException.class)
        .hasMessageContaining("the inputs have shape (1, 3) and the targets (4,)");
    assertThatThrownBy(() -> NpySource.of(FOLDER.resolve("lf8-c.npy")).withArray("X")).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it must be a .npz file");
  }

  @Test
  void inputsAndTargetsMayBeTwoFiles() throws IOException {
    NpySource source = NpySource.of(FOLDER.resolve("lf8-c.npy"), FOLDER.resolve("bf4-f.npy"));
    try (RecordReader reader = source.open()) {
      assertThat(reader.names()).containsExactly("x0", "x1", "x2", "y0", "y1", "y2");
    }
    assertThat(rows(source)).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "bad-object.npy   | the array is of Python objects (a pickle)",
      "bad-text.npy     | the elements are of type \"<U2\"; bool, i1 to i8, u1 to u8, f2, f4 and f8 are read. Save texts that are classes as numbers",
      "bad-bytes.npy    | the elements are of type \"|S2\"",
      "bad-complex.npy  | the elements are of type \"<c16\"",
      "bad-time.npy     | the elements are of type \"<M8[D]\"",
      "bad-record.npy   | the array is of records with named fields",
      "bad-empty.npy    | the array of shape (0, 3) is empty",
      "bad-single.npy   | the array is a single number",
      "bad-fortran3.npy | the array of shape (2, 2, 2) is in Fortran order",
      "bad-two.npy      | it has 192 bytes after the header, and an array of shape (4,) has 32; a file with one array alone is expected",
      "unclear.npz      | the arrays are a (4, 3), b (4, 3), c (4,). Say which",
      "cases.json       | it does not begin as NumPy arrays do"})
  void whatCannotBeReadIsToldInOneLine(String file, String message) {
    Throwable thrown = catchThrowable(() -> NpySource.of(FOLDER.resolve(file)).open());
    assertThat(thrown).isInstanceOf(DataException.class).hasMessageContaining(message).hasMessageStartingWith(FOLDER.resolve(file).toString());
    assertThat(thrown.getMessage()).doesNotContain("\n");
  }

  @Test
  void aFileThatIsNotThereIsMissing() {
    assertThatThrownBy(() -> NpySource.of(folder.resolve("no.npy")).open()).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> NpySource.of(folder.resolve("no.npz")).open()).isInstanceOf(NoSuchFileException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lf4-c.npy", "bi2-f.npy", "version-2.npy", "deflated.npz", "stored-fortran.npz"})
  void aFileCutAnywhereIsRefused(String file) throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve(file));
    Path cut = folder.resolve(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThat(catchThrowable(() -> rows(NpySource.of(cut)))).as("cut after %s bytes", length).isInstanceOf(DataException.class);
    }
  }

  @Test
  void everyBitOfAHeaderFlippedIsReadOrRefused() throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve("lf4-c.npy"));
    Path flipped = folder.resolve("flipped.npy");
    int refused = 0;
    for (int bit = 0; bit < 8 * 128; bit++) {
      byte[] bytes = whole.clone();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(flipped, bytes);
      Throwable thrown = catchThrowable(() -> rows(NpySource.of(flipped)));
      if (thrown != null) {
        assertThat(thrown).as("bit %s", bit).isInstanceOf(DataException.class);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(900);
  }

  @Test
  void everyBitOfAnArchiveFlippedIsReadOrRefused() throws IOException {
    byte[] whole = Files.readAllBytes(FOLDER.resolve("deflated.npz"));
    List<List<Object>> right = rows(NpySource.of(FOLDER.resolve("deflated.npz")));
    Path flipped = folder.resolve("flipped.npz");
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] bytes = whole.clone();
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(flipped, bytes);
      try {
        assertThat(rows(NpySource.of(flipped))).as("bit %s", bit).isEqualTo(right);
      } catch (DataException e) {
        assertThat(e.getMessage()).as("bit %s", bit).doesNotContain("\n");
      }
    }
  }

  private static byte[] npy(int major, String dictionary, byte... elements) {
    ByteBuffer to = ByteBuffer.allocate(12 + dictionary.length() + elements.length).order(ByteOrder.LITTLE_ENDIAN);
    to.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) major).put((byte) 0);
    if (major == 1) to.putShort((short) dictionary.length());
    else to.putInt(dictionary.length());
    to.put(dictionary.getBytes(StandardCharsets.ISO_8859_1)).put(elements);
    return Arrays.copyOf(to.array(), to.position());
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
      "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 999999999999999999)}; and an array of shape (2, 999999999999999999) has 1,999,999,999,999,999,998",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}; has more than any file",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775808,)}; a size of at most 18 digits is expected at place",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}; a size of at most 18 digits is expected at place 52",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2)}; the shape is a number in brackets, not a tuple",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2 2)}; a comma is expected",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (0, 999999999999999999, 999999999999999999)}; is empty",
      "{'descr': '<f8', 'fortran_order': 0, 'shape': (2,)}; True or False is expected at place 35",
      "{'descr': '<f8', 'shape': (2,)}; the entry \"fortran_order\" is not there",
      "{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (2,)}; the entry \"descr\" is there twice",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), 'more': 1}; it has an entry \"more\", which is not NumPy's",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)} or 1; it goes on after its end",
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2,); \"}\" is expected at place",
      "{'descr': '<f8; a text does not end",
      "{'descr': '<f\\x38', 'fortran_order': False, 'shape': (2,)}; a text has a backslash in it",
      "__import__('os').system('true'); \"{\" is expected at place 1",
      "{'descr': '=f8', 'fortran_order': False, 'shape': (2,)}; the elements are of type \"=f8\"",
      "{'descr': '|f8', 'fortran_order': False, 'shape': (2,)}; the elements are of type \"|f8\"",
      "{'descr': '<f16', 'fortran_order': False, 'shape': (2,)}; the elements are of type \"<f16\"",
      "{'descr': '', 'fortran_order': False, 'shape': (2,)}; the elements are of type \"\"",
      "{'descr': ('<f8', (2,)), 'fortran_order': False, 'shape': (2,)}; a text in quotation marks is expected at place 11"})
  void hostileHeadersAreRefusedUnread(String dictionary, String message) throws IOException {
    Path file = Files.write(folder.resolve("hostile.npy"), npy(1, dictionary, new byte[16]));
    assertThat(catchThrowable(() -> NpySource.of(file).open())).isInstanceOf(DataException.class).hasMessageContaining(message);
  }

  @Test
  void aHeaderOfFourGigabytesIsNotAllocated() throws IOException {
    byte[] bytes = npy(2, "", new byte[100]);
    Arrays.fill(bytes, 8, 12, (byte) 255);
    Path file = Files.write(folder.resolve("long.npy"), bytes);
    assertThatThrownBy(() -> NpySource.of(file).open()).isInstanceOf(DataException.class)
        .hasMessageContaining("a header of 4,294,967,295 bytes is claimed, and at most 1,048,576 are read");
  }

  @Test
  void anEntryThatIsShorterThanItsHeaderSaysIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("X.npy"));
      zip.write(npy(1, "{'descr': '<f8', 'fortran_order': True, 'shape': (1000000000, 1000)}", new byte[64]));
    }
    Path file = Files.write(folder.resolve("short.npz"), bytes.toByteArray());
    assertThatThrownBy(() -> NpySource.of(file).withArray("X").open()).isInstanceOf(DataException.class)
        .hasMessageContaining("short.npz, array \"X\": it has 64 bytes after the header, and an array of shape (1000000000, 1000) has 8,000,000,000,000");
  }

  @Test
  void tooManyColumnsAreRefused() throws IOException {
    Path file = folder.resolve("wide.npy");
    int columns = NpyArray.MOST_COLUMNS + 1;
    Files.write(file, npy(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (1, " + columns + ")}", new byte[columns]));
    assertThatThrownBy(() -> NpySource.of(file).open()).isInstanceOf(DataException.class)
        .hasMessageContaining("has 1,048,577 columns; at most 1,048,576 are read");
  }

  /** Several blocks of the reader, the last of them short. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void longArraysAreReadBlockByBlock(boolean fortran) throws IOException {
    int rows = 300_001;
    int columns = 3;
    String dictionary = "{'descr': '<i4', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': (" + rows + ", " + columns + "), }";
    ByteBuffer elements = ByteBuffer.allocate(4 * rows * columns).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < rows * columns; k++) elements.putInt(fortran ? 10 * (k % rows) + k / rows : 10 * (k / columns) + k % columns);
    Path file = Files.write(folder.resolve("long.npy"), npy(1, dictionary, elements.array()));
    try (RecordReader reader = NpySource.of(file).open()) {
      for (int row = 0; row < rows; row++) {
        assertThat(reader.next()).isTrue();
        if (row % 1000 != 0 && row < rows - 3) continue;
        for (int c = 0; c < columns; c++) assertThat(reader.cell(c)).isEqualTo(10 * row + c);
      }
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void aFileThatIsCutWhileItIsReadIsRefused() throws IOException {
    int rows = 1 << 20;
    Path file = Files.write(folder.resolve("changing.npy"), npy(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ",)}", new byte[4 * rows]));
    try (RecordReader reader = NpySource.of(file).open()) {
      assertThat(reader.next()).isTrue();
      try (RandomAccessFile change = new RandomAccessFile(file.toFile(), "rw")) {
        change.setLength(2 << 20);
      }
      assertThatThrownBy(() -> {
        while (reader.next()) continue;
      }).isInstanceOf(DataException.class).hasMessageContaining("it ended while it was read, before row ");
    }
  }

  @Test
  void theFingerprintFollowsTheContent() throws IOException {
    Path file = Files.copy(FOLDER.resolve("lf4-c.npy"), folder.resolve("a.npy"));
    NpySource source = NpySource.of(file);
    String before = source.fingerprint().orElseThrow();
    assertThat(source.fingerprint()).contains(before);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1]++;
    var time = Files.getLastModifiedTime(file);
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
    assertThat(source.fingerprint()).isPresent().isNotEqualTo(Optional.of(before));
  }
}
