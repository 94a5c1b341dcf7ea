package dev.gradus.diagnose;

import static dev.gradus.net.Activation.relu;
import static dev.gradus.net.Activation.tanh;
import static dev.gradus.net.Head.softmaxCrossEntropy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Regularization;
import dev.gradus.data.Dataset;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Scaling;
import dev.gradus.train.Callback;
import dev.gradus.train.EarlyStopping;
import dev.gradus.train.EpochRecord;
import dev.gradus.train.IncrementalFit;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A watch sees what the layers are like, and changes no bit of the run. */
class HealthWatchTest {
  private static final double[][] X = Runs.normal(150, 4, 1);
  private static final Dataset DATA = Runs.classes("sectors", X, Runs.sectors(X, 3), 3);
  private static final Network PLAIN = Network.inputs(4).hidden(8, tanh()).outputs(3, softmaxCrossEntropy());
  private static final Network NORMALIZED = Network.inputs(4).hidden(Layer.of(8, relu()).withNormalization(Normalization.batch()).withDropout(0.3))
      .hidden(Layer.of(8, tanh()).withNormalization(Normalization.layer())).outputs(3, softmaxCrossEntropy());

  static Stream<Arguments> plans() {
    return Stream.<Map.Entry<String, UnaryOperator<TrainingPlan.Builder>>>of(
        Map.entry("sgd", plan -> plan.optimizer(Optimizer.sgd(0.1))),
        Map.entry("momentum", plan -> plan.optimizer(Optimizer.momentum(0.1, 0.9))),
        Map.entry("adam, noise and penalties", plan -> plan.regularization(Regularization.none().withInputNoise(0.1).withL1(1e-3).withL2(1e-3))),
        Map.entry("averages, stopped early", plan -> plan.averaging(Averaging.ema(0.9)).stopping(EarlyStopping.after(2))),
        Map.entry("one batch an epoch", plan -> plan.batch(1000)),
        Map.entry("two batches an epoch", plan -> plan.batch(75)),
        Map.entry("a last batch of one", plan -> plan.batch(149)),
        Map.entry("two threads", plan -> plan.threads(2))).flatMap(e -> Stream.of(PLAIN, NORMALIZED).map(n -> Arguments.of(e.getKey(), e.getValue(), n)));
  }

  private static double[] trained(Trainer trainer) {
    try (TrainingResult result = trainer.validation(DATA.range(0, 30)).train(DATA)) {
      assertThat(result.failures()).isEmpty();
      double[] theta = result.model().parameters().flat().toDoubleVector();
      double[] statistics = result.model().parameters().statistics().map(s -> s.toDoubleVector()).orElse(new double[0]);
      return DoubleStream.concat(Arrays.stream(theta), Arrays.stream(statistics)).toArray();
    }
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("plans")
  void aWatchedRunHasTheSameBits(String name, UnaryOperator<TrainingPlan.Builder> change, Network network) {
    TrainingPlan plan = change.apply(TrainingPlan.builder().epochs(6).batch(16).seed(4)).build();
    double[] alone = trained(new Trainer(network, plan));
    try (HealthWatch watch = new HealthWatch(plan)) {
      assertThat(trained(new Trainer(network, plan).callback(watch))).isEqualTo(alone);
      assertThat(watch.health()).extracting(Health::epoch).startsWith(0, 1, 2, 3);
    }
  }

  @Test
  void lbfgsToo() {
    TrainingPlan plan = TrainingPlan.builder().epochs(6).optimizer(Method.named("lbfgs", OptionalDouble.empty(), Map.of())).build();
    double[] alone = trained(new Trainer(PLAIN, plan));
    try (HealthWatch watch = new HealthWatch(plan)) {
      assertThat(trained(new Trainer(PLAIN, plan).callback(watch))).isEqualTo(alone);
      assertThat(watch.health().get(1).layer(1).updateRatio()).isPresent();
    }
  }

  /** With ten batches it is the ninth step of an epoch that is compared. */
  @Test
  void theRatioIsThatOfOneStep() {
    TrainingPlan plan = TrainingPlan.builder().epochs(2).batch(15).optimizer(Optimizer.momentum(0.1, 0.9)).build();
    List<Double> ratios = new ArrayList<>();
    Callback reference = new Callback() {
      private Parameters theta;
      private double[] before;

      @Override
      public void begins(Parameters theta, Dataset prepared) {
        this.theta = theta;
        assertThat(prepared.size()).isEqualTo(150);
      }

      @Override
      public void step(int epoch, int batch, int batches, double loss) {
        double[] W = theta.W(2).dup().data().asDouble();
        if (batch == 8) before = W;
        if (batch != 9) return;
        double change = 0;
        double size = 0;
        for (int i = 0; i < W.length; i++) {
          change += (W[i] - before[i]) * (W[i] - before[i]);
          size += before[i] * before[i];
        }
        ratios.add(Math.sqrt(change / size));
      }
    };
    try (HealthWatch watch = new HealthWatch(plan)) {
      trained(new Trainer(PLAIN, plan).callback(reference).callback(watch));
      assertThat(watch.health().get(0).layer(2).updateRatio()).as("before the first step").isEmpty();
      for (int epoch = 1; epoch <= 2; epoch++) {
        assertThat(watch.health().get(epoch).layer(2).updateRatio().getAsDouble()).isEqualTo(ratios.get(epoch - 1), within(1e-12));
      }
    }
  }

  /** A look at 64 of 150 examples counts as 384, and a fortieth of an epoch is 3.75. */
  @Test
  void looksAreSpreadOutOverALongRun() {
    TrainingPlan plan = TrainingPlan.builder().epochs(400).batch(50).build();
    List<Health> told = new ArrayList<>();
    try (HealthWatch watch = new HealthWatch(plan).onHealth(told::add)) {
      trained(new Trainer(PLAIN, plan).callback(watch));
      assertThat(told).isEqualTo(watch.health());
      assertThat(told).extracting(Health::epoch).containsExactly(0, 1, 2, 3, 103, 205, 308, 400);
      assertThat(told).extracting(Health::steps).endsWith(1200L);
    }
  }

  @Test
  void aFindingIsToldOnceAndAtOnce() {
    TrainingPlan plan = TrainingPlan.builder().epochs(5).scaling(Scaling.NONE).initializer(Initializer.glorot()).build();
    double[][] large = Runs.scaled(Runs.normal(150, 4, 1), 1000);
    Dataset data = Runs.classes("large", large, Runs.sectors(large, 3), 3);
    List<String> told = new ArrayList<>();
    Callback epochs = new Callback() {
      @Override
      public void epoch(EpochRecord record) {
        told.add("epoch " + record.epoch());
      }
    };
    try (HealthWatch watch = new HealthWatch(plan).onFinding(finding -> told.add(finding.fault()));
        TrainingResult result = new Trainer(PLAIN, plan).callback(epochs).callback(watch).train(data)) {
      List<Finding> end = watch.findings(result.kept());
      assertThat(told).startsWith("unscaled inputs", "epoch 1").doesNotHaveDuplicates();
      assertThat(end).extracting(Finding::fault).contains("unscaled inputs");
    }
  }

  @Test
  void incrementalFitsAreWatchedToo() {
    TrainingPlan plan = TrainingPlan.builder().epochs(3).batch(10).build();
    try (HealthWatch watch = new HealthWatch(plan); IncrementalFit fit = new Trainer(PLAIN, plan).callback(watch).incremental()) {
      fit.fit(DATA.range(0, 75));
      fit.fit(DATA.range(75, 150));
      assertThat(fit.failures()).isEmpty();
      assertThat(watch.health()).extracting(Health::epoch).containsExactly(0, 1, 2);
    }
  }
}
