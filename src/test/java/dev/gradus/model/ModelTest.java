package dev.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.backprop.Parameters;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import dev.gradus.store.ModelFileException;
import dev.gradus.store.Safetensors;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class ModelTest {
  /** A network with a weight that is no number would answer NaN, or quietly the first class. */
  @Test
  void aModelWithAWeightThatIsNoNumberIsRefused(@TempDir Path folder) throws Exception {
    Network network = Network.inputs(2).hidden(3, Activation.relu()).outputs(1, Head.squaredError(Activation.identity()));
    Schema schema = new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Value("t"));
    Path file = folder.resolve("nan.safetensors");
    Parameters theta = Parameters.initial(network, DataType.FLOAT, Initializer.he(), 1);
    theta.W(1).putScalar(1, 0, Float.NaN);
    try (Model model = new Model(theta, schema, Scaling.none(2), Map.of())) {
      model.save(file);
    }
    assertThatThrownBy(() -> Model.load(file)).isInstanceOf(ModelFileException.class).hasMessageContaining("nan.safetensors")
        .hasMessageContaining("\"W1\" has NaN in row 1, column 0");
  }

  private static final Schema SCHEMA = new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Value("t"));

  private static Model normalised(DataType type) {
    Network network = Network.inputs(2).hidden(Layer.of(3, Activation.relu()).withNormalization(Normalization.batch(1e-3, 0.2)))
        .hidden(Layer.of(4, Activation.tanh()).withNormalization(Normalization.layer())).outputs(1, Head.squaredError(Activation.identity()));
    Parameters theta = Parameters.initial(network, type, Initializer.he(), 1);
    for (int j = 0; j < 3; j++) {
      theta.gamma(1).putScalar(j, 0, 0.5 + j);
      theta.mean(1).putScalar(j, 0, 0.25 * j - 1);
      theta.variance(1).putScalar(j, 0, 0.75 * j);
      theta.beta(2).putScalar(j, 0, 0.125 * j);
    }
    return new Model(theta, SCHEMA, Scaling.none(2), Map.of());
  }

  @ParameterizedTest
  @EnumSource(value = DataType.class, names = {"FLOAT", "DOUBLE"})
  void aNormalisedModelIsReadAsItWasWritten(DataType type, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("m.safetensors");
    try (Model model = normalised(type)) {
      model.save(file);
      try (Model read = Model.load(file); Safetensors tensors = Safetensors.open(file)) {
        assertThat(tensors.names()).containsExactly("W1", "b1", "gamma1", "beta1", "mean1", "variance1", "W2", "b2", "gamma2", "beta2", "W3", "b3");
        assertThat(read.network()).isEqualTo(model.network());
        assertThat(read.parameters().flat()).isEqualTo(model.parameters().flat());
        assertThat(read.parameters().statistics()).isEqualTo(model.parameters().statistics());
        assertThat(read.predict(0.3, -2)).isEqualTo(model.predict(0.3, -2));
        Network plain = Network.inputs(2).hidden(3, Activation.relu()).hidden(4, Activation.tanh()).outputs(1, Head.squaredError(Activation.identity()));
        try (Parameters some = Model.parameters(tensors, plain, type)) {
          assertThat(some.learnt().keySet()).as("what a network without normalisation takes from it").containsExactly("W1", "b1", "W2", "b2", "W3", "b3");
        }
      }
    }
  }

  @Test
  void aNegativeVarianceIsRefused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("negative.safetensors");
    try (Model model = normalised(DataType.FLOAT)) {
      model.parameters().variance(1).putScalar(2, 0, -0.5);
      model.save(file);
    }
    assertThatThrownBy(() -> Model.load(file)).isInstanceOf(ModelFileException.class)
        .hasMessageContaining("\"variance1\" has -0.5 in row 2, counted from 0; a variance is never negative");
  }

  @Test
  void weightsOfANetworkWithoutNormalisationAreTooFewForOneWithIt(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("plain.safetensors");
    Network plain = Network.inputs(2).hidden(3, Activation.relu()).hidden(4, Activation.tanh()).outputs(1, Head.squaredError(Activation.identity()));
    try (Model model = new Model(Parameters.initial(plain, DataType.FLOAT, Initializer.he(), 1), SCHEMA, Scaling.none(2), Map.of());
        Model wanted = normalised(DataType.FLOAT)) {
      model.save(file);
      try (Safetensors tensors = Safetensors.open(file)) {
        assertThatThrownBy(() -> Model.parameters(tensors, wanted.network(), DataType.FLOAT)).isInstanceOf(ModelFileException.class)
            .hasMessageContaining("there is no tensor \"gamma1\"");
      }
    }
  }
}
