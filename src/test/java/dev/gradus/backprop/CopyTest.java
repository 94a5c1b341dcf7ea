package dev.gradus.backprop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** θ as another type. */
class CopyTest {
  private static final Network NETWORK = new Network(3, List.of(Layer.of(5, Activation.tanh()).withNormalization(Normalization.batch())), 2, Head.softmaxCrossEntropy());

  @Test
  void everyFloatIsADoubleAndBackAgain() {
    try (Parameters theta = Parameters.initial(NETWORK, DataType.FLOAT, Initializer.he(), 3); Parameters wide = theta.copy(DataType.DOUBLE);
        Parameters back = wide.copy(DataType.FLOAT)) {
      assertThat(wide.type()).isEqualTo(DataType.DOUBLE);
      assertThat(wide.flat().length()).isEqualTo(theta.flat().length());
      for (long i = 0; i < theta.flat().length(); i++) assertThat(wide.flat().getDouble(i)).isEqualTo(theta.flat().getFloat(i));
      for (long i = 0; i < 10; i++) assertThat(wide.statistics().orElseThrow().getDouble(i)).isEqualTo(theta.statistics().orElseThrow().getFloat(i));
      assertThat(back.flat().toFloatVector()).isEqualTo(theta.flat().toFloatVector());
    }
  }
}
