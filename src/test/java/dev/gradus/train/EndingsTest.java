package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.metrics.Metric;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** How a run ends, and which of its parameters become the model. */
class EndingsTest {
  private static final double RATE = 0.02;
  private static final Dataset DATA = Examples.of("class");
  private static final Dataset TRAIN = DATA.range(0, 16);
  private static final Dataset VALIDATION = DATA.range(16, 26);
  private static final Network NETWORK = Examples.network(3, Head.softmaxCrossEntropy());

  /** A plan that learns by heart what it sees: the loss of others goes down, then up and down. */
  private static TrainingPlan.Builder plan(int epochs) {
    return TrainingPlan.builder().initializer(Initializer.he()).optimizer(Optimizer.adam(RATE)).batch(5).epochs(epochs).type(DataType.DOUBLE).threads(1).seed(6);
  }

  private static Trainer trainer(TrainingPlan.Builder plan) {
    return new Trainer(NETWORK, plan.build()).validation(VALIDATION);
  }

  // callbacks

  /** One that throws when it is told for the n-th time, at an epoch or at a step. */
  private static final class Failing implements Callback {
    private final int epochs;
    private final int steps;
    private int toldOfEpochs;
    private int toldOfSteps;

    Failing(int epochs, int steps) {
      this.epochs = epochs;
      this.steps = steps;
    }

    @Override
    public void step(int epoch, int batch, int batches, double loss) {
      if (++toldOfSteps == steps) throw new IllegalStateException("step " + steps);
    }

    @Override
    public void epoch(EpochRecord record) {
      if (++toldOfEpochs == epochs) throw new IllegalStateException("epoch " + epochs);
    }
  }

  @Test
  void aCallbackThatThrowsDoesNotEndTheRunAndIsNotCalledAgain() {
    Failing atEpoch = new Failing(2, 1000);
    Failing atStep = new Failing(1000, 6);
    Failing well = new Failing(1000, 1000);
    Callback asked = new Callback() {
      @Override
      public boolean wantsEnd() {
        throw new UnsupportedOperationException("wantsEnd");
      }
    };
    double[] alone = Examples.trained(new Trainer(NETWORK, plan(5).build()), TRAIN);
    try (TrainingResult result = new Trainer(NETWORK, plan(5).build()).callback(atEpoch).callback(asked).callback(atStep).callback(well).train(TRAIN)) {
      assertThat(result.failures()).extracting(Throwable::getMessage).containsExactly("wantsEnd", "step 6", "epoch 2");
      assertThat(List.of(atEpoch.toldOfEpochs, atStep.toldOfEpochs, well.toldOfEpochs)).containsExactly(2, 1, 5);
      assertThat(List.of(atEpoch.toldOfSteps, atStep.toldOfSteps, well.toldOfSteps)).containsExactly(8, 6, 20);
      assertThat(result.ending()).isEqualTo(Ending.LAST_EPOCH);
      assertThat(Examples.theta(result.model())).isEqualTo(alone);
    }
  }

  @Test
  void aCallbackEndsTheRunAfterAnEpoch() {
    List<Integer> told = new ArrayList<>();
    Callback third = new Callback() {
      @Override
      public void epoch(EpochRecord record) {
        told.add(record.epoch());
      }

      @Override
      public boolean wantsEnd() {
        return told.size() == 3;
      }
    };
    try (TrainingResult result = trainer(plan(50)).callback(third).train(TRAIN)) {
      assertThat(result.ending()).isEqualTo(Ending.ASKED);
      assertThat(result.history()).extracting(EpochRecord::epoch).containsExactly(1, 2, 3);
      assertThat(result.kept()).isEqualTo(3);
      assertThat(Examples.theta(result.model())).isEqualTo(Examples.trained(trainer(plan(3)), TRAIN));
    }
  }

  // early stopping and the best epoch

  @ParameterizedTest(name = "{0}, patience {1}, least gain {2}")
  @CsvSource({"loss, 1, 0", "loss, 3, 0", "loss, 3, 0.05", "loss, 10, 0", "accuracy, 2, 0", "accuracy, 5, 0", "accuracy, 5, 0.15", "roc_auc, 4, 0",
      "log_loss, 2, 0.01", "train_loss, 2, 0.02", "train_accuracy, 4, 0", "validation_loss, 2, 0"})
  void itEndsAfterSoManyEpochsWithoutGainAndKeepsTheBest(String monitor, int patience, double minGain) {
    List<Double> figures;
    try (TrainingResult whole = trainer(plan(60)).train(TRAIN)) {
      figures = whole.history().stream().map(record -> Monitor.named(monitor).of(record).orElseThrow()).toList();
    }
    boolean larger = Metric.named(monitor.replaceFirst("train_|validation_", "")).largerIsBetter();
    double best = figures.get(0);
    int gained = 1;
    int last = 60;
    for (int e = 2; e <= 60; e++) {
      double now = figures.get(e - 1);
      if (larger ? now > best + minGain : now < best - minGain) {
        best = now;
        gained = e;
      } else if (e - gained == patience) {
        last = e;
        break;
      }
    }
    int kept = 1;
    for (int e = 2; e <= last; e++) {
      if (larger ? figures.get(e - 1) > figures.get(kept - 1) : figures.get(e - 1) < figures.get(kept - 1)) kept = e;
    }
    TrainingPlan.Builder stopped = plan(60).monitor(Monitor.named(monitor)).stopping(new EarlyStopping(patience, minGain));
    try (TrainingResult result = trainer(stopped).train(TRAIN)) {
      assertThat(result.history()).hasSize(last);
      assertThat(last).as("the table's cases stop early").isLessThan(60);
      assertThat(kept).isGreaterThan(1);
      assertThat(result.ending()).isEqualTo(Ending.NO_GAIN);
      assertThat(result.kept()).isEqualTo(kept);
      assertThat(result.keptEpoch().epoch()).isEqualTo(kept);
      assertThat(Examples.theta(result.model())).isEqualTo(Examples.trained(trainer(plan(kept)), TRAIN));
    }
    try (TrainingResult result = trainer(stopped.keep(Keep.LAST)).train(TRAIN)) {
      assertThat(result.kept()).isEqualTo(last);
      assertThat(Examples.theta(result.model())).isEqualTo(Examples.trained(trainer(plan(last)), TRAIN));
    }
  }

  @Test
  void withoutStoppingTheBestOfAllEpochsIsKept() {
    try (TrainingResult result = trainer(plan(40).keep(Keep.BEST)).train(TRAIN)) {
      assertThat(result.ending()).isEqualTo(Ending.LAST_EPOCH);
      assertThat(result.history()).hasSize(40);
      double[] losses = result.history().stream().mapToDouble(e -> e.validation().orElseThrow().loss()).toArray();
      int best = IntStream.range(0, 40).reduce((a, b) -> losses[b] < losses[a] ? b : a).getAsInt() + 1;
      assertThat(result.kept()).isEqualTo(best).isBetween(2, 39);
      assertThat(Examples.theta(result.model())).isEqualTo(Examples.trained(trainer(plan(best)), TRAIN));
      assertThat(result.model().evaluate(VALIDATION).loss()).isCloseTo(losses[best - 1], within(1e-12));
      assertThat(result.model().provenance()).containsEntry("kept_epoch", best).containsEntry("ending", "last epoch");
    }
  }

  @Test
  void whatCannotBeMonitoredIsRefusedWithWhatCan() {
    TrainingPlan unseen = plan(2).monitor(Monitor.named("validation_loss")).keep(Keep.BEST).build();
    assertThatIllegalArgumentException().isThrownBy(() -> new Trainer(NETWORK, unseen).train(TRAIN))
        .withMessageContaining("no validation examples").withMessageContaining("train_loss");
    assertThatIllegalArgumentException().isThrownBy(() -> trainer(plan(2).monitor(Monitor.named("r2")).keep(Keep.BEST)).train(TRAIN))
        .withMessageContaining("\"r2\"").withMessageContaining("accuracy");
  }

  @Test
  void lBfgsEndsWhenNothingIsLeftToImprove() {
    Network linear = Network.inputs(3).outputs(3, Head.softmaxCrossEntropy());
    TrainingPlan plan = plan(500).optimizer(Method.named("lbfgs", OptionalDouble.empty(), Map.of())).l2(0.1).build();
    try (TrainingResult result = new Trainer(linear, plan).train(DATA)) {
      assertThat(result.ending()).isEqualTo(Ending.CONVERGED);
      assertThat(result.history()).hasSizeBetween(5, 100);
      assertThat(result.history().get(0).steps()).as("batches of 5 are not for it").isEqualTo(1);
    }
  }

  // averaging

  /** One step an epoch, so that runs of 1, 2, … epochs show θ after every step. */
  @ParameterizedTest
  @ValueSource(strings = {"ema:0.7", "swa:1", "swa:4"})
  void theModelIsTheAverageOfTheRun(String averaging) {
    int epochs = 9;
    double[] expected = {};
    for (int e = 1; e <= epochs; e++) {
      double[] now = Examples.trained(trainer(plan(e).batch(100)), TRAIN);
      double keep = averaging.startsWith("ema") ? 0.7 : 1 - 1.0 / Math.max(1, e - Integer.parseInt(averaging.substring(4)) + 1);
      double[] before = expected;
      expected = before.length == 0 || keep == 0 ? now : IntStream.range(0, now.length).mapToDouble(i -> keep * before[i] + (1 - keep) * now[i]).toArray();
    }
    try (TrainingResult result = trainer(plan(epochs).batch(100).averaging(Averaging.named(averaging))).train(TRAIN)) {
      assertThat(Examples.distance(Examples.theta(result.model()), expected)).isLessThan(1e-13);
      assertThat(Examples.distance(Examples.theta(result.model()), Examples.trained(trainer(plan(epochs).batch(100)), TRAIN))).isGreaterThan(0.001);
      assertThat(result.history().get(epochs - 1).validation().orElseThrow().loss()).isCloseTo(result.model().evaluate(VALIDATION).loss(), within(1e-12));
    }
    TrainingPlan.Builder best = plan(60).averaging(Averaging.named(averaging)).keep(Keep.BEST);
    try (TrainingResult result = trainer(best).train(TRAIN)) {
      assertThat(result.kept()).isLessThan(60);
      assertThat(result.keptEpoch().validation().orElseThrow().loss()).isCloseTo(result.model().evaluate(VALIDATION).loss(), within(1e-12));
    }
  }

  // schedules

  private static double[] rates(TrainingPlan.Builder plan) {
    try (TrainingResult result = trainer(plan).train(TRAIN)) {
      return result.history().stream().mapToDouble(EpochRecord::rate).toArray();
    }
  }

  /** Four steps an epoch, 24 in all; a record has the rate of its last step: the 4th, 8th, … 24th. */
  @Test
  void schedulesAreAskedWithTheEpochAndTheStep() {
    Map<String, DoubleUnaryOperator> factors = Map.of(
        "constant", e -> 1, "step-epochs:2:0.5", e -> Math.pow(0.5, Math.floor((e - 1) / 2)), "exponential-epochs:0.8", e -> Math.pow(0.8, e - 1),
        "exponential-steps:0.9", e -> Math.pow(0.9, 4 * e - 1), "polynomial-epochs", e -> 1 - (e - 1) / 6,
        "polynomial-steps:2", e -> Math.pow(1 - (4 * e - 1) / 24, 2),
        "cosine-epochs", e -> (1 + Math.cos(Math.PI * (e - 1) / 6)) / 2, "cosine-steps", e -> (1 + Math.cos(Math.PI * (4 * e - 1) / 24)) / 2,
        "warm-up-steps:8:0.2+constant", e -> Math.min(1, 0.2 + 0.8 * (4 * e - 1) / 8), "warm-up-epochs:3:0.4+exponential-epochs:0.5",
        e -> e <= 3 ? 0.4 + 0.6 * (e - 1) / 3 : Math.pow(0.5, e - 4));
    factors.forEach((name, factor) -> assertThat(rates(plan(6).schedule(Schedule.named(name)))).as(name)
        .containsExactly(IntStream.rangeClosed(1, 6).mapToDouble(e -> RATE * factor.applyAsDouble(e)).toArray(), within(1e-15)));
  }

  /** Of a loss, and of an accuracy, of which more is better. */
  @ParameterizedTest
  @CsvSource({"loss, 0, 0.05", "loss, 2, 0", "accuracy, 0, 0", "accuracy, 1, 0.05", "train_loss, 0, 0.1", "train_accuracy, 1, 0"})
  void aPlateauLowersTheRateAfterTheEpochsThatWereNoBetter(String monitor, int patience, double minChange) {
    TrainingPlan.Builder plan = plan(30).monitor(Monitor.named(monitor)).schedule(Schedule.plateauEpochs(0.5, patience, minChange));
    try (TrainingResult result = trainer(plan).train(TRAIN)) {
      boolean larger = monitor.endsWith("accuracy");
      double rate = RATE;
      double best = larger ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      int bad = 0;
      for (EpochRecord record : result.history()) {
        assertThat(record.rate()).as("epoch %d", record.epoch()).isCloseTo(rate, within(1e-15));
        double now = Monitor.named(monitor).of(record).orElseThrow();
        if (larger ? now > best * (1 + minChange) || Double.isInfinite(best) : now < best * (1 - minChange)) {
          best = now;
          bad = 0;
        } else if (++bad > patience) {
          rate *= 0.5;
          bad = 0;
        }
      }
      assertThat(rate).as("the rate was lowered").isLessThan(RATE);
    }
  }
}
