package dev.gradus.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.store.Json;
import dev.gradus.store.JsonWriter;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written of health and findings is read back as it was; what is none is refused. */
class HealthJsonTest {
  private static final Distribution Z = Distribution.of(new double[] {-1, 0, 0.25, 1e-7, 3}, 5);

  private static LayerHealth layer(int l, OptionalDouble ratio) {
    return new LayerHealth(l, "leaky-relu:0.02", 7, 0.125, 1.0 / 3, Z, Z, 12.5, 1e-30, 0.1, ratio);
  }

  private static final Health HEALTH = new Health(3, 4_000_000_000L, 512, 0.69, List.of(layer(1, OptionalDouble.of(0.001)), layer(2, OptionalDouble.empty())));

  @Test
  void healthComesBack() {
    String text = JsonWriter.write(HealthJson.map(HEALTH));
    assertThat(HealthJson.health(Json.parse(text))).isEqualTo(HEALTH);
    assertThat(text).startsWith("{\"epoch\":3,\"steps\":4000000000,\"examples\":512,\"loss\":0.69,"
        + "\"layers\":[{\"layer\":1,\"activation\":\"leaky-relu:0.02\",\"units\":7,")
        .contains("\"norm_w\":12.5,\"norm_dw\":1.0E-30,\"norm_dz\":0.1,\"update_ratio\":0.001}");
  }

  @Test
  void findingsComeBack() {
    Finding rows = new Finding(Severity.WARNING, Finding.SUSPICIOUS_LABELS, OptionalInt.empty(), "<b>\u202e", "look", List.of(3, 1));
    for (Finding finding : List.of(rows, Finding.of(Severity.FAULT, Finding.DEAD, 2, "all", "--lr 0.1"))) {
      assertThat(HealthJson.finding(Json.parse(JsonWriter.write(HealthJson.map(finding))))).isEqualTo(finding);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      "epoch":3       | "epoch":-1      | an epoch -1 was given
      "epoch":3       | "epoch":3.5     | "epoch" is 3.5; it must be a whole number
      "examples":512  | "examples":0    | a sample of 0 examples
      "layer":2       | "layer":3       | a layer 3 was given at place 2; it must be 2
      "saturated":0.1 | "saturated":1.1 | a share of 1.125 saturated was given; it must be from 0 to 1
      "norm_w":12.5   | "norm_w":-2     | a norm of W of -2.0
      "norm_w":12.5   | "norm_w":"a"    | "norm_w" is a; it must be a number
      "deviation"     | "breadth"       | "deviation" is null; it must be a number
      "shares":[      | "shares":[0,    | 22 shares were given; it must be 21
      "layers":[{     | "layers":[1,{   | there is 1.0 where an object is expected
      """)
  void whatIsNoHealthIsRefused(String part, String other, String message) {
    String text = JsonWriter.write(HealthJson.map(HEALTH));
    assertThat(text).contains(part);
    Object json = Json.parse(text.replace(part, other));
    assertThatThrownBy(() -> HealthJson.health(json)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
  }

  @Test
  void anUnknownFaultIsRefused() {
    assertThatThrownBy(() -> Finding.of(Severity.NOTICE, "tired", "e", "r")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("\"tired\"");
    assertThatThrownBy(() -> new Finding(Severity.NOTICE, Finding.DEAD, OptionalInt.of(0), "e", "r", List.of())).hasMessageContaining("a layer 0");
    assertThatThrownBy(() -> new Finding(Severity.NOTICE, Finding.DEAD, OptionalInt.empty(), "e", "r", List.of(0))).hasMessageContaining("a row 0");
    assertThat(Finding.FAULTS).doesNotHaveDuplicates().hasSize(14);
  }

  @Test
  void aDistributionCountsInBins() {
    assertThat(Z.mean()).isEqualTo(2.2500001 / 5, within(1e-12));
    assertThat(Z.least()).isEqualTo(-1);
    assertThat(Z.most()).isEqualTo(3);
    assertThat(Z.shares().get(0)).isEqualTo(0.2);
    assertThat(Z.shares().get(20)).isEqualTo(0.2);
    assertThat(Z.shares().stream().mapToDouble(s -> s).sum()).isEqualTo(1, within(1e-12));
    Distribution equal = Distribution.of(new double[] {4, 4}, 2);
    assertThat(equal.deviation()).isZero();
    assertThat(equal.shares()).startsWith(1.0).endsWith(Collections.nCopies(20, 0.0).toArray(Double[]::new));
    assertThatThrownBy(() -> Distribution.of(new double[] {Double.NaN}, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
