package dev.gradus.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  @Test
  void aNetworkPrintsInOneLine() {
    assertThat(Network.inputs(784).hidden(30, Activation.sigmoid()).outputs(10, Head.squaredError(Activation.sigmoid())))
        .hasToString("784 → 30 sigmoid → 10 sigmoid, squared error; 23,860 parameters");
    assertThat(Network.inputs(2).outputs(1, Head.sigmoidCrossEntropy())).hasToString("2 → 1 sigmoid, binary cross entropy; 3 parameters");
  }

  @Test
  void impossibleShapesAreRefused() {
    Head head = Head.softmaxCrossEntropy();
    assertThatThrownBy(() -> Layer.of(0, Activation.relu())).hasMessageContaining("0 units");
    assertThatThrownBy(() -> Layer.of(-1, Activation.relu())).hasMessageContaining("-1 units");
    assertThatThrownBy(() -> Layer.of(3, Activation.relu()).withDropout(1)).hasMessageContaining("dropout of 1.0");
    assertThatThrownBy(() -> new Network(0, List.of(), 2, head)).hasMessageContaining("0 inputs");
    assertThatThrownBy(() -> new Network(2, List.of(), 1, head)).hasMessageContaining("binary-cross-entropy");
  }
}
