package dev.gradus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.CsvSource;
import dev.gradus.data.LearningTask;
import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.prepare.Scaling;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a stranger sees who has only the description of the safetensors format: N in 8 little-endian bytes; N bytes of JSON that give each
 * tensor's dtype, shape and data_offsets, which count from the end of the header; then the values, little-endian and row by row. Nothing of
 * dev.gradus.store is used to read.
 */
class SafetensorsLayoutTest {
  private static final int ROWS = 40;

  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("m.safetensors");
  }

  /** The stranger's reader. */
  private static final class Reader {
    final byte[] bytes;
    final int headerLength;
    final String header;

    Reader(Path file) throws IOException {
      bytes = Files.readAllBytes(file);
      headerLength = Math.toIntExact(little(0, 8).getLong());
      header = new String(bytes, 8, headerLength, StandardCharsets.UTF_8);
    }

    ByteBuffer little(int from, int count) {
      return ByteBuffer.wrap(bytes, from, count).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The JSON object of a tensor; quotes inside the metadata are escaped, so that none of it can look like this. */
    String fields(String tensor) {
      Matcher fields = Pattern.compile("[{,]\\s*\"" + tensor + "\"\\s*:\\s*\\{([^}]*)}").matcher(header);
      assertThat(fields.find()).as("%s in %s", tensor, header).isTrue();
      return fields.group(1);
    }

    String dtype(String tensor) {
      Matcher type = Pattern.compile("\"dtype\"\\s*:\\s*\"(\\w+)\"").matcher(fields(tensor));
      assertThat(type.find()).isTrue();
      return type.group(1);
    }

    int[] numbers(String tensor, String field) {
      Matcher list = Pattern.compile("\"" + field + "\"\\s*:\\s*\\[([^\\]]*)]").matcher(fields(tensor));
      assertThat(list.find()).isTrue();
      return Pattern.compile(",").splitAsStream(list.group(1)).mapToInt(number -> Integer.parseInt(number.strip())).toArray();
    }

    double[] values(String tensor) {
      int[] offsets = numbers(tensor, "data_offsets");
      ByteBuffer values = little(8 + headerLength + offsets[0], offsets[1] - offsets[0]);
      boolean wide = dtype(tensor).equals("F64");
      double[] read = new double[values.remaining() / (wide ? 8 : 4)];
      for (int i = 0; i < read.length; i++) read[i] = wide ? values.getDouble() : values.getFloat();
      return read;
    }
  }

  private static Dataset examples() throws IOException {
    StringBuilder csv = new StringBuilder("a,b,c,kind\n");
    for (int i = 0; i < ROWS; i++) {
      csv.append(row(i)[0] + "," + row(i)[1] + "," + row(i)[2] + "," + "pqrs".charAt(i % 4) + "\n");
    }
    ByteArrayInputStream in = new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8));
    return CsvSource.of("rows", in).read(LearningTask.of("kind"));
  }

  private static double[] row(int i) {
    return new double[] {i % 5 - 2, i % 7 * 0.25, i % 4 - i % 3 * 0.5};
  }

  /** A trained network 3 → 5 tanh → 2 relu → 4 softmax: no two layers of one shape, so that nothing transposed can pass. */
  private static Model trained(DataType type) throws IOException {
    Network network = Network.inputs(3).hidden(5, Activation.tanh()).hidden(2, Activation.relu()).outputs(4, Head.softmaxCrossEntropy());
    TrainingPlan plan = TrainingPlan.builder().epochs(5).batch(8).scaling(Scaling.NONE).type(type).build();
    TrainingResult result = new Trainer(network, plan).train(examples());
    return result.model();
  }

  private static double[] affine(double[] W, double[] b, double[] a) {
    double[] z = b.clone();
    for (int j = 0; j < b.length; j++) {
      for (int k = 0; k < a.length; k++) z[j] += W[j * a.length + k] * a[k];
    }
    return z;
  }

  private static double[] forward(Reader reader, double[] x) {
    double[] a1 = affine(reader.values("W1"), reader.values("b1"), x);
    for (int j = 0; j < a1.length; j++) a1[j] = Math.tanh(a1[j]);
    double[] a2 = affine(reader.values("W2"), reader.values("b2"), a1);
    for (int j = 0; j < a2.length; j++) a2[j] = Math.max(0, a2[j]);
    double[] a3 = affine(reader.values("W3"), reader.values("b3"), a2);
    double sum = 0;
    for (int j = 0; j < a3.length; j++) sum += a3[j] = Math.exp(a3[j]);
    for (int j = 0; j < a3.length; j++) a3[j] /= sum;
    return a3;
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
  void plainLoopsOverTheFileGiveThePredictionsOfTheModel(DataType type) throws IOException {
    try (Model model = trained(type)) {
      model.save(file);
      Reader reader = new Reader(file);

      for (int i = 0; i < ROWS; i++) {
        double[] predicted = model.predict(row(i));
        double[] computed = forward(reader, row(i));
        assertThat(computed).as("row %d", i).containsExactly(predicted, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
  void weightsAreOutByInAndBiasesOut(DataType type) throws IOException {
    try (Model model = trained(type)) {
      model.save(file);
    }

    Reader reader = new Reader(file);

    int[] units = {3, 5, 2, 4};
    for (int l = 1; l <= 3; l++) {
      assertThat(reader.numbers("W" + l, "shape")).as("W%d", l).containsExactly(units[l], units[l - 1]);
      assertThat(reader.numbers("b" + l, "shape")).as("b%d", l).containsExactly(units[l]);
      assertThat(reader.dtype("W" + l)).isEqualTo(reader.dtype("b" + l)).isEqualTo(type == DataType.FLOAT ? "F32" : "F64");
    }
  }

  @Test
  void theHeaderBeginsWithABraceIsAlignedAndItsTensorsFillTheFileWithoutAHole() throws IOException {
    try (Model model = trained(DataType.FLOAT)) {
      model.save(file);
    }

    Reader reader = new Reader(file);

    assertThat(reader.header).startsWith("{").contains("\"__metadata__\":{\"gradus\":\"");
    assertThat(reader.headerLength % 8).isZero();
    int end = 0;
    for (String tensor : new String[] {"W1", "b1", "W2", "b2", "W3", "b3"}) {
      assertThat(reader.numbers(tensor, "data_offsets")[0]).as(tensor).isEqualTo(end);
      end = reader.numbers(tensor, "data_offsets")[1];
    }
    assertThat(8 + reader.headerLength + end).isEqualTo(reader.bytes.length);
  }

  @Test
  void aLoadedModelPredictsTheSameBitsAndIsSavedAsTheSameBytes() throws IOException {
    Path again = folder.resolve("again.safetensors");
    try (Model model = trained(DataType.FLOAT)) {
      model.save(file);
      try (Model loaded = Model.load(file)) {
        loaded.save(again);
        for (int i = 0; i < ROWS; i++) assertThat(loaded.predict(row(i))).isEqualTo(model.predict(row(i)));
      }
    }

    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
  }
}
