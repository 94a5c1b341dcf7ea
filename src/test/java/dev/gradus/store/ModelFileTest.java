package dev.gradus.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Numeric;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.prepare.TargetScaling;
import dev.gradus.prepare.TextRules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model file is read as it was written; with any damage it is a ModelFileException. */
class ModelFileTest {
  @TempDir
  Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("m.safetensors");
  }

  // What is written is read

  private static ModelFile model() {
    Network network = new Network(2, List.of(Layer.of(3, Activation.relu()).withDropout(0.25)), 2, Head.softmaxCrossEntropy());
    Schema schema = new Schema(Inputs.Columns.numbers(List.of("width", "höhe \"m\"")), new Target.Classes("kind", List.of("a", "b\n")));
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("seed", "9223372036854775807");
    provenance.put("epochs", 3);
    provenance.put("loss", 0.1 + 0.2);
    provenance.put("shuffle", true);
    provenance.put("nested", Map.of("sha256", "not this one", "list", List.of(1.5, "x")));
    return new ModelFile(network, schema, preparation(schema), provenance);
  }

  private static Preparation preparation(Schema schema) {
    List<Column> columns = ((Inputs.Columns) schema.inputs()).columns();
    return new Preparation(List.of(Numeric.scaled(columns.get(0), 1.0 / 3, 1e-9, 0.1), Numeric.scaled(columns.get(1), 0, 7, -2)), TargetScaling.none(),
        TextRules.standard());
  }

  private static List<Tensor> tensors(boolean wide) {
    return List.of(tensor("W1", wide, 3, 2), tensor("b1", wide, 3), tensor("W2", wide, 2, 3), tensor("b2", wide, 2));
  }

  private static Tensor tensor(String name, boolean wide, long... shape) {
    return new Tensor(name, wide, Arrays.stream(shape).boxed().toList(), (from, to, n) -> {
      for (int i = 0; i < n; i++) to[i] = (float) Math.sin(name.hashCode() + from + i);
    });
  }

  private static List<Tensor> tensors(Safetensors file) {
    return file.names().stream().map(name -> new Tensor(name, file.wide(name), file.shape(name), (from, to, n) -> file.read(name, from, to, n))).toList();
  }

  /** Reads all there is in a file. */
  static ModelFile read(Path path) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      ModelFile model = ModelFile.read(file);
      for (Tensor tensor : tensors(file)) tensor.values().read(0, new double[(int) tensor.length()], (int) tensor.length());
      return model;
    }
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ModelFileWriter.write(file, model(), tensors(false));

    ModelFile read = read(file);

    assertThat(read.network()).isEqualTo(model().network());
    assertThat(read.schema()).isEqualTo(model().schema());
    assertThat(read.preparation()).isEqualTo(model().preparation());
    assertThat(read.provenance()).containsEntry("seed", "9223372036854775807").containsEntry("loss", 0.1 + 0.2)
        .containsEntry("epochs", 3.0);
    try (Safetensors open = Safetensors.open(file)) {
      double[] part = new double[3];
      open.read("W1", 2, part, 3);
      for (int i = 0; i < 3; i++) assertThat(part[i]).isEqualTo((float) Math.sin("W1".hashCode() + 2 + i));
    }
  }

  /** The file says of the network what it said before there was any normalisation. */
  @Test
  void aNetworkWithoutNormalisationHasNoWordOfIt() throws IOException {
    ModelFileWriter.write(file, model(), tensors(false));

    try (Safetensors open = Safetensors.open(file)) {
      assertThat(open.metadata().get("gradus")).startsWith("{\"format\":2,\"network\":{\"inputs\":2,\"hidden\":"
          + "[{\"units\":3,\"activation\":\"relu\",\"dropout\":0.25}],\"outputs\":2,\"loss\":\"cross-entropy\",\"output\":\"softmax\"},");
    }
  }

  @Test
  void aNetworkWithoutDropoutHasNoWordOfIt() {
    Network network = new Network(2, List.of(Layer.of(3, Activation.relu())), 2, Head.softmaxCrossEntropy());

    assertThat(JsonWriter.write(ModelJsonWriter.of(network))).contains("[{\"units\":3,\"activation\":\"relu\"}]");
  }

  @Test
  void theStateOfARunMayStandBesideTheModel() throws IOException {
    List<Tensor> all = new ArrayList<>(tensors(false));
    all.add(tensor(ModelFile.TRAINING + "state", true, 7));
    ModelFileWriter.write(file, model(), all);

    assertThat(read(file).network()).isEqualTo(model().network());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void savedLoadedAndSavedAgainTheBytesAreTheSame(boolean wide) throws IOException {
    ModelFileWriter.write(file, model(), tensors(wide));
    Path again = folder.resolve("again");

    try (Safetensors open = Safetensors.open(file)) {
      assertThat(open.wide("W2")).isEqualTo(wide);
      ModelFileWriter.write(again, ModelFile.read(open), tensors(open));
    }

    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
  }

  @Test
  void aModelMayBeWrittenOverTheFileItIsReadFrom() throws IOException {
    ModelFileWriter.write(file, model(), tensors(false));
    byte[] before = Files.readAllBytes(file);

    try (Safetensors open = Safetensors.open(file)) {
      ModelFileWriter.write(file, ModelFile.read(open), tensors(open));
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void picturesValuesAndNoScalingAreReadToo() throws IOException {
    Network network = new Network(6, List.of(), 1, Head.squaredError(Activation.tanh()));
    Inputs pixels = new Inputs.Pixels(2, 3);
    ModelFile model = new ModelFile(network, new Schema(pixels, new Target.Value("angle")), Preparation.none(pixels), Map.of());
    ModelFileWriter.write(file, model, List.of(tensor("W1", false, 1, 6), tensor("b1", false, 1)));

    ModelFile read = read(file);

    assertThat(read.network()).isEqualTo(network);
    assertThat(read.schema()).isEqualTo(model.schema());
    assertThat(read.preparation().isNone()).isTrue();
    assertThat(read.provenance()).isEmpty();
  }

  @Test
  void labelsAreReadToo() throws IOException {
    Network network = new Network(2, List.of(), 2, Head.sigmoidCrossEntropy());
    Schema schema = new Schema(Inputs.Columns.numbers(List.of("x", "y")), Target.Labels.of(List.of("a", "b,c")));
    ModelFileWriter.write(file, new ModelFile(network, schema, Preparation.none(schema.inputs()), Map.of()),
        List.of(tensor("W1", false, 2, 2), tensor("b1", false, 2)));

    assertThat(read(file).schema()).isEqualTo(schema);
    assertThat(read(file).schema().target().outputs()).isEqualTo(2);
    Network one = new Network(2, List.of(), 1, Head.sigmoidCrossEntropy());
    ModelFileWriter.write(file, new ModelFile(one, schema, Preparation.none(schema.inputs()), Map.of()),
        List.of(tensor("W1", false, 1, 2), tensor("b1", false, 1)));
    assertThatThrownBy(() -> read(file)).isInstanceOf(ModelFileException.class).hasMessageContaining("1 outputs for 2 labels");
  }

  @Test
  void aFileThatIsNotThereIsNoDamagedModel() {
    assertThatThrownBy(() -> read(file)).isInstanceOf(NoSuchFileException.class);
  }

  // Damage

  @Test
  void cutAtAnyLengthItIsRefused() throws IOException {
    ModelFileWriter.write(file, model(), tensors(false));
    byte[] whole = Files.readAllBytes(file);
    assertThat(whole.length).isLessThanOrEqualTo(4096);

    List<String> others = new ArrayList<>();
    for (int length = whole.length - 1; length >= 0; length--) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
      Throwable thrown = catchThrowable(() -> read(file));
      if (!(thrown instanceof ModelFileException)) others.add("length " + length + ": " + thrown);
    }

    assertThat(others).isEmpty();
  }

  @Test
  void withAnyBitFlippedItIsRefused() throws IOException {
    ModelFileWriter.write(file, model(), tensors(false));
    byte[] whole = Files.readAllBytes(file);
    assertThat(whole.length).isLessThanOrEqualTo(4096);

    List<String> others = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int bit = 0; bit < 8 * whole.length; bit++) {
        byte old = whole[bit / 8];
        channel.write(ByteBuffer.wrap(new byte[] {(byte) (old ^ 1 << bit % 8)}), bit / 8);
        Throwable thrown = catchThrowable(() -> read(file));
        if (!(thrown instanceof ModelFileException)) others.add("byte " + bit / 8 + ", bit " + bit % 8 + ": " + thrown);
        channel.write(ByteBuffer.wrap(new byte[] {old}), bit / 8);
      }
    }

    assertThat(others).isEmpty();
    assertThat(read(file).network()).as("with every bit back in its place").isEqualTo(model().network());
  }

  @Test
  void withBytesAppendedItIsRefused() throws IOException {
    ModelFileWriter.write(file, model(), tensors(false));
    Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);

    assertThatThrownBy(() -> read(file)).isInstanceOf(ModelFileException.class).hasMessageContaining("something was appended");
  }
}
