package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.optim.Method;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateRangeTestTest {
  private static final Dataset DIGITS = DrawnDigits.dataset(1, 0, 1000);
  private static final Network NETWORK = Network.inputs(784).hidden(30, Activation.relu()).outputs(10, Head.softmaxCrossEntropy());

  private static TrainingPlan.Builder plan(String optimizer, double rate) {
    return TrainingPlan.builder().optimizer(Method.named(optimizer, OptionalDouble.of(rate), Map.of())).batch(20).epochs(4).threads(1).seed(1);
  }

  @ParameterizedTest
  @CsvSource({"sgd", "momentum", "adam"})
  void theRateThatItSuggestsLearnsBetterThanAHundredTimesAndAHundredthOfIt(String optimizer) {
    RateRange range = new RateRange(1e-6, 1000, 450);
    RateCurve curve = new RateRangeTest(NETWORK, plan(optimizer, 1).build()).run(DIGITS, range);
    List<RateCurve.Point> points = curve.points();
    for (int i = 0; i < points.size(); i++) assertThat(points.get(i).rate()).isCloseTo(1e-6 * Math.pow(1e9, i / 449.0), within(1e-9 * range.rate(i)));
    assertThat(points).as("it ends when the loss runs away").hasSizeBetween(200, 449);
    assertThat(points.get(0).loss()).as("of ten classes, before any step").isBetween(1.8, 3.5);
    assertThat(curve.lowest().smoothed()).isLessThan(0.7 * points.get(0).smoothed());
    assertThat(points.get(points.size() - 1).smoothed()).isBetween(1.5 * curve.lowest().smoothed(), 4 * curve.lowest().smoothed());
    double suggested = curve.suggestion().orElseThrow();
    assertThat(suggested).isLessThan(curve.lowest().rate());
    assertThat(lastLoss(optimizer, suggested)).as("with %s", suggested).isLessThan(lastLoss(optimizer, 100 * suggested) / 3)
        .isLessThan(lastLoss(optimizer, suggested / 100) / 3);
    assertThat(new RateRangeTest(NETWORK, plan(optimizer, 1).build()).run(DIGITS, range)).as("again").isEqualTo(curve);
  }

  /** The training loss of the last epoch; infinite when the run diverges. */
  private static double lastLoss(String optimizer, double rate) {
    try (TrainingResult result = new Trainer(NETWORK, plan(optimizer, rate).build()).train(DIGITS)) {
      return result.history().get(3).trainLoss();
    } catch (DivergedException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  @Test
  void ratesThatAreNoRangeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RateRange(0, 1, 100)).withMessageContaining("first rate of 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new RateRange(1, 1, 100)).withMessageContaining("from 1.0 to 1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new RateRange(1, 2, 9)).withMessageContaining("9 steps");
    TrainingPlan lbfgs = TrainingPlan.builder().optimizer(Method.named("lbfgs", OptionalDouble.empty(), Map.of())).build();
    assertThatIllegalArgumentException().isThrownBy(() -> new RateRangeTest(NETWORK, lbfgs)).withMessageContaining("lbfgs");
  }
}
