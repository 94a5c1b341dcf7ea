package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.backprop.Backprop;
import dev.gradus.backprop.Parameters;
import dev.gradus.backprop.Predictor;
import dev.gradus.backprop.Regularization;
import dev.gradus.data.Batch;
import dev.gradus.data.Batches;
import dev.gradus.data.Dataset;
import dev.gradus.kernel.Matrix;
import dev.gradus.kernel.NativeMemory;
import dev.gradus.kernel.Team;
import dev.gradus.model.Model;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.optim.Average;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Clipping;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;
import dev.gradus.optim.Updater;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Whoever owns native memory frees it, once however often it is closed, and says so when it is used after that: reading freed memory would end the JVM. */
class OwnershipTest {
  private static final Dataset DATA = Examples.of("class");
  private static final Network NETWORK = Examples.network(DATA.schema().target().outputs(), Head.softmaxCrossEntropy());
  private static final int ROUNDS = 300;

  private static Parameters theta() {
    return Parameters.initial(NETWORK, DataType.FLOAT, Initializer.glorot(), 1);
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable use) {
    assertThatThrownBy(use).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
  }

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.builder().epochs(2).batch(5);
  }

  @Test
  void parameters() {
    Parameters theta = theta();
    Predictor predictor = new Predictor(theta);
    Backprop backprop = new Backprop(theta, 4, Regularization.none());
    Matrix W1 = theta.tensors().get("W1");
    theta.close();
    theta.close();

    refused(theta::copy);
    refused(() -> theta.assign(theta));
    refused(() -> W1.get(0, new double[1], 0, 1));
    refused(() -> W1.set(0, new double[1], 0, 1));
    refused(() -> predictor.predict(1, 2, 3));
    refused(backprop::gradient);
    predictor.close();
    backprop.close();
  }

  @Test
  void engineAndBatches() {
    try (Parameters theta = theta()) {
      Backprop backprop = new Backprop(theta, 5, Regularization.none());
      Batches batches = new Batches(DATA, NETWORK.outputs(), 5, DataType.FLOAT);
      batches.next();
      Batch batch = batches.batch();
      backprop.lossAndGradient(batch.X(), batch.Y(), batch.w(), batch.m());
      batches.close();
      batches.close();

      refused(() -> backprop.lossAndGradient(batch.X(), batch.Y(), batch.w(), batch.m()));
      refused(batches::next);
      refused(batches::inOrder);
      refused(() -> batches.shuffle(1, 1));
      backprop.close();
      backprop.close();
      try (Batches others = Batches.ahead(DATA, NETWORK.outputs(), 5, DataType.FLOAT)) {
        others.next();
        Batch other = others.batch();
        refused(() -> backprop.lossAndGradient(other.X(), other.Y(), other.w(), other.m()));
        refused(() -> backprop.loss(other.X(), other.Y(), other.w(), other.m()));
        refused(() -> backprop.Z(1));
      }
      Batches ahead = Batches.ahead(DATA, NETWORK.outputs(), 5, DataType.FLOAT);
      ahead.next();
      ahead.close();
      ahead.close();
      refused(ahead::next);
    }
  }

  @Test
  void updaterAverageAndStep() {
    try (Parameters theta = theta(); Parameters g = Parameters.zeros(NETWORK, DataType.FLOAT)) {
      Updater updater = new Updater(Optimizer.adam(0.1), theta.flatMatrix(), g.flatMatrix());
      Average average = new Average(Averaging.ema(0.9), theta.flatMatrix(), Team.ONE);
      updater.update(0.1);
      average.afterStep();
      updater.close();
      updater.close();
      average.close();
      average.close();

      refused(() -> updater.update(0.1));
      refused(average::afterStep);
      refused(average::swap);
      for (Method method : new Method[] {Optimizer.adam(0.1), Optimizer.sgd(0.1), new LBfgs(3, 0, 0)}) {
        try (Backprop backprop = new Backprop(theta, 5, Regularization.none()); Batches batches = new Batches(DATA, NETWORK.outputs(), 5, DataType.FLOAT)) {
          batches.next();
          Step step = Step.of(backprop, method, Clipping.none(), Team.ONE);
          step.make(batches.batch(), 0.1);
          step.close();
          step.close();
          refused(() -> step.make(batches.batch(), 0.1));
        }
      }
    }
  }

  @Test
  void modelAndItsPredictor() {
    TrainingResult result = new Trainer(NETWORK, plan().build()).train(DATA);
    Model model = result.model();
    Predictor predictor = model.predictor();
    model.predict(1, 2, 3);
    model.close();
    model.close();
    result.close();

    refused(() -> model.predict(1, 2, 3));
    refused(() -> predictor.predict(1, 2, 3));
    refused(() -> model.evaluate(DATA));
    refused(() -> model.parameters().copy());
    refused(() -> new Trainer(NETWORK, plan().build()).continueFrom(model).train(DATA));
  }

  static Stream<TrainingPlan> plans() {
    return Stream.of(plan().build(), plan().threads(2).averaging(Averaging.ema(0.9)).keep(Keep.BEST).build(), plan().optimizer(new LBfgs(5, 0, 0)).build());
  }

  @ParameterizedTest
  @MethodSource("plans")
  void nothingIsLeftOfManyRuns(TrainingPlan plan) throws InterruptedException {
    round(plan);
    System.gc();
    Thread.sleep(100);
    long before = NativeMemory.bytes();

    for (int i = 0; i < ROUNDS; i++) round(plan);

    assertThat(NativeMemory.bytes()).as("native bytes; the collector may have freed some of other tests").isLessThanOrEqualTo(before);
  }

  private static void round(TrainingPlan plan) {
    try (TrainingResult result = new Trainer(NETWORK, plan).validation(DATA).train(DATA)) {
      result.model().predict(1, 2, 3);
      result.model().evaluate(DATA);
    }
    if (plan.optimizer() instanceof LBfgs || plan.comparesEpochs()) return;
    try (IncrementalFit fit = new Trainer(NETWORK, plan).incremental()) {
      fit.fit(DATA);
      fit.model().close();
    }
  }
}
