package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Regularization;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.kernel.Team;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Updater;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class TrainerTest {
  private static final Dataset DIGITS = DrawnDigits.dataset(1, 0, 1005);
  private static final Network NETWORK = Network.inputs(784).hidden(Layer.of(40, Activation.relu()).withDropout(0.2))
      .outputs(10, Head.softmaxCrossEntropy());

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.builder().batch(20).epochs(2).seed(5);
  }

  private static float[] trained(Network network, TrainingPlan plan) {
    try (TrainingResult result = new Trainer(network, plan).train(DIGITS)) {
      return result.model().parameters().flat().toFloatVector();
    }
  }

  @Test
  void theSameAgainGivesTheSameBits() {
    for (int threads : new int[] {1, 2}) {
      float[] first = trained(NETWORK, plan().threads(threads).build());
      for (int i = 0; i < 9; i++) assertThat(trained(NETWORK, plan().threads(threads).build())).as("run %d with %d threads", i + 2, threads).isEqualTo(first);
    }
    assertThat(trained(NETWORK, plan().seed(6).build())).isNotEqualTo(trained(NETWORK, plan().build()));
  }

  /** The gradient added to θ or to the velocity, penalty included, against the gradient written down and a pass over it. */
  @Test
  void aStepIsThatOfTheRuleOnTheGradientOfThePenalisedLoss() {
    for (Optimizer rule : List.of(Optimizer.sgd(0.1), Optimizer.momentum(0.1, 0.9), Optimizer.nesterov(0.1, 0.9), Optimizer.adam(0.01))) {
      for (double l2 : new double[] {0, 0.3}) {
        try (Team team = new Team(2);
            Parameters theta = Parameters.initial(NETWORK, DataType.DOUBLE, Initializer.he(), 1);
            Parameters same = theta.copy();
            Backprop backprop = new Backprop(theta, 20, Regularization.none().withL2(l2), team);
            Backprop plain = new Backprop(same, 20, Regularization.none().withL2(l2));
            Step step = Step.of(backprop, rule, Clipping.none(), team);
            Updater updater = new Updater(rule, same.flatMatrix(), plain.gradient().flatMatrix());
            Batches batches = new Batches(DIGITS, 10, 20, DataType.DOUBLE)) {
          for (int i = 0; i < 5; i++) {
            batches.next();
            Batch batch = batches.batch();
            double loss = step.make(batch, 0.1);
            assertThat(loss).isCloseTo(plain.lossAndGradient(batch.X(), batch.Y(), batch.w(), batch.m()), within(1e-9));
            updater.update(0.1);
          }
          double distance = theta.flat().distance2(same.flat()) / same.flat().norm2Number().doubleValue();
          assertThat(distance).as("%s, λ = %s", rule, l2).isLessThan(1e-12);
        }
      }
    }
  }

  @Test
  void aStepWithoutAFiniteLossChangesNothing() {
    for (Optimizer rule : List.of(Optimizer.sgd(0.1), Optimizer.momentum(0.1, 0.9), Optimizer.adam(0.1))) {
      try (Parameters theta = Parameters.initial(NETWORK, DataType.FLOAT, Initializer.he(), 1);
          Backprop backprop = new Backprop(theta, 20, Regularization.none());
          Step step = Step.of(backprop, rule, Clipping.none(), Team.ONE);
          Batches batches = new Batches(DIGITS, 10, 20, DataType.FLOAT)) {
        batches.next();
        assertThat(step.make(batches.batch(), 0.1)).isFinite();
        float[] before = theta.flat().toFloatVector();
        batches.batch().X().set(5, new double[] {Double.NaN}, 0, 1);
        assertThat(step.make(batches.batch(), 0.1)).isNaN();
        assertThat(theta.flat().toFloatVector()).as(rule.name()).isEqualTo(before);
        assertThat(step.count()).isEqualTo(1);
      }
    }
  }

  @Test
  void validationDoesNotInfluenceTheResult() {
    float[] without = trained(NETWORK, plan().build());
    try (TrainingResult result = new Trainer(NETWORK, plan().build()).validation(DrawnDigits.dataset(2, 0, 100)).train(DIGITS)) {
      assertThat(result.model().parameters().flat().toFloatVector()).isEqualTo(without);
      assertThat(result.history()).hasSize(2).allSatisfy(e -> assertThat(e.validation()).isPresent());
      assertThat(result.history().get(1).steps()).as("51 batches an epoch, the last one short").isEqualTo(102);
    }
  }

  @Test
  void trainersAtOnceGiveTheBitsOfTrainersAlone() throws Exception {
    float[] alone = trained(NETWORK, plan().threads(2).build());
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) all.add(pool.submit(() -> trained(NETWORK, plan().threads(2).build())));
      for (Future<float[]> one : all) assertThat(one.get()).isEqualTo(alone);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void predictionsFromEightThreadsAreTheBitsOfOne() throws Exception {
    try (TrainingResult result = new Trainer(NETWORK, plan().build()).train(DIGITS)) {
      double[][] rows = new double[200][784];
      double[][] expected = new double[200][];
      for (int i = 0; i < rows.length; i++) {
        DIGITS.inputs(i, rows[i]);
        expected[i] = result.model().predict(rows[i]);
      }
      ExecutorService pool = Executors.newFixedThreadPool(8);
      try {
        List<Future<Integer>> wrong = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
          wrong.add(pool.submit(() -> {
            int count = 0;
            for (int i = 0; i < 10_000; i++) {
              if (!java.util.Arrays.equals(result.model().predict(rows[i % 200]), expected[i % 200])) count++;
            }
            return count;
          }));
        }
        for (Future<Integer> one : wrong) assertThat(one.get()).isZero();
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void divergenceIsFoundAndSaysWhereItBegan() {
    Network linear = Network.inputs(784).hidden(10, Activation.relu()).outputs(10, Head.squaredError(Activation.identity()));
    TrainingPlan wild = plan().optimizer(Optimizer.sgd(1e10)).build();
    assertThatThrownBy(() -> new Trainer(linear, wild).train(DIGITS)).isInstanceOf(DivergedException.class)
        .hasMessageMatching("epoch 1, step \\d+, layer \\d: .*learning rate of 1.0E10.*--lr.*");
  }

  @Test
  void trainingStartsFromGivenParametersAndLeavesThemAlone() {
    try (Parameters start = Parameters.initial(NETWORK, DataType.FLOAT, Initializer.normal(), 77)) {
      float[] before = start.flat().toFloatVector();
      try (TrainingResult result = new Trainer(NETWORK, plan().epochs(1).optimizer(Optimizer.sgd(1e-30)).build()).startFrom(start).train(DIGITS)) {
        assertThat(result.model().parameters().flat().toFloatVector()).isEqualTo(before);
      }
      assertThat(start.flat().toFloatVector()).isEqualTo(before);
      Network other = Network.inputs(784).hidden(41, Activation.relu()).outputs(10, Head.softmaxCrossEntropy());
      assertThatThrownBy(() -> new Trainer(other, plan().build()).startFrom(start).train(DIGITS)).hasMessageContaining("784 → 41");
    }
  }

  @Test
  void dataThatDoesNotFitIsRefused() {
    Network narrow = Network.inputs(10).outputs(10, Head.softmaxCrossEntropy());
    assertThatThrownBy(() -> new Trainer(narrow, plan().build()).train(DIGITS)).hasMessageContaining("10 inputs").hasMessageContaining("28 × 28");
    Network few = Network.inputs(784).outputs(3, Head.softmaxCrossEntropy());
    assertThatThrownBy(() -> new Trainer(few, plan().build()).train(DIGITS)).hasMessageContaining("3 outputs").hasMessageContaining("10 classes");
  }
}
