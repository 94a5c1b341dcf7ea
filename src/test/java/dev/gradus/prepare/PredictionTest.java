package dev.gradus.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionTest {
  private static final Target THREE = new Target.Classes("k", List.of("u", "v", "w"));
  private static final Target TWO = new Target.Classes("k", List.of("no", "yes"));
  private static final Target VALUE = new Target.Value("y");

  private static Prediction of(Target target, double... outputs) {
    return new Prediction(target, outputs);
  }

  @Test
  void classesHaveALabelAndProbabilities() {
    assertThat(of(THREE, 0.2, 0.5, 0.3).label()).isEqualTo("v");
    assertThat(of(THREE, 0.4, 0.2, 0.4).label()).as("the first of equal ones").isEqualTo("u");
    assertThat(of(THREE, 0.2, 0.5, 0.3).probability("w")).isEqualTo(0.3);
    assertThat(of(THREE, 0.2, 0.5, 0.3).probabilities()).containsExactly(Map.entry("u", 0.2), Map.entry("v", 0.5), Map.entry("w", 0.3));
    assertThatThrownBy(() -> of(THREE, 0.2, 0.5, 0.3).probability("x")).hasMessage("the probability of \"x\" was asked for; it must be one of [u, v, w]");
  }

  @Test
  void oneOutputServesTwoClasses() {
    assertThat(of(TWO, 0.5).label()).isEqualTo("no");
    assertThat(of(TWO, 0.75).label()).isEqualTo("yes");
    assertThat(of(TWO, 0.75).labels()).containsExactly("yes");
    assertThat(of(TWO, 0.75).probabilities()).containsExactly(Map.entry("no", 0.25), Map.entry("yes", 0.75));
    assertThat(of(TWO, 0.25, 0.75).probability("no")).isEqualTo(0.25);
  }

  @Test
  void labelsAreThoseAboveOneHalf() {
    Prediction prediction = of(Target.Labels.of(List.of("a", "b", "c")), 0.9, 0.5, 0.6);
    assertThat(prediction.labels()).containsExactly("a", "c");
    assertThat(prediction.probability("b")).isEqualTo(0.5);
    assertThatThrownBy(prediction::label).isInstanceOf(IllegalStateException.class).hasMessage("a prediction of 3 labels, a,b,c has no class");
  }

  @Test
  void valuesMayHaveAnInterval() {
    assertThat(of(VALUE, 7).value()).isEqualTo(7);
    assertThat(of(VALUE, 7).hasInterval()).isFalse();
    Prediction crossed = of(VALUE, 5, 2, 9);
    assertThat(new double[] {crossed.low(), crossed.value(), crossed.high()}).containsExactly(2, 5, 9);
    assertThat(of(VALUE, 1, 4).value()).isEqualTo(2.5);
    assertThat(crossed.outputs()).as("not sorted").containsExactly(5, 2, 9);
    assertThatThrownBy(() -> of(VALUE, 7).low()).isInstanceOf(IllegalStateException.class).hasMessage("a prediction of the value of y has no interval");
    assertThatThrownBy(() -> of(VALUE, 7).probabilities()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> of(THREE, 1, 0, 0).value()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void outputsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> of(THREE, 1, 0)).hasMessage("a prediction of 3 classes of k was made from 2 outputs; it must have 3");
    assertThatThrownBy(() -> of(VALUE)).hasMessageContaining("from 0 outputs");
    assertThat(of(VALUE, 1, 2)).isEqualTo(of(VALUE, 1, 2)).hasToString("Prediction[y=1.5, from 1.0 to 2.0]");
  }
}
