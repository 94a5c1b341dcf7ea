package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gradus.data.CsvSource;
import dev.gradus.data.LearningTask;
import dev.gradus.data.DataException;
import dev.gradus.data.Dataset;
import dev.gradus.model.Model;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.net.Normalization;
import dev.gradus.optim.Averaging;
import dev.gradus.optim.Method;
import dev.gradus.optim.Optimizer;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.PreparationPlan;
import dev.gradus.prepare.Scaling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;

/** Learning in several calls, from what there is and from what comes later; and batches that batch normalisation cannot take. */
class IncrementalFitTest {
  private static final Dataset DATA = Examples.of("class");
  private static final Network NETWORK = Examples.network(3, Head.softmaxCrossEntropy());
  private static final Network NORMALIZED = Network.inputs(3).hidden(new Layer(4, Activation.tanh(), Normalization.named("batch"), 0))
      .outputs(3, Head.softmaxCrossEntropy());

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.builder().optimizer(Optimizer.adam(0.05)).batch(5).epochs(1).shuffle(false).scaling(Scaling.NONE).type(DataType.DOUBLE)
        .threads(1).seed(2);
  }

  private static Dataset csv(String text) throws IOException {
    return CsvSource.of("csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).read(LearningTask.of("class"));
  }

  /** Batches of 5 end where a data set of 5, 10 and 10 examples ends. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "ema:0.8"})
  void severalDataSetsAreOneEpochOverAllOfThem(String averaging) {
    for (Network network : List.of(NETWORK, NORMALIZED)) {
      TrainingPlan plan = plan().averaging(Averaging.named(averaging)).build();
      try (TrainingResult whole = new Trainer(network, plan).train(DATA.range(0, 25));
          IncrementalFit fit = new Trainer(network, plan).incremental()) {
        assertThatIllegalStateException().isThrownBy(fit::model).withMessageContaining("call fit first");
        fit.fit(DATA.range(0, 5));
        try (Model early = fit.model()) {
          fit.fit(DATA.range(5, 15));
          double[] kept = Examples.theta(early);
          EpochRecord last = fit.fit(DATA.range(15, 25));
          assertThat(last.epoch()).isEqualTo(3);
          assertThat(last.steps()).isEqualTo(5);
          assertThat(Examples.theta(early)).as("a model that was taken stays as it is").isEqualTo(kept);
        }
        try (Model model = fit.model()) {
          assertThat(Examples.theta(model)).isEqualTo(Examples.theta(whole.model()));
          assertThat(model.parameters().statistics()).isEqualTo(whole.model().parameters().statistics());
          assertThat(model.provenance()).containsEntry("examples", 25L);
        }
      }
    }
  }

  /** A rule without state goes on from a model as it goes on in one fit. */
  @Test
  void inputsArePreparedAsTheFirstDataSetSays() {
    TrainingPlan plan = plan().optimizer(Optimizer.sgd(0.1)).scaling(Scaling.STANDARD).build();
    Dataset first = DATA.range(0, 10);
    Dataset second = DATA.range(10, 26);
    try (IncrementalFit fit = new Trainer(NETWORK, plan).incremental();
        TrainingResult begun = new Trainer(NETWORK, plan).train(first);
        TrainingResult expected = new Trainer(NETWORK, plan).continueFrom(begun.model()).train(second)) {
      fit.fit(first);
      fit.fit(second);
      try (Model model = fit.model()) {
        assertThat(model.preparation()).usingRecursiveComparison().isEqualTo(first.fit(PreparationPlan.standard().withScaling(Scaling.STANDARD)));
        assertThat(Examples.theta(model)).isEqualTo(Examples.theta(expected.model()));
      }
    }
  }

  @Test
  void whatNeedsAllExamplesIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Trainer(NETWORK, plan().stopping(EarlyStopping.after(2)).build()).incremental())
        .withMessageContaining("early stopping");
    Method lbfgs = Method.named("lbfgs", OptionalDouble.empty(), Map.of());
    assertThatIllegalArgumentException().isThrownBy(() -> new Trainer(NETWORK, plan().optimizer(lbfgs).build()).incremental()).withMessageContaining("lbfgs");
  }

  @Test
  void goingOnFromAModelKeepsItsScalingAndItsClasses() throws IOException {
    TrainingPlan plan = plan().scaling(Scaling.STANDARD).epochs(3).build();
    Dataset later = csv("x1,x2,x3,class\n100,1,2,cat\n200,3,4,ant\n300,2,1,cat\n100,2,2,bee\n");
    Dataset fewer = csv("x1,x2,x3,class\n1,1,2,cat\n2,3,4,bee\n3,2,1,cat\n1,2,2,bee\n");
    Dataset other = csv("x1,x2,x3,class\n1,1,2,cat\n2,3,4,dog\n3,2,1,cat\n1,2,2,dog\n");
    try (TrainingResult first = new Trainer(NETWORK, plan).train(DATA)) {
      Model model = first.model();
      double[] before = Examples.theta(model);
      for (Dataset more : List.of(later, fewer)) {
        TrainingPlan still = plan().optimizer(Optimizer.sgd(1e-300)).build();
        try (TrainingResult result = new Trainer(NETWORK, still).continueFrom(model).train(more)) {
          assertThat(result.model().preparation()).isSameAs(model.preparation());
          assertThat(result.model().schema()).isEqualTo(model.schema());
          assertThat(Examples.theta(result.model())).isEqualTo(before);
          assertThat(result.history().get(0).trainLoss()).as("classes are numbered as the model has them").isEqualTo(model.evaluate(more).loss());
        }
      }
      try (TrainingResult result = new Trainer(NETWORK, plan).continueFrom(model).train(fewer)) {
        assertThat(result.model().evaluate(fewer).loss()).isLessThan(model.evaluate(fewer).loss());
        assertThat(Examples.theta(model)).as("the model itself").isEqualTo(before);
      }
      assertThatExceptionOfType(DataException.class).isThrownBy(() -> new Trainer(NETWORK, plan).continueFrom(model).train(other))
          .withMessageContaining("\"dog\"").withMessageContaining("ant, bee, cat");
      try (IncrementalFit fit = new Trainer(NETWORK, plan).continueFrom(model).incremental()) {
        fit.fit(fewer);
        try (Model gone = fit.model(); TrainingResult same = new Trainer(NETWORK, plan().build()).continueFrom(model).train(fewer)) {
          assertThat(gone.preparation()).isSameAs(model.preparation());
          assertThat(gone.schema()).isEqualTo(model.schema());
          assertThat(Examples.theta(gone)).isEqualTo(Examples.theta(same.model()));
        }
      }
    }
  }

  // batch normalisation

  @Test
  void aLastBatchOfOneExampleIsSkippedWhereItCannotBeNormalised() {
    TrainingPlan plan = plan().epochs(4).build();
    try (TrainingResult all = new Trainer(NORMALIZED, plan).train(DATA); TrainingResult without = new Trainer(NORMALIZED, plan).train(DATA.range(0, 25));
        TrainingResult plain = new Trainer(NETWORK, plan).train(DATA)) {
      assertThat(all.history().get(3).steps()).isEqualTo(20);
      assertThat(Examples.theta(all.model())).isEqualTo(Examples.theta(without.model()));
      assertThat(all.model().parameters().statistics()).isEqualTo(without.model().parameters().statistics());
      assertThat(plain.history().get(3).steps()).as("nothing is skipped without it").isEqualTo(24);
    }
  }

  @Test
  void batchesOfOneExampleAreRefusedWhereTheyCannotBeNormalised() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Trainer(NORMALIZED, plan().batch(1).build()).train(DATA))
        .withMessageContaining("batches of 1 example").withMessageContaining("layer normalisation");
    Network layers = Network.inputs(3).hidden(new Layer(4, Activation.tanh(), Normalization.named("layer"), 0)).outputs(3, Head.softmaxCrossEntropy());
    try (TrainingResult result = new Trainer(layers, plan().batch(1).build()).train(DATA)) {
      assertThat(result.history().get(0).steps()).isEqualTo(26);
    }
  }
}
