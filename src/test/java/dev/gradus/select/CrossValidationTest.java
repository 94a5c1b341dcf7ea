package dev.gradus.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.data.Dataset;
import dev.gradus.data.Division;
import dev.gradus.data.DrawnDigits;
import dev.gradus.data.Fold;
import dev.gradus.data.Splits;
import dev.gradus.metrics.Evaluation;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Layer;
import dev.gradus.net.Network;
import dev.gradus.optim.Optimizer;
import dev.gradus.train.DivergedException;
import dev.gradus.train.EarlyStopping;
import dev.gradus.train.Trainer;
import dev.gradus.train.TrainingPlan;
import dev.gradus.train.TrainingResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
  private static final Dataset DIGITS = DrawnDigits.dataset(1, 0, 403);
  private static final Network NETWORK = Network.inputs(784).hidden(Layer.of(12, Activation.relu())).outputs(10, Head.softmaxCrossEntropy());
  private static final List<Fold> FOLDS = Splits.folds(DIGITS, Division.STRATIFIED, 4, 3);

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.builder().optimizer(Optimizer.adam(0.01)).batch(20).epochs(3).seed(5);
  }

  private static Candidate candidate(TrainingPlan plan) {
    return new Candidate(data -> NETWORK, plan);
  }

  private static List<Map<String, Double>> figures(CrossValidationResult result) {
    return result.folds().stream().map(FoldResult::figures).toList();
  }

  @Test
  void aFoldIsAModelOfItsTrainingPartEvaluatedOnTheOther() {
    CrossValidationResult result = new CrossValidation(candidate(plan().build())).run(FOLDS);

    assertThat(result.folds()).extracting(FoldResult::fold).containsExactly(1, 2, 3, 4);
    assertThat(result.folds().stream().mapToInt(FoldResult::heldOut).sum()).isEqualTo(403);
    for (int f = 0; f < 4; f++) {
      try (TrainingResult alone = new Trainer(NETWORK, plan().threads(1).build()).train(FOLDS.get(f).train())) {
        Evaluation evaluation = alone.model().evaluate(FOLDS.get(f).validation());
        assertThat(result.folds().get(f).figures().get("accuracy")).isEqualTo(evaluation.figures().get("accuracy"));
        assertThat(result.folds().get(f).figures().get("loss")).isCloseTo(evaluation.loss(), within(1e-6));
      }
    }
    assertThat(result.figures().get("accuracy").mean()).isGreaterThan(0.5);
  }

  @Test
  void theNumberOfWorkersChangesNoBit() {
    List<Map<String, Double>> one = figures(new CrossValidation(candidate(plan().build())).workers(1).run(FOLDS));

    for (int workers : new int[] {2, 3, 9}) {
      assertThat(figures(new CrossValidation(candidate(plan().threads(2).build())).workers(workers).run(FOLDS))).as("%d workers", workers).isEqualTo(one);
    }
  }

  @Test
  void theSpreadIsThatOfTheFoldsInWhichAFigureIsDefined() {
    Map<String, Double> first = new LinkedHashMap<>(Map.of("loss", 1.0, "roc_auc", 0.5));
    List<FoldResult> folds = List.of(new FoldResult(1, first, 8, 4, 1, 1, 0.1), new FoldResult(2, Map.of("loss", 2.0), 8, 4, 1, 1, 0.1),
        new FoldResult(3, Map.of("loss", 6.0), 8, 4, 1, 1, 0.1));

    Map<String, Spread> figures = new CrossValidationResult(folds).figures();

    Spread loss = figures.get("loss");
    assertThat(loss.mean()).isEqualTo(3);
    assertThat(loss.deviation().getAsDouble()).isCloseTo(Math.sqrt(7), within(1e-15)); // (4 + 1 + 9) / 2
    assertThat(List.of(loss.least(), loss.most())).containsExactly(1.0, 6.0);
    assertThat(figures.get("roc_auc").count()).isEqualTo(1);
    assertThat(figures.get("roc_auc").deviation()).isEmpty();
  }

  @Test
  void earlyStoppingLooksAtAPartOfTheTrainingPart() {
    TrainingPlan plan = plan().epochs(40).optimizer(Optimizer.adam(0.01)).stopping(EarlyStopping.after(2)).build();

    CrossValidationResult result = new CrossValidation(candidate(plan)).aside(0.2).run(FOLDS);

    for (FoldResult fold : result.folds()) {
      int inner = FOLDS.get(fold.fold() - 1).train().size();
      assertThat(fold.trained()).isEqualTo(inner - (int) Math.round(0.2 * inner));
      assertThat(fold.epochs()).isLessThan(40).isEqualTo(fold.kept() + 2);
    }
  }

  @Test
  void weightsCountInWhatIsHeldOut() {
    double[] weights = new double[403];
    for (int i = 0; i < 403; i++) weights[i] = DIGITS.label(i) == 3 ? 0 : 1;
    List<Fold> folds = Splits.folds(DIGITS.withWeights(weights), Division.STRATIFIED, 2, 3);

    CrossValidationResult result = new CrossValidation(candidate(plan().build())).run(folds);

    for (int f = 0; f < 2; f++) {
      try (TrainingResult alone = new Trainer(NETWORK, plan().threads(1).build()).train(folds.get(f).train())) {
        Dataset heldOut = folds.get(f).validation();
        int[] others = java.util.stream.IntStream.range(0, heldOut.size()).filter(i -> heldOut.label(i) != 3).toArray();
        assertThat(result.folds().get(f).figures().get("accuracy")).isCloseTo(alone.model().evaluate(heldOut.subset(others)).figures().get("accuracy"),
            within(1e-12));
      }
    }
  }

  @Test
  void theFirstFoldThatDivergesIsNamedWhateverTheNumberOfWorkers() {
    TrainingPlan wild = plan().optimizer(Optimizer.sgd(1e30)).build();
    Set<String> messages = new TreeSet<>();
    for (int workers : new int[] {1, 2, 4}) {
      assertThatThrownBy(() -> new CrossValidation(candidate(wild)).workers(workers).run(FOLDS)).isInstanceOf(DivergedException.class)
          .satisfies(e -> messages.add(e.getMessage()));
    }
    assertThat(messages).singleElement().asString().startsWith("fold 1, epoch 1, step ").contains("learning rate of 1.0E30");
  }

  @Test
  void whatIsWrongIsSaid() {
    CrossValidation cross = new CrossValidation(candidate(plan().build()));

    assertThatThrownBy(() -> cross.run(List.of())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 folds");
    assertThatThrownBy(() -> cross.workers(0)).hasMessageContaining("0 workers").hasMessageContaining("1 to 256");
    assertThatThrownBy(() -> cross.aside(1)).hasMessageContaining("fraction of 1.0");
    assertThatThrownBy(() -> new CrossValidation(new Candidate(data -> Network.inputs(3).outputs(10, Head.softmaxCrossEntropy()), plan().build())).run(FOLDS))
        .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("fold 1: the network has 3 inputs");
  }

  @Test
  void everyoneIsToldOncePerFold() {
    List<Integer> told = new ArrayList<>();

    new CrossValidation(candidate(plan().build())).workers(2).listener(fold -> told.add(fold.fold())).run(FOLDS);

    assertThat(told).containsExactlyInAnyOrder(1, 2, 3, 4);
  }
}
