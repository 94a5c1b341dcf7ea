package dev.gradus.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizationTest {
  @ParameterizedTest
  @CsvSource({"none,none", "batch,batch:0.00001:0.1", "batch:1e-3,batch:0.001:0.1", "batch:0.001:1,batch:0.001:1", "layer,layer:0.00001",
      "layer:0.5,layer:0.5"})
  void aNameIsParsedAndPrintedBack(String given, String printed) {
    assertThat(Normalization.named(given).name()).isEqualTo(printed);
    assertThat(Normalization.named(printed)).isEqualTo(Normalization.named(given));
  }

  @ParameterizedTest
  @ValueSource(strings = {"group", "", "none:1", "layer:1e-5:0.1", "batch:1e-5:0.1:2"})
  void anUnknownNameIsRefused(String name) {
    assertThatThrownBy(() -> Normalization.named(name)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no normalization \"" + name + "\"; known are batch[:EPSILON[:MOMENTUM]], layer[:EPSILON], none");
  }

  @ParameterizedTest
  @CsvSource({"batch:0,epsilon of 0.0", "layer:-1,epsilon of -1.0", "layer:NaN,epsilon of NaN", "layer:Infinity,epsilon of Infinity",
      "batch:1e-5:0,momentum of 0.0", "batch:1e-5:1.5,momentum of 1.5", "batch:1e-5:NaN,momentum of NaN", "batch:x,which is not a number"})
  void aNumberOutOfRangeIsRefused(String name, String says) {
    assertThatThrownBy(() -> Normalization.named(name)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(says);
  }

  @Test
  void aNetworkSaysWhatIsNormalisedAndCountsWhatThatTakes() {
    Network plain = Network.inputs(4).hidden(3, Activation.relu()).hidden(5, Activation.tanh()).outputs(2, Head.softmaxCrossEntropy());
    Network network = Network.inputs(4).hidden(Layer.of(3, Activation.relu()).withNormalization(Normalization.batch()).withDropout(0.5))
        .hidden(Layer.of(5, Activation.tanh()).withNormalization(Normalization.layer())).outputs(2, Head.softmaxCrossEntropy());
    assertThat(network).hasToString("4 → 3 relu (batch normalisation, dropout 0.5) → 5 tanh (layer normalisation) → 2 softmax, cross entropy; 63 parameters");
    assertThat(network.parameters()).isEqualTo(plain.parameters() + 2 * 3 + 2 * 5);
    assertThat(network.statistics()).isEqualTo(2 * 3);
    assertThat(network.needsColumns()).isEqualTo(2);
    assertThat(plain.statistics()).isZero();
    assertThat(plain.needsColumns()).isEqualTo(1);
    assertThat(network.sameShape(plain)).isFalse();
    assertThat(network.sameShape(network)).isTrue();
  }
}
