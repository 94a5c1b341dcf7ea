package dev.gradus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.management.ThreadMXBean;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.DateOrder;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.Ordinal;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import dev.gradus.prepare.Transform;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Model files made by hand, which lie about what is in them and carry a right checksum nevertheless: each is a ModelFileException, at once
 * and without the memory that it claims.
 */
class BadModelFileTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MOST_BYTES = 32 << 20;
  private static final long MOST_NANOSECONDS = 100_000_000;

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("m.safetensors");
  }

  private static final String GRADUS = """
      {"format":1,"network":{"inputs":2,"hidden":[{"units":3,"activation":"relu","dropout":0.5}],"outputs":2,"loss":"cross-entropy",\
      "output":"softmax"},"inputs":{"kind":"columns","names":["x","y"]},"target":{"kind":"classes","name":"kind","labels":["a","b"]},\
      "scaling":{"kind":"minmax","shift":[0,1],"factor":[2,3]},"provenance":{"seed":"1"},"sha256":"%s"}""".formatted("0".repeat(64));

  private static final String GRADUS_2 = """
      {"format":2,"network":{"inputs":2,"hidden":[{"units":3,"activation":"relu"}],"outputs":2,"loss":"cross-entropy","output":"softmax"},\
      "inputs":{"kind":"columns","columns":[{"name":"x","type":"number"},{"name":"y","type":"category"}]},\
      "target":{"kind":"classes","name":"kind","labels":["a","b"]},"preparation":{"encodings":[\
      {"column":"x","kind":"numeric","transform":"log1p","low":-5,"high":9,"shift":1,"factor":2,"fill":3},\
      {"column":"y","kind":"ordinal","categories":["u","v"],"shift":0.5,"factor":2}],\
      "text":{"missing":["","NA"],"decimal":",","thousands":".","units":["kg"],"dates":"day-first"}},\
      "provenance":{},"sha256":"%s"}""".formatted("0".repeat(64));

  private static final String TENSORS = """
      "W1":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]},"b1":{"dtype":"F32","shape":[3],"data_offsets":[24,36]},\
      "W2":{"dtype":"F32","shape":[2,3],"data_offsets":[36,60]},"b2":{"dtype":"F32","shape":[2],"data_offsets":[60,68]}""";

  private static final int DATA = 68;

  private static String header(String gradus, String tensors) {
    return "{\"__metadata__\":{\"gradus\":" + JsonWriter.write(gradus) + "}," + tensors + "}";
  }

  private static byte[] bytes(long headerLength, String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN).putLong(headerLength).put(json).array();
  }

  /** A file whose checksum is right, if there is a place for one. */
  private static byte[] sealed(String header, int data) {
    byte[] bytes = bytes(header.getBytes(StandardCharsets.UTF_8).length, header, data);
    int digits = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("0".repeat(64));
    if (digits < 0) return bytes;
    try {
      String sum = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      System.arraycopy(sum.getBytes(StandardCharsets.US_ASCII), 0, bytes, digits, 64);
      return bytes;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static String changed(String text, String from, String to) {
    assertThat(text).contains(from);
    return text.replace(from, to);
  }

  private static Arguments description(String from, String to, String says) {
    return arguments(says, sealed(header(changed(GRADUS, from, to), TENSORS), DATA));
  }

  private static Arguments description2(String from, String to, String says) {
    return arguments(says, sealed(header(changed(GRADUS_2, from, to), TENSORS), DATA));
  }

  private static Arguments tensors(String from, String to, String says) {
    return arguments(says, sealed(header(GRADUS, changed(TENSORS, from, to)), DATA));
  }

  private static Arguments raw(String says, byte[] bytes) {
    return arguments(says, bytes);
  }

  @Test
  void aFileMadeByHandIsReadWhenItTellsTheTruth() throws IOException {
    Files.write(file, sealed(header(GRADUS, TENSORS), DATA));

    assertThat(ModelFileTest.read(file).network()).hasToString("2 → 3 relu (dropout 0.5) → 2 softmax, cross entropy; 17 parameters");
  }

  @Test
  void aFileOfFormat2MadeByHandIsReadWhenItTellsTheTruth() throws IOException {
    Files.write(file, sealed(header(GRADUS_2, TENSORS), DATA));

    ModelFile model = ModelFileTest.read(file);

    Column x = Column.number("x");
    Column y = Column.category("y");
    assertThat(model.schema().inputs()).isEqualTo(new Inputs.Columns(List.of(x, y)));
    assertThat(model.preparation()).isEqualTo(new Preparation(
        List.of(new Numeric(x, Transform.LOG1P, -5, 9, 1, 2, 3, false), new Ordinal(y, List.of("u", "v"), 0.5, 2)), TargetScaling.none(),
        new TextRules(Set.of("", "NA"), ',', Optional.of('.'), Set.of("kg"), Optional.of(DateOrder.DAY_FIRST))));
  }

  static Stream<Arguments> beginnings() {
    String header = header(GRADUS, TENSORS);
    return Stream.of(
        raw("has 0 bytes", new byte[0]),
        raw("has 7 bytes", new byte[7]),
        raw("a header of 0 bytes", new byte[1024]),
        raw("a header of 9223372036854775808 bytes", bytes(Long.MIN_VALUE, header, DATA)),
        raw("a header of 18446744073709551615 bytes", bytes(-1, header, DATA)),
        raw("a header of 9223372036854775807 bytes", bytes(Long.MAX_VALUE, header, DATA)),
        raw("a header of 2147483648 bytes", bytes(1L << 31, header, DATA)),
        raw("not JSON", bytes(header.length() - 1, header, DATA)),
        raw("the header is no JSON object", sealed("[1,2]", 0)),
        raw("not UTF-8", new byte[] {4, 0, 0, 0, 0, 0, 0, 0, '{', (byte) 0xc3, '(', '}'}),
        raw("32 levels", sealed("{\"a\":" + "[".repeat(1000), 0)),
        raw("32 levels", sealed("{\"__metadata__\":" + "{\"a\":".repeat(180) + "1", 0)),
        raw("\"a\" is no object", sealed("{\"a\":1}", 0)),
        raw("\"__metadata__\" is no object", sealed("{\"__metadata__\":7}", 0)),
        raw("metadata \"gradus\" is no text", sealed("{\"__metadata__\":{\"gradus\":{}}}", 0)),
        raw("\"__metadata__\" stands twice", sealed("{\"__metadata__\":{},\"__metadata__\":{}}", 0)),
        raw("not a model of gradus", sealed("{}", 0)),
        raw("not a model of gradus", sealed("{\"__metadata__\":{\"format\":\"pt\"}," + TENSORS + "}", DATA)),
        raw("not a model of gradus", sealed("{" + TENSORS + "}", DATA)));
  }

  static Stream<Arguments> layouts() {
    String w1 = "\"W1\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]}";
    return Stream.of(
        tensors("[3,2]", "[1000000000000000000]", "where a count is expected"),
        tensors("[3,2]", "[1000000000,1000000]", "is larger than the file"),
        tensors("[3,2]", "[4294967296,4294967296]", "is larger than the file"),
        tensors("[0,24]", "[0,4000000000000000]", "claims the bytes 0 to 4000000000000000 of 68"),
        tensors("[0,24]", "[24,0]", "claims the bytes 24 to 0"),
        tensors("[0,24]", "[-24,0]", "where a count is expected"),
        tensors("[0,24]", "[0.5,24.5]", "where a count is expected"),
        tensors("[0,24]", "[0]", "1 offsets, expected 2"),
        tensors("[0,24]", "\"0-24\"", "no list of numbers"),
        tensors("[0,24]", "[0,28]", "claims the bytes 0 to 28"),
        tensors("[24,36]", "[20,32]", "overlap or leave gaps"),
        tensors("[60,68]", "[56,64]", "overlap or leave gaps"),
        arguments("overlap or leave gaps",
            sealed(header(GRADUS, TENSORS.replace("[36,60]", "[40,64]").replace("[60,68]", "[64,72]")), DATA + 4)),
        arguments("cut short or something was appended", sealed(header(GRADUS, TENSORS), DATA + 4)),
        arguments("the file is cut short", sealed(header(GRADUS, TENSORS), DATA - 4)),
        tensors("[3,2]", "[2,3]", "\"W1\" has the shape [2, 3], the network needs [3, 2]"),
        tensors("[3,2]", "[6]", "\"W1\" has the shape [6], the network needs [3, 2]"),
        tensors("\"shape\":[3],", "\"shape\":[3,1],", "\"b1\" has the shape [3, 1], the network needs [3]"),
        tensors("[3,2]", "[3,2,1,1,1,1,1,1,1]", "no list of numbers"),
        tensors("[3,2]", "[]", "claims the bytes"),
        tensors("[3,2]", "[0,2]", "claims the bytes"),
        tensors("\"W2\"", "\"W1\"", "\"W1\" stands twice"),
        tensors("\"W2\"", "\"W3\"", "there is no tensor \"W2\""),
        arguments("6 tensors, expected 4", sealed(header(GRADUS, TENSORS + ",\"W3\":" + w1.substring(5).replace("[0,24]", "[68,92]")
            + ",\"x\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[92,92]}"), DATA + 24)),
        tensors("\"W1\":{\"dtype\":\"F32\",\"shape\":[3,2]", "\"W1\":{\"dtype\":\"F128\",\"shape\":[3,2]", "has the type F128"),
        tensors("\"dtype\":\"F32\",\"shape\":[2],", "\"shape\":[2],", "expected dtype, shape, data_offsets"),
        tensors("\"dtype\":\"F32\",\"shape\":[2],", "\"dtype\":\"F32\",\"x\":1,\"shape\":[2],", "expected dtype, shape, data_offsets"),
        arguments("is of F16, expected F32 or F64", sealed(header(GRADUS, halved()), DATA / 2)),
        arguments("is of I32, expected F32 or F64", sealed(header(GRADUS, TENSORS.replace("F32", "I32")), DATA)));
  }

  private static String halved() {
    return TENSORS.replace("F32", "F16").replace("[0,24]", "[0,12]").replace("[24,36]", "[12,18]").replace("[36,60]", "[18,30]")
        .replace("[60,68]", "[30,34]");
  }

  static Stream<Arguments> descriptions() {
    return Stream.of(
        description("{\"format\":1", "[{\"format\":1", "not JSON"),
        arguments("where an object is expected", sealed(header("[7]", TENSORS), DATA)),
        description("\"format\":1", "\"format\":3", "version 3, this gradus reads versions 1 to 2"),
        description("\"format\":1", "\"format\":0", "version 0, this gradus reads versions 1 to 2"),
        description("\"format\":1", "\"format\":1.5", "\"format\" is 1.5"),
        description("\"format\":1", "\"format\":\"1\"", "\"format\" is 1, expected a number"),
        description("\"format\":1", "\"form\":1", "\"format\" is null"),
        description("0".repeat(64), "1".repeat(64), "checksum does not fit"),
        description("0".repeat(64), "00", "checksum stands in the wrong place"),
        description("\"sha256\"", "\"sha512\"", "\"sha256\" is null"),
        description("\"units\":3", "\"units\":2147483647", "the network needs [2147483647, 2]"),
        description("\"units\":3", "\"units\":1e18", "\"units\" is 1.0E18, no whole number below 2^53"),
        description("\"units\":3", "\"units\":0", "not from 1 to 2147483647"),
        description("\"units\":3", "\"units\":-3", "not from 1 to 2147483647"),
        description("\"units\":3", "\"units\":3.5", "\"units\" is 3.5, no whole number"),
        description("\"units\":3,", "", "\"units\" is null"),
        description("\"inputs\":2", "\"inputs\":2147483647", "the network needs [3, 2147483647]"),
        description("\"outputs\":2", "\"outputs\":2147483647", "the network needs [2147483647, 3]"),
        description("\"outputs\":2", "\"outputs\":1", "softmax"),
        description("\"relu\"", "\"wobble\"", "no activation \"wobble\""),
        description("\"relu\"", "7", "\"activation\" is 7.0, expected a text"),
        description("\"cross-entropy\"", "\"cost\"", "no loss \"cost\""),
        description("\"softmax\"", "\"sigmoid\"", "does not go with"),
        description("\"dropout\":0.5", "\"dropout\":1", "dropout of 1.0"),
        description("\"dropout\":0.5", "\"normalization\":\"batch\"", "no tensor \"gamma1\""),
        description("\"dropout\":0.5", "\"normalization\":\"group\"", "no normalization \"group\""),
        description("\"dropout\":0.5", "\"normalization\":\"layer:0\"", "epsilon of 0.0"),
        description("\"dropout\":0.5", "\"normalization\":7", "\"normalization\" is 7.0, expected a text"),
        description("[{\"units\":3,\"activation\":\"relu\",\"dropout\":0.5}]", "{}", "\"hidden\""),
        description("[{\"units\":3,\"activation\":\"relu\",\"dropout\":0.5}]", "[3]", "where an object is expected"),
        description("[{\"units\":3,\"activation\":\"relu\",\"dropout\":0.5}]", "[]", "the network needs [2, 2]"),
        description("\"columns\"", "\"rows\"", "inputs of kind \"rows\""),
        description("[\"x\",\"y\"]", "[\"x\"]", "2 inputs and the schema 1"),
        description("[\"x\",\"y\"]", "[\"x\",\"x\"]", "two input columns are named \"x\""),
        description("[\"x\",\"y\"]", "[\"x\",1]", "no text"),
        description("\"columns\",\"names\":[\"x\",\"y\"]", "\"pixels\",\"height\":2147483647,\"width\":2147483647", "cannot be"),
        description("\"columns\",\"names\":[\"x\",\"y\"]", "\"pixels\",\"height\":65536,\"width\":32767", "the schema 2147418112"),
        description("[\"a\",\"b\"]", "[\"a\",\"b\",\"c\"]", "2 outputs for 3 classes"),
        description("[\"a\",\"b\"]", "[\"a\",\"a\"]", "not all different"),
        description("[\"a\",\"b\"]", "[]", "2 outputs for 0 classes"),
        description("\"classes\"", "\"value\"", "2 outputs for the value of kind"),
        description("\"classes\"", "\"rank\"", "target of kind \"rank\""),
        description("\"minmax\"", "\"robust\"", "scaling of kind \"robust\" is not known"),
        description("[0,1]", "[0]", "1 shifts and 2 factors"),
        arguments("1 columns, expected 2", sealed(header(GRADUS.replace("[0,1]", "[0]").replace("[2,3]", "[2]"), TENSORS), DATA)),
        description("[2,3]", "[2,1e999]", "a number out of range"),
        description("[2,3]", "[2,\"3\"]", "no number"),
        description("{\"seed\":\"1\"}", "[]", "\"provenance\""),
        description(",\"provenance\":{\"seed\":\"1\"}", "", "\"provenance\" is null"),
        description("{\"seed\":\"1\"}", "[".repeat(400) + "]".repeat(400), "32 levels"));
  }

  private static final String ORDINAL = "{\"column\":\"y\",\"kind\":\"ordinal\",\"categories\":[\"u\",\"v\"],\"shift\":0.5,\"factor\":2}";

  private static Arguments encoding(String fields, String says) {
    return description2(ORDINAL, "{\"column\":\"y\"," + fields + "}", says);
  }

  static Stream<Arguments> preparations() {
    String pixels = "\"pixels\",\"height\":65536,\"width\":32767}";
    String columns = "\"columns\",\"columns\":[{\"name\":\"x\",\"type\":\"number\"},{\"name\":\"y\",\"type\":\"category\"}]}";
    return Stream.of(
        description2("\"preparation\"", "\"scaling\"", "\"preparation\" is null, expected an object"),
        description2("\"columns\":[", "\"names\":[", "\"columns\" is null, expected a list"),
        description2("{\"name\":\"x\",\"type\":\"number\"}", "\"x\"", "where an object is expected"),
        description2("\"number\"", "\"quaternion\"", "a column of type \"quaternion\" is not known"),
        description2("\"number\"", "\"time\"", "the column \"x\" is of type time"),
        description2("\"type\":\"category\"", "\"type\":\"text\"", "the column \"y\" is of type text"),
        description2("{\"name\":\"y\"", "{\"name\":\"x\"", "two input columns are named \"x\""),
        description2(columns, pixels, "the schema 2147418112"),
        description2("\"inputs\":2", "\"inputs\":1", "\"W1\" has the shape [3, 2], the network needs [3, 1]"),
        description2(",{\"column\":\"y\"", ",{\"column\":\"z\"", "the encoding of \"z\" stands in the place of that of \"y\""),
        description2("," + ORDINAL, "", "1 encodings for 2 inputs"),
        description2("," + ORDINAL, ",7", "where an object is expected"),
        description2("\"encodings\":[", "\"codes\":[", "the column \"y\" is of type category"),
        encoding("\"kind\":\"magic\"", "an encoding of kind \"magic\" is not known"),
        encoding("\"kind\":\"hashed\",\"buckets\":2147483647", "the network has 2 inputs and its preparation makes 2147483648"),
        encoding("\"kind\":\"hashed\",\"buckets\":0", "\"buckets\" is 0, not from 1 to 2147483647"),
        encoding("\"kind\":\"hashed\",\"buckets\":1e300", "\"buckets\" is 1.0E300, no whole number"),
        encoding("\"kind\":\"one-hot\",\"categories\":[\"u\",\"v\"],\"other\":false,\"missing\":false", "the network has 2 inputs and its preparation makes 3"),
        encoding("\"kind\":\"one-hot\",\"categories\":[\"u\",\"u\"],\"other\":false,\"missing\":false", "\"u\" was given twice"),
        encoding("\"kind\":\"one-hot\",\"categories\":[\"\"],\"other\":false,\"missing\":false", "a category without text"),
        encoding("\"kind\":\"one-hot\",\"categories\":[3],\"other\":false,\"missing\":false", "no text"),
        encoding("\"kind\":\"one-hot\",\"categories\":[\"u\"],\"other\":0,\"missing\":false", "\"other\" is 0.0, expected true or false"),
        encoding("\"kind\":\"one-hot\",\"categories\":[\"u\"],\"other\":false", "\"missing\" is null, expected true or false"),
        encoding("\"kind\":\"numeric\",\"shift\":0,\"factor\":1,\"fill\":0", "the column \"y\" is of type category"),
        encoding("\"kind\":\"calendar\",\"parts\":[],\"shift\":0,\"factor\":1,\"missing\":true", "the column \"y\" is of type category"),
        description2("\"categories\":[\"u\",\"v\"]", "\"categories\":{}", "\"categories\" is {}, expected a list"),
        description2("\"low\":-5", "\"low\":10", "the bounds must be in order"),
        description2("\"low\":-5", "\"low\":null", "\"low\" is null, expected a number"),
        description2("\"log1p\"", "\"log7\"", "a transform \"log7\" is not known"),
        description2("\"fill\":3", "\"fill\":1e999", "a number out of range"),
        description2(",\"fill\":3", "", "\"fill\" is null, expected a number"),
        description2("\"fill\":3", "\"fill\":3,\"indicator\":1", "\"indicator\" is 1.0, expected true or false"),
        description2("\"fill\":3", "\"fill\":3,\"indicator\":true", "the network has 2 inputs and its preparation makes 3"),
        description2("\"text\":{", "\"target\":{\"shift\":1,\"factor\":2},\"text\":{", "the target is scaled and is no value, but 2 classes of kind"),
        description2("\"text\":{", "\"target\":{\"shift\":1,\"factor\":0},\"text\":{", "a target scaling with a factor of 0.0"),
        description2("\"text\":{", "\"target\":{\"shift\":1},\"text\":{", "\"factor\" is null"),
        description2("\"text\":", "\"rules\":", "\"text\" is null, expected an object"),
        description2("\"decimal\":\",\"", "\"decimal\":\".,\"", "\"decimal\" is \".,\", expected one character"),
        description2("\"decimal\":\",\"", "\"decimal\":\".\"", "it must differ from the decimal mark"),
        description2("\"thousands\":\".\"", "\"thousands\":\"x\"", "a thousands mark of \"x\""),
        description2("\"NA\"", "\" NA\"", "it must have no spaces around it"),
        description2("\"NA\"", "7", "no text"),
        description2("\"kg\"", "\"4kg\"", "a unit of \"4kg\""),
        description2("[\"kg\"]", "{}", "\"units\" is {}, expected a list"),
        description2("day-first", "year-last", "an order of dates of \"year-last\""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"beginnings", "layouts", "descriptions", "preparations"})
  void aLieIsRefusedAtOnceAndWithoutTheMemoryItClaims(String says, byte[] bytes) throws IOException {
    warmUp();
    Files.write(file, bytes);
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long time = THREADS.getCurrentThreadCpuTime();

    Throwable thrown = catchThrowable(() -> ModelFileTest.read(file));

    time = THREADS.getCurrentThreadCpuTime() - time;
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    assertThat(thrown).isInstanceOfSatisfying(ModelFileException.class, e -> {
      assertThat(e.file()).isEqualTo(file.toString());
      assertThat(e.getMessage()).startsWith(file + ": ").contains(says);
    });
    assertThat(time).as("nanoseconds").isLessThanOrEqualTo(MOST_NANOSECONDS);
    assertThat(allocated).as("bytes allocated").isLessThanOrEqualTo(MOST_BYTES);
  }

  /** Classes are loaded once, and that is not what is measured. */
  private void warmUp() throws IOException {
    Path good = folder.resolve("good");
    Files.write(good, sealed(header(GRADUS, TENSORS), DATA));
    ModelFileTest.read(good);
  }

  @Test
  void anEmptyTensorOfAnotherWriterMayShareItsPlaceWithTheNext() throws IOException {
    String one = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
    String empty = "\"none\":{\"dtype\":\"F32\",\"shape\":[0,5],\"data_offsets\":[0,0]}";
    Files.write(file, sealed("{" + one + "," + empty + "}", 4));

    try (Safetensors open = Safetensors.open(file)) {
      assertThat(open.names()).containsExactly("a", "none");
      assertThat(open.shape("none")).containsExactly(0L, 5L);
    }
  }
}
