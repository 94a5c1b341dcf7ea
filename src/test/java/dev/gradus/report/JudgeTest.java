package dev.gradus.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.backprop.Parameters;
import dev.gradus.data.Dataset;
import dev.gradus.data.NumberFeatures;
import dev.gradus.data.Targets;
import dev.gradus.diagnose.Health;
import dev.gradus.explain.RawCells;
import dev.gradus.metrics.Evaluation;
import dev.gradus.model.Model;
import dev.gradus.net.Head;
import dev.gradus.net.Network;
import dev.gradus.prepare.Column;
import dev.gradus.prepare.Inputs;
import dev.gradus.prepare.Preparation;
import dev.gradus.prepare.Schema;
import dev.gradus.prepare.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** What is told of single examples agrees with what is told of all. */
class JudgeTest {
  @Test
  void lossesOfFewExamplesAreTheLossOfAll() {
    Dataset data = SampleRun.classes();
    SampleRun.with(data, 2, (model, reader) -> {
      Judgement judged = new Judge(model, Part.TEST, data.range(5, 15)).judgement();

      assertThat(judged.worst()).hasSize(10).isSortedAccordingTo(Comparator.comparingDouble((WorstExample e) -> -e.loss()));
      assertThat(judged.worst().stream().mapToDouble(WorstExample::loss).average().orElseThrow()).isEqualTo(judged.evaluation().loss(), within(1e-6));
      long right = judged.worst().stream().filter(e -> e.actual().equals(e.predicted())).count();
      assertThat(((Evaluation.OfClasses) judged.evaluation()).confusion().accuracy().orElseThrow()).isEqualTo(right / 10.0, within(1e-12));
      assertThat(judged.worst()).allSatisfy(example -> {
        if (example.actual().equals(example.predicted())) {
          assertThat(-Math.log(example.probability().orElseThrow())).isEqualTo(example.loss(), within(1e-5));
        }
        assertThat(example.cells()).hasSize(3);
        assertThat(example.cells().get(2)).isIn("red", "blue");
        assertThat(example.row()).as("the row of the source").isBetween(6, 15);
        double[] cells = new double[3];
        data.inputs(example.row() - 1, cells);
        assertThat(example.cells().get(0)).isEqualTo(RawCells.text(data, 0, cells[0]));
        assertThat(example.actual()).isEqualTo(((Target.Classes) data.schema().target()).labels().get(data.label(example.row() - 1)));
      });
    });
  }

  @Test
  void valuesAreInTheirUnit() {
    Dataset data = SampleRun.values();
    SampleRun.with(data, 2, (model, reader) -> {
      Judgement judged = new Judge(model, Part.TRAINING, data).judgement();
      Residuals residuals = judged.residuals().orElseThrow();

      double squares = residuals.sample().stream().mapToDouble(pair -> Math.pow(pair.predicted() - pair.actual(), 2)).average().orElseThrow();
      assertThat(residuals.sample()).hasSize(120);
      assertThat(Math.sqrt(squares)).isEqualTo(judged.evaluation().figures().get("rmse"), within(1e-5));
      assertThat(residuals.quantiles()).isSorted();
      assertThat(residuals.counts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(120);
      double largest = Math.max(-residuals.quantiles().get(0), residuals.quantiles().get(6));
      assertThat(largest).isEqualTo(judged.evaluation().figures().get("max_error"), within(1e-5));
    });
  }

  /** Of all examples the losses are kept, and no outputs: 2,200,000 examples of 1,000 classes have more outputs than an array can hold. */
  @Test
  void manyClassesTakeNoMemoryForEachExample() {
    int examples = 2_200_000;
    Target.Classes target = new Target.Classes("kind", IntStream.range(0, 1_000).mapToObj(c -> "c" + c).toList());
    Schema schema = new Schema(new Inputs.Columns(List.of(Column.number("a"))), target);
    Dataset data = Dataset.of("drawn", schema, new NumberFeatures(new double[examples], 1), new Targets.OfClasses(new short[examples], target.labels()));
    Parameters theta = Parameters.zeros(new Network(1, List.of(), 1_000, Head.softmaxCrossEntropy()), DataType.FLOAT);
    try (Model model = new Model(theta, schema, Preparation.none(schema.inputs()), Map.of())) {
      assertThat(new Judge(model, Part.TEST, data)).isNotNull();
    }
  }

  /** Quantiles of −2, −1, 0, 1, 6 as of numpy.quantile. */
  @Test
  void quantilesOfErrors() {
    Residuals residuals = Residuals.of(new double[] {1, 1, 1, 1, 1}, new double[] {2, 7, -1, 1, 0});

    assertThat(residuals.quantiles()).usingElementComparator(Comparator.comparingLong(q -> Math.round(1e9 * q)))
        .containsExactlyElementsOf(List.of(-2.0, -1.8, -1.0, 0.0, 1.0, 5.0, 6.0));
    assertThat(residuals.counts()).hasSize(16);
    assertThat(residuals.width()).isEqualTo(0.5, within(1e-12));
    assertThat(Residuals.of(new double[] {3, 3}, new double[] {3, 3}).quantiles()).containsOnly(0.0);
  }

  @Test
  void imagesAndWeightsAndHealth() {
    Report report = SampleRun.of(SampleRun.digits());

    assertThat(report.judgement().orElseThrow().worst()).hasSize(24).allSatisfy(e -> assertThat(e.picture().orElseThrow().largest()).isBetween(0.3f, 1f));
    assertThat(report.weights()).hasSize(12).allSatisfy(picture -> assertThat(picture.width()).isEqualTo(28));
    assertThat(report.attributions()).extracting(PixelAttribution::answer).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(report.importances()).isEmpty();
    assertThat(report.health()).extracting(Health::depth).containsOnly(3);
    assertThat(report.history()).hasSize(4);
    assertThat(report.keptEpoch().orElseThrow().number()).isEqualTo(4);
  }
}
