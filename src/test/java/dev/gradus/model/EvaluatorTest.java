package dev.gradus.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.data.DrawnDigits;
import dev.gradus.metrics.ClassFigures;
import dev.gradus.metrics.Evaluation;
import dev.gradus.net.Activation;
import dev.gradus.net.Head;
import dev.gradus.net.Initializer;
import dev.gradus.net.Network;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class EvaluatorTest {
  private final Dataset digits = DrawnDigits.dataset(1, 0, 2345);

  /** Several blocks of examples, the last one short, give the figures of one prediction after the other. */
  @Test
  void figuresAreThoseOfSinglePredictions() {
    check(Head.softmaxCrossEntropy());
    check(Head.squaredError(Activation.sigmoid()));
  }

  private void check(Head head) {
    Network network = Network.inputs(784).hidden(5, Activation.relu()).outputs(10, head);
    Parameters theta = Parameters.initial(network, DataType.DOUBLE, Initializer.he(), 1);
    try (Model model = new Model(theta, digits.schema(), Preparation.none(digits.schema().inputs()), Map.of())) {
      ClassFigures one = new ClassFigures(((Target.Classes) digits.schema().target()).labels(), 10, head.probabilities());
      double[] row = new double[784];
      for (int i = 0; i < digits.size(); i++) {
        digits.inputs(i, row);
        one.add(digits.label(i), model.predict(row), 0, 1);
      }
      Evaluation all = model.evaluate(digits);
      Map<String, Double> expected = new Evaluation.OfClasses(all.loss(), digits.size(), one).figures();
      assertThat(all.figures().keySet()).isEqualTo(expected.keySet()).contains("roc_auc", "top_5_accuracy");
      assertThat(all.figures().containsKey("log_loss")).isEqualTo(head.probabilities());
      assertThat(all.figures()).isEqualTo(expected);
      assertThat(((Evaluation.OfClasses) all).classes().curves()).hasSize(10);
    }
  }

  @Test
  void theEvaluationOfAnEpochKeepsNoExamples() {
    Network network = Network.inputs(784).hidden(5, Activation.relu()).outputs(10, Head.softmaxCrossEntropy());
    Parameters theta = Parameters.initial(network, DataType.FLOAT, Initializer.he(), 1);
    try (Model model = new Model(theta, digits.schema(), Preparation.none(digits.schema().inputs()), Map.of())) {
      Evaluation light = Evaluator.evaluate(model.predictor(), digits);
      assertThat(light.figures()).isEqualTo(Evaluator.evaluateInFull(model.predictor(), digits).figures());
      assertThat(((Evaluation.OfClasses) light).classes().curves()).isEmpty();
    }
  }
}
