package dev.gradus.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.backprop.Parameters;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.store.ModelFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class ModelTest {
  /** A network with a weight that is no number would answer NaN, or quietly the first class. */
  @Test
  void aModelWithAWeightThatIsNoNumberIsRefused(@TempDir Path folder) throws Exception {
    Network network = Network.inputs(2).hidden(3, Activation.relu()).outputs(1, Head.squaredError(Activation.identity()));
    Schema schema = new Schema(new Inputs.Columns(List.of("a", "b")), new Target.Value("t"));
    Path file = folder.resolve("nan.safetensors");
    Parameters theta = Parameters.initial(network, DataType.FLOAT, Initializer.he(), 1);
    theta.W(1).putScalar(1, 0, Float.NaN);
    try (Model model = new Model(theta, schema, Scaling.none(2), Map.of())) {
      model.save(file);
    }
    assertThatThrownBy(() -> Model.load(file)).isInstanceOf(ModelFileException.class).hasMessageContaining("nan.safetensors")
        .hasMessageContaining("\"W1\" has NaN in row 1, column 0");
  }
}
