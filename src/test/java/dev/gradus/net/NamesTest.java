package dev.gradus.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names with and without numbers. */
class NamesTest {
  private static Names<List<Double>> names() {
    return new Names<List<Double>>("thing") {
      @Override
      List<Double> make(String name, double[] p) {
        return name.equals("plain") ? List.of() : List.of(p[0], p[1]);
      }
    }.addBuiltIn("plain").addBuiltIn("pair", Parameter.required("FIRST", 1), Parameter.optional("SECOND", 2));
  }

  @Test
  void numbersFollowColons() {
    assertThat(names().parse("plain")).isEmpty();
    assertThat(names().parse("pair:5")).containsExactly(5.0, 2.0);
    assertThat(names().parse("pair:5:-1e3")).containsExactly(5.0, -1000.0);
    assertThat(names().known()).containsExactly("pair", "plain");
  }

  @ParameterizedTest
  @CsvSource({"pair", "pair:", "pair:x", "pair:1:", "pair:1:2:3"})
  void anotherFormIsRefused(String name) {
    assertThatThrownBy(() -> names().parse(name)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the thing \"" + name + "\" was asked for; it must be of the form pair:FIRST[:SECOND] with a number after the colon, such as pair:1.0:2.0");
  }

  @Test
  void unknownNamesListTheKnownOnes() {
    assertThatThrownBy(() -> names().parse("par:1")).hasMessage("there is no thing \"par:1\"; known are pair:FIRST[:SECOND], plain");
    assertThatThrownBy(() -> names().parse("")).hasMessageStartingWith("there is no thing \"\"");
    assertThatThrownBy(() -> names().parse("plain:1")).hasMessage("the thing \"plain:1\" has a number, and plain takes none");
  }

  @Test
  void aNameStandsForOneThing() {
    Names<List<Double>> names = names().add("plain", List.of()).add("own:name", List.of(9.0));
    assertThat(names.parse("own:name")).containsExactly(9.0);
    assertThatThrownBy(() -> names.add("plain", List.of(1.0))).hasMessageContaining("already stands for another thing");
    assertThatThrownBy(() -> names.add("pair", List.of(1.0))).hasMessageContaining("already stands for another thing");
    assertThatThrownBy(() -> names.add("pair:7", List.of(1.0))).hasMessageContaining("already stands for another thing");
    assertThat(names.parse("pair:7")).containsExactly(7.0, 2.0);
  }

  @ParameterizedTest
  @CsvSource({"leaky-relu, leaky-relu:0.01", "leaky-relu:0.3, leaky-relu:0.3", "elu, elu:1.0", "elu:2, elu:2.0", "selu, selu", "gelu, gelu", "silu, silu",
      "mish, mish", "softplus, softplus", "softsign, softsign", "hard-sigmoid, hard-sigmoid", "relu, relu", "step, step"})
  void activationsParseBack(String name, String printed) {
    Activation g = Activation.named(name);
    assertThat(g.name()).isEqualTo(printed);
    assertThat(Activation.named(printed)).isEqualTo(g);
    assertThat(Activation.names()).contains(name.split(":")[0]);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "leaky-relu:0|a slope of 0.0 was asked for; it must be above 0 and below 1",
      "leaky-relu:1|a slope of 1.0",
      "leaky-relu:NaN|a slope of NaN",
      "elu:-1|an alpha of -1.0 was asked for; it must be above 0 and finite",
      "elu:1:2|it must be of the form elu[:ALPHA]",
      "gelu:1|has a number, and gelu takes none",
      "swish|known are elu[:ALPHA], gelu, hard-sigmoid, identity, leaky-relu[:SLOPE], mish, relu"})
  void activationsOutOfRangeAreRefused(String name, String reason) {
    String message = org.assertj.core.api.Assertions.catchThrowable(() -> Activation.named(name)).getMessage();
    assertThat(message.replace("bent, ", "")).contains(reason);
  }
}
