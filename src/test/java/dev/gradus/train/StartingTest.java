package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.data.NumberFeatures;
import dev.gradus.data.Targets;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.LBfgs;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Scaling;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a run begins with, and what is refused before it begins or where it cannot go on. */
class StartingTest {
  private static final Network TANH = Network.inputs(2).hidden(5, Activation.tanh()).outputs(2, Head.softmaxCrossEntropy());

  private static Dataset data(List<String> columns, int... classes) {
    double[] values = new double[2 * classes.length];
    for (int i = 0; i < values.length; i++) values[i] = Math.sin(1 + i) + (i % 2 == 0 ? classes[i / 2] : 0);
    short[] numbers = new short[classes.length];
    for (int i = 0; i < numbers.length; i++) numbers[i] = (short) classes[i];
    Schema schema = new Schema(Inputs.Columns.numbers(columns), new Target.Classes("kind", List.of("no", "yes")));
    return Dataset.of("data", schema, new NumberFeatures(values, 2), new Targets.OfClasses(numbers, List.of("no", "yes")));
  }

  private static final Dataset AB = data(List.of("a", "b"), 0, 1, 1, 0, 1, 0, 0, 1, 0, 1);

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.builder().batch(4).epochs(3).optimizer(Optimizer.sgd(0.1));
  }

  @Test
  void theModelHasTheNetworkOfTheTrainerAndTheValuesOfTheStart() {
    Network relu = Network.inputs(2).hidden(Layer.of(5, Activation.relu()).withDropout(0.5)).outputs(2, Head.softmaxCrossEntropy(0.1));
    try (TrainingResult first = new Trainer(TANH, plan().build()).train(AB);
        TrainingResult second = new Trainer(relu, plan().optimizer(Optimizer.sgd(1e-30)).build()).continueFrom(first.model()).train(AB)) {
      assertThat(second.model().network()).isEqualTo(relu);
      assertThat(second.model().parameters().flat().toFloatVector()).isEqualTo(first.model().parameters().flat().toFloatVector());
    }
  }

  @Test
  void columnsInAnotherOrderAreRefused() {
    Dataset ba = data(List.of("b", "a"), 0, 1, 1, 0);
    try (TrainingResult first = new Trainer(TANH, plan().build()).train(AB)) {
      assertThatThrownBy(() -> new Trainer(TANH, plan().build()).continueFrom(first.model()).train(ba)).isInstanceOf(DataException.class)
          .hasMessageContaining("columns b, a").hasMessageContaining("columns a, b");
      assertThatThrownBy(() -> first.model().evaluate(ba)).isInstanceOf(DataException.class);
      assertThatThrownBy(() -> new Trainer(TANH, plan().build()).validation(ba).train(AB)).isInstanceOf(DataException.class);
    }
  }

  @Test
  void targetsOfAnotherKindAreRefused() {
    Schema values = new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Value("price"));
    Dataset prices = Dataset.of("prices", values, new NumberFeatures(new double[] {1, 2, 3, 4}, 2), new Targets.OfValues(new double[] {1, 2}));
    try (TrainingResult first = new Trainer(TANH, plan().build()).train(AB)) {
      assertThatThrownBy(() -> first.model().evaluate(prices)).isInstanceOf(DataException.class).hasMessageContaining("price").hasMessageContaining("2 classes of kind");
    }
  }

  @Test
  void initialValuesSuitTheActivationUnlessThePlanSaysOtherwise() {
    Network selu = Network.inputs(2).hidden(5, Activation.selu()).outputs(2, Head.softmaxCrossEntropy());
    try (TrainingResult tanh = new Trainer(TANH, plan().build()).train(AB); TrainingResult other = new Trainer(selu, plan().build()).train(AB)) {
      assertThat(tanh.model().provenance().get("initializer")).isEqualTo("glorot");
      assertThat(other.model().provenance().get("initializer")).isEqualTo("lecun-normal");
    }
  }

  @Test
  void aLineSearchAndBatchNormalisationAreRefusedTogether() {
    Network normalized = Network.inputs(2).hidden(Layer.of(5, Activation.tanh()).withNormalization(Normalization.batch())).outputs(2, Head.softmaxCrossEntropy());
    TrainingPlan lbfgs = plan().optimizer((LBfgs) Method.named("lbfgs", OptionalDouble.empty(), Map.of())).build();
    assertThatThrownBy(() -> new Trainer(normalized, lbfgs)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("lbfgs").hasMessageContaining("batch normalisation");
  }

  @Test
  void anAverageThatNeverBeginsIsRefused() {
    assertThatThrownBy(() -> plan().averaging(Averaging.swa(4)).build()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("epoch 4").hasMessageContaining("3 epochs");
  }

  @Test
  void anEpochWithoutAStepIsRefused() {
    Network normalized = Network.inputs(2).hidden(Layer.of(5, Activation.tanh()).withNormalization(Normalization.batch())).outputs(2, Head.softmaxCrossEntropy());
    Dataset lastAlone = data(List.of("a", "b"), 0, 1, 1, 0, 1).withWeights(0, 0, 0, 0, 1);
    assertThatThrownBy(() -> new Trainer(normalized, plan().batch(2).shuffle(false).build()).train(lastAlone)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no batch of epoch 1").hasMessageContaining("larger batches");
  }

  @Test
  void aFigureThatIsNotDefinedInAnEpochIsNoGainAndEndsNothing() {
    Dataset noYes = data(List.of("a", "b"), 0, 0, 0);
    TrainingPlan plan = plan().epochs(5).monitor(Monitor.named("roc_auc")).stopping(EarlyStopping.after(3)).build();
    try (TrainingResult result = new Trainer(TANH, plan).validation(noYes).train(AB)) {
      assertThat(result.ending()).isEqualTo(Ending.NO_GAIN);
      assertThat(result.history()).hasSize(3);
      assertThat(result.kept()).as("the last, because none is known to be better").isEqualTo(3);
      assertThat(plan.monitor().of(result.history().get(0))).isEmpty();
    }
  }

  @Test
  void anExampleOfWeightZeroMayBeAnything() {
    double[] values = {1, 2, 3, 4, 1e38, -1e38};
    Schema schema = new Schema(Inputs.Columns.numbers(List.of("a", "b")), new Target.Value("count"));
    Dataset wild = Dataset.of("wild", schema, new NumberFeatures(values, 2), new Targets.OfValues(new double[] {1, 2, 3})).withWeights(1, 1, 0);
    Network poisson = Network.inputs(2).outputs(1, Head.poisson());
    TrainingPlan plan = plan().scaling(Scaling.NONE).optimizer(Optimizer.sgd(1e-4)).build();
    try (TrainingResult result = new Trainer(poisson, plan).train(wild)) {
      assertThat(result.keptEpoch().trainLoss()).isFinite();
    }
  }

  @Test
  void whatIsClosedSaysSo() {
    TrainingResult result = new Trainer(TANH, plan().build()).train(AB);
    result.close();
    result.close();
    assertThatThrownBy(() -> result.model().evaluate(AB)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    assertThatThrownBy(() -> result.model().predict(1, 2)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    assertThatThrownBy(() -> result.model().save(java.nio.file.Path.of("never"))).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    IncrementalFit fit = new Trainer(TANH, plan().build()).incremental();
    fit.fit(AB);
    fit.close();
    fit.close();
    assertThatThrownBy(() -> fit.fit(AB)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    assertThatThrownBy(fit::model).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
  }

  @Test
  void incrementalFittingRefusesWhatItWouldNotLookAt() {
    assertThatThrownBy(() -> new Trainer(TANH, plan().build()).validation(AB).incremental()).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("validation examples");
  }
}
