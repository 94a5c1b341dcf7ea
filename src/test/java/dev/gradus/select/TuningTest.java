package dev.gradus.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.gradus.data.Dataset;
import dev.gradus.data.Division;
import dev.gradus.data.DrawnDigits;
import dev.gradus.data.Splits;
import dev.gradus.metrics.Metric;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.train.TrainingPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TuningTest {
  private static final Dataset DIGITS = DrawnDigits.dataset(1, 0, 600);
  private static final Judge JUDGE = Judge.holdOut(Splits.holdOut(DIGITS, Division.STRATIFIED, 0.25, 1));
  private static final SearchSpace SPACE = space();

  private static SearchSpace space() {
    Map<String, Dimension> dimensions = new LinkedHashMap<>();
    dimensions.put("rate", Dimension.logUniform(1e-4, 1e-1));
    dimensions.put("units", Dimension.whole(8, 40));
    dimensions.put("activation", Dimension.choice(List.of(Activation.relu(), Activation.tanh())));
    return new SearchSpace(dimensions);
  }

  private static Candidate candidate(Map<String, Object> values) {
    double rate = (Double) values.getOrDefault("rate", 0.001);
    Layer layer = Layer.of(((Long) values.getOrDefault("units", 16L)).intValue(), (Activation) values.getOrDefault("activation", Activation.relu()));
    return new Candidate(data -> Network.inputs(784).hidden(layer).outputs(10, Head.softmaxCrossEntropy()),
        TrainingPlan.builder().optimizer(Optimizer.adam(rate)).batch(20).epochs(6).seed(1).build());
  }

  private static Tuning tuning() {
    return new Tuning(SPACE, TuningTest::candidate, JUDGE, Metric.named("loss")).trials(9).seed(4);
  }

  private static List<Object> withoutSeconds(List<Trial> trials) {
    return trials.stream().<Object>map(t -> List.of(t.rung(), t.number(), t.epochs(), t.figures(), t.failure())).toList();
  }

  private static double loss(Trial trial) {
    return trial.figures().get("loss");
  }

  @Test
  void theBestIsAtLeastAsGoodAsTheDefaultAndTheNumberOfWorkersChangesNoBit() {
    TuningResult one = tuning().workers(1).run();
    TuningResult two = tuning().workers(2).run();

    assertThat(withoutSeconds(two.trials())).isEqualTo(withoutSeconds(one.trials()));
    assertThat(one.complete()).isTrue();
    assertThat(one.trials()).extracting(Trial::epochs).startsWith(2, 2, 2, 2, 2, 2, 2, 2, 2).endsWith(6);
    Trial best = one.best().orElseThrow();
    Trial usual = one.trials().stream().filter(t -> t.number() == 0 && t.epochs() == 6).findFirst().orElseThrow();
    assertThat(loss(best)).isLessThanOrEqualTo(loss(usual));
    assertThat(one.ranked()).hasSize(9).first().isEqualTo(best);
    assertThat(two.best().orElseThrow().number()).isEqualTo(best.number());
    List<Trial> first = one.trials().stream().filter(t -> t.rung() == 1).toList();
    List<Integer> threeBest = first.stream().sorted((a, b) -> Double.compare(loss(a), loss(b))).limit(3).map(Trial::number).toList();
    assertThat(one.trials().stream().filter(t -> t.rung() == 2).map(Trial::number)).containsAll(threeBest).contains(0);
  }

  @Test
  void knownTrialsAreNotRepeatedAndGiveTheSame() {
    TuningResult whole = tuning().run();
    List<Trial> told = new ArrayList<>();

    TuningResult rest = tuning().known(whole.trials().subList(0, 5)).listener(told::add).run();

    assertThat(withoutSeconds(rest.trials())).isEqualTo(withoutSeconds(whole.trials()));
    assertThat(told).hasSize(whole.trials().size() - 5).noneMatch(trial -> trial.rung() == 1 && trial.number() < 5);
  }

  @Test
  void withoutTimeTheDefaultIsStillTried() {
    TuningResult result = tuning().budget(Duration.ZERO).run();

    assertThat(result.trials()).extracting(Trial::number).containsExactly(0);
    assertThat(result.best().orElseThrow().number()).isZero();
    assertThat(result.complete()).isFalse();
  }

  @Test
  void aTrialThatDivergesIsLastAndStopsNobody() {
    SearchSpace wild = new SearchSpace(Map.of("rate", Dimension.choice(List.of(1e30))));

    TuningResult result = new Tuning(wild, values -> descent((Double) values.getOrDefault("rate", 0.01)), JUDGE, Metric.named("accuracy")).trials(3)
        .halving(Halving.none()).run();
    TuningResult hopeless = new Tuning(wild, values -> descent(1e30), JUDGE, Metric.named("loss")).trials(3).run();

    assertThat(result.ranked()).extracting(Trial::number).containsExactly(0, 1, 2);
    assertThat(result.ranked().get(1).failure().orElseThrow()).startsWith("epoch 1, step ");
    assertThat(hopeless.best()).isEmpty();
    assertThat(hopeless.ranked()).hasSize(3);
  }

  private static Candidate descent(double rate) {
    return new Candidate(data -> Network.inputs(784).hidden(Layer.of(8, Activation.relu())).outputs(10, Head.softmaxCrossEntropy()),
        TrainingPlan.builder().optimizer(Optimizer.sgd(rate)).epochs(3).build());
  }

  @Test
  void foldsJudgeByTheMean() {
    Candidate candidate = candidate(Map.of()).alone(2);
    var folds = Splits.folds(DIGITS, Division.STRATIFIED, 3, 1);

    Map<String, Double> figures = Judge.folds(folds, 0.1).figures(candidate, () -> false).orElseThrow();

    assertThat(figures.get("loss")).isEqualTo(new CrossValidation(candidate).run(folds).figures().get("loss").mean());
    assertThat(Judge.folds(folds, 0.1).figures(candidate, () -> true)).isEmpty();
  }

  @Test
  void aFigureThatIsNotDefinedIsRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> new Tuning(SPACE, TuningTest::candidate, JUDGE, Metric.named("r2")).trials(2).run()).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("trial 0: \"r2\"").hasMessageContaining("accuracy");
  }

  // values

  @Test
  void valuesAreAFunctionOfSeedAndTrialInTheirRanges() {
    assertThat(SPACE.values(4, 0)).isEmpty();
    assertThat(SPACE.values(4, 7)).isEqualTo(SPACE.values(4, 7)).isNotEqualTo(SPACE.values(4, 8)).isNotEqualTo(SPACE.values(5, 7));
    List<Map<String, Object>> points = IntStream.rangeClosed(1, 4000).mapToObj(i -> SPACE.values(4, i)).toList();
    assertThat(points).allSatisfy(point -> {
      assertThat((Double) point.get("rate")).isBetween(1e-4, 1e-1);
      assertThat((Long) point.get("units")).isBetween(8L, 40L);
    });
    assertThat(points.stream().filter(point -> (Double) point.get("rate") < 1e-3).count()).as("a third in each decade").isBetween(1200L, 1470L);
    assertThat(points.stream().filter(point -> point.get("units").equals(40L)).count()).as("one in 33").isBetween(80L, 165L);
    assertThat(points.stream().filter(point -> point.get("activation").equals(Activation.tanh())).count()).isBetween(1850L, 2150L);
  }

  static Stream<Arguments> dimensions() {
    return Stream.of(
        arguments(Dimension.uniform(-1, 1), 0.0, -1.0),
        arguments(Dimension.uniform(0, 1), 0.123456, 0.1235),
        arguments(Dimension.logUniform(0.01, 100), 0.5, 1.0),
        arguments(Dimension.whole(3, 5), 0.34, 4L),
        arguments(Dimension.whole(3, 5), 0.9999999999999999, 5L),
        arguments(Dimension.logWhole(1, 7), 0.34, 2L), // 8^0.34 = 2.03
        arguments(Dimension.choice(List.of("a", "b")), 0.5, "b"));
  }

  @ParameterizedTest
  @MethodSource("dimensions")
  void aPlaceHasAValue(Dimension dimension, double u, Object value) {
    assertThat(dimension.value(u)).isEqualTo(value);
  }

  @Test
  void rangesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Dimension.uniform(2, 1)).hasMessageContaining("from 2.0 to 1.0");
    assertThatThrownBy(() -> Dimension.uniform(Double.NaN, 1)).hasMessageContaining("finite");
    assertThatThrownBy(() -> Dimension.logUniform(0, 1)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> Dimension.choice(List.of())).hasMessageContaining("0 values");
    assertThatThrownBy(() -> new SearchSpace(Map.of())).hasMessageContaining("0 dimensions");
    assertThatThrownBy(() -> tuning().trials(0)).hasMessageContaining("0 trials");
  }

  // rungs

  static Stream<Arguments> rungs() {
    return Stream.of(
        arguments(3, 20, 20, "20x2 6x7 2x20"),
        arguments(3, 27, 81, "27x3 9x9 3x27 1x81"),
        arguments(3, 81, 9, "81x1 27x3 9x9"),
        arguments(4, 3, 20, "3x20"),
        arguments(2, 4, 1, "4x1"),
        arguments(1, 20, 20, "20x20"));
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void rungsAreThoseOfHyperbandsInnerLoop(int eta, int trials, int epochs, String expected) {
    assertThat(String.join(" ", new Halving(eta).rungs(trials, epochs).stream().map(r -> r.trials() + "x" + r.epochs()).toList())).isEqualTo(expected);
    assertThatThrownBy(() -> Halving.by(0)).hasMessageContaining("halving by 0");
  }
}
